// The ways out that the gate does not see are closed before a page runs its first line.
(() => {
  const tried = new Set();
  // For the error that tells of this page; it takes nothing away that is in there.
  Object.defineProperty(window, "__portalBotTried", { get: () => [...tried], configurable: false });
  class Closed extends EventTarget {
    constructor() {
      super();
      tried.add("WebSocket");
      this.readyState = 3;
      // As one whose server is away: a page that only listens goes on without it.
      setTimeout(() => {
        for (const kind of ["error", "close"]) {
          const event = new Event(kind);
          this.dispatchEvent(event);
          if (typeof this[`on${kind}`] === "function") this[`on${kind}`](event);
        }
      }, 0);
    }
    send() {}
    close() {}
  }
  const gone = ["RTCPeerConnection", "webkitRTCPeerConnection", "RTCDataChannel", "WebTransport", "SharedWorker"];
  for (const name of gone) {
    Object.defineProperty(window, name, { get() { tried.add(name); return undefined; }, set() {}, configurable: false });
  }
  // A window of the browser's own that waits for a person.
  Object.defineProperty(window, "print", { value: () => { tried.add("print"); }, configurable: false, writable: false });
  Object.defineProperty(window, "WebSocket", { value: Closed, configurable: false, writable: false });
})();
