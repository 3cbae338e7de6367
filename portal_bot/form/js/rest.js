// The page at rest: nothing it has begun (`watch.js`) is under way.

/** One turn of the page's event loop: messages, promises and observers have had their say. */
const turn = () => new Promise((over) => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => { channel.port1.close(); over(); };
  channel.port2.postMessage(0);
});

const POLL_MS = 25;
const ANYTHING = { subtree: true, childList: true, attributes: true, characterData: true };

/** The next change of the page, or a moment. */
const stir = (limit) => new Promise((over) => {
  const observer = new MutationObserver(done);
  const clock = watch.native.setTimeout(done, Math.min(limit, POLL_MS));
  function done() {
    observer.disconnect();
    watch.native.clearTimeout(clock);
    over();
  }
  observer.observe(document, ANYTHING);
});

/** Looks again at each change and by the clock until `found` gives something; null when the time is over. */
async function until(found, limit) {
  const end = performance.now() + limit;
  for (;;) {
    const it = found();
    if (it) return it;
    const left = end - performance.now();
    if (left <= 0) return null;
    await stir(left);
  }
}

/** Waits until nothing is under way and a turn of the loop changed nothing; false when it never was. */
async function rest(limit) {
  const end = performance.now() + limit;
  for (;;) {
    const before = watch.changes;
    await turn();
    await turn();
    if (!watch.pending && watch.changes === before) return true;
    if (performance.now() > end) return false;
    if (watch.pending) await stir(2);
  }
}
