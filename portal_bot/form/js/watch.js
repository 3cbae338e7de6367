// What a page has begun and not ended. Timers, requests and changes that start while we work are
// counted, so that a block rebuilt 250 ms after a click is waited for by name.

// A timer that starts itself again and again is a clock, not work under way; one that was put off again and again (a
// debounce, on a slow machine) is work all the same, and younger.
const DEEPEST = 3;

/** Counts what the page has under way; put in once a document. */
function watchPage({ echoMs, settleMs }) {
  const native = { setTimeout: window.setTimeout.bind(window), clearTimeout: window.clearTimeout.bind(window) };
  const watch = { pending: 0, changes: 0, shadows: 0, next: 0, numbers: new WeakMap(), elements: new Map(), native };
  let depth = 0;
  let born = 0;

  /** One thing under way; the answer, once called, ends it. */
  const begun = () => {
    let open = true;
    watch.pending += 1;
    return () => { if (open) { open = false; watch.pending -= 1; } };
  };
  const deeper = (level, since, work, over) => function (...given) {
    const before = [depth, born];
    [depth, born] = [level, since];
    try { return work.apply(this, given); } finally { [depth, born] = before; over?.(); }
  };

  /** Wraps a pair like setTimeout and clearTimeout. */
  const watchClock = (start, stop, counts) => {
    const [set, clear] = [window[start], window[stop]];
    const running = new Map();
    window[start] = function (work, delay, ...given) {
      if (typeof work !== "function") return set.call(window, work, delay, ...given);
      const since = depth ? born : performance.now();
      const isClock = depth > DEEPEST && !(start === "setTimeout" && performance.now() - since < echoMs);
      if (!counts(delay) || isClock) return set.call(window, deeper(depth, since, work), delay, ...given);
      const over = begun();
      const id = set.call(window, deeper(depth + 1, since, work, () => { running.delete(id); over(); }), delay, ...given);
      running.set(id, over);
      return id;
    };
    window[stop] = (id) => { running.get(id)?.(); running.delete(id); clear.call(window, id); };
  };
  watchClock("setTimeout", "clearTimeout", (delay) => !(delay > echoMs));
  watchClock("requestAnimationFrame", "cancelAnimationFrame", () => true);

  /** A request; one that never ends (a long poll) stops counting after a while. */
  const awaited = (promise) => {
    const over = begun();
    const late = native.setTimeout(over, settleMs);
    const ended = () => { native.clearTimeout(late); native.setTimeout(over, 0); };
    promise.then(ended, ended);
    return promise;
  };
  const { fetch } = window;
  window.fetch = (...given) => awaited(fetch.apply(window, given));
  for (const reader of ["json", "text", "blob", "arrayBuffer"]) {
    const read = Response.prototype[reader];
    Response.prototype[reader] = function () { return awaited(read.call(this)); };
  }
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...given) {
    awaited(new Promise((over) => this.addEventListener("loadend", over, { once: true })));
    return send.apply(this, given);
  };
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (...given) {
    watch.shadows += 1;
    return attach.apply(this, given);
  };
  new MutationObserver(() => { watch.changes += 1; }).observe(document, {
    subtree: true, childList: true, characterData: true, attributeFilter: ["disabled", "hidden", "class", "style"],
  });
  return watch;
}
