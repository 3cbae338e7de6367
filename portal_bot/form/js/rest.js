// The page at rest: nothing it has begun is under way. Timers, requests and changes that start
// while we work are counted, so that a block rebuilt 250 ms after a click is waited for by name.

/** Counts what the page has under way; put in once a document. */
function watchPage(longestTimer) {
  const native = { setTimeout: window.setTimeout.bind(window), clearTimeout: window.clearTimeout.bind(window) };
  const watch = { pending: 0, changes: 0, next: 0, native };
  const timers = new Map();
  let depth = 0; // a timer that starts itself again and again is a clock, not work under way
  const running = (level, work) => function (...given) {
    const before = depth;
    depth = level;
    try { return work.apply(this, given); } finally { depth = before; }
  };
  const settle = (id) => { if (timers.delete(id)) watch.pending -= 1; };

  const { setTimeout: set, clearTimeout: clear, fetch } = window;
  window.setTimeout = function (work, delay = 0, ...given) {
    if (typeof work !== "function" || delay > longestTimer || depth > 3) return set(work, delay, ...given);
    const run = running(depth + 1, work);
    const id = set(() => { try { run(...given); } finally { settle(id); } }, delay);
    timers.set(id, true);
    watch.pending += 1;
    return id;
  };
  window.clearTimeout = (id) => { settle(id); clear(id); };

  const until = (promise) => {
    watch.pending += 1;
    const over = () => native.setTimeout(() => { watch.pending -= 1; }, 0);
    promise.then(over, over);
    return promise;
  };
  if (fetch) window.fetch = (...given) => until(fetch.apply(window, given));
  for (const reader of ["json", "text", "blob", "arrayBuffer"]) {
    const read = Response.prototype[reader];
    Response.prototype[reader] = function () { return until(read.call(this)); };
  }
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (...given) {
    until(new Promise((over) => this.addEventListener("loadend", over, { once: true })));
    return send.apply(this, given);
  };
  new MutationObserver(() => { watch.changes += 1; }).observe(document, {
    subtree: true, childList: true, characterData: true, attributeFilter: ["disabled", "hidden", "class", "style"],
  });
  return watch;
}

/** One turn of the page's event loop: messages, promises and observers have had their say. */
const turn = () => new Promise((over) => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => { channel.port1.close(); over(); };
  channel.port2.postMessage(0);
});

/** Polls on changes and on the clock until `found` gives something; null when the time is over. */
async function until(found, limit, watch) {
  const end = performance.now() + limit;
  for (;;) {
    const it = found();
    if (it) return it;
    const left = end - performance.now();
    if (left <= 0) return null;
    await new Promise((over) => {
      const observer = new MutationObserver(() => over());
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
      watch.native.setTimeout(() => { observer.disconnect(); over(); }, Math.min(left, 25));
    });
  }
}

/** Waits until nothing is under way and a turn of the loop changed nothing; false when it never was. */
async function rest(watch, limit) {
  const end = performance.now() + limit;
  for (;;) {
    const before = watch.changes;
    await turn();
    await turn();
    if (!watch.pending && watch.changes === before) return true;
    if (performance.now() > end) return false;
    if (watch.pending) await new Promise((over) => watch.native.setTimeout(over, 2));
  }
}
