// The ways out that the gate does not see are closed before a page runs its first line.
(() => {
  class Closed extends EventTarget {
    constructor() {
      super();
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
  for (const name of gone) Object.defineProperty(window, name, { value: undefined, configurable: false, writable: false });
  Object.defineProperty(window, "WebSocket", { value: Closed, configurable: false, writable: false });
})();
