// The papers table: its rows with the files they show, the wait for one more file, and taking one away.
({ action, rowsAt, place, count, which, graceMs, quietMs, waitMs }) => {
  const plain = (text) => (text || "").normalize("NFC").replace(/[\s\u00a0\u200b]+/g, " ").trim();
  const visible = (el) => el.getClientRects().length > 0 && getComputedStyle(el).visibility !== "hidden";
  const LONGEST_TIMER_MS = 20_000; // a name was seen to come up to 12 s late
  const REMOVE = /^(Xóa|Xoá|Gỡ|Hủy)( tệp| file)?$/i;

  // What the page has under way: requests, and timers that may yet bring a name.
  const busy = (window.__portalBotUploads ??= (() => {
    const state = { under_way: 0 };
    const during = (promise) => {
      state.under_way += 1;
      const over = () => { state.under_way -= 1; };
      promise.then(over, over);
      return promise;
    };
    const { fetch, setTimeout: start } = window;
    window.fetch = (...given) => during(fetch.apply(window, given));
    const send = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.send = function (...given) {
      during(new Promise((over) => this.addEventListener("loadend", over, { once: true })));
      return send.apply(this, given);
    };
    window.setTimeout = (work, delay, ...given) => {
      if (typeof work !== "function" || !(delay > 0) || delay > LONGEST_TIMER_MS) return start(work, delay, ...given);
      let over;
      during(new Promise((done) => { over = done; }));
      return start((...own) => { try { work(...own); } finally { over(); } }, delay, ...given);
    };
    return state;
  })());

  const filesOf = (row) => [...row.querySelectorAll(".file-name")].map((el) => ({
    name: plain(el.textContent),
    size: plain(el.parentElement.querySelector(".file-size")?.textContent),
  }));
  const rowAt = () => document.querySelector(`[data-portal-bot-row="${place}"]`);

  // What the portal has said by now is old; only what it says from here on is about the next file.
  const OLD = "data-portal-bot-heard";
  const heard = window.__portalBotHeard || [];
  const toasts = () => [...document.querySelectorAll(".toast, [role=alert]")].filter(visible);
  const hear = () => {
    heard.length = 0;
    toasts().forEach((el) => el.setAttribute(OLD, plain(el.textContent)));
  };
  const news = () => [...new Set([...heard.filter((one) => one.transient).map((one) => one.text), ...toasts()
    .map((el) => [el, plain(el.textContent)]).filter(([el, text]) => text && el.getAttribute(OLD) !== text).map(([, text]) => text)])];
  // Good news stands in the same frame as bad.
  const bad = () => news().filter((text) => !/thành công/i.test(text));

  if (action === "rows") {
    hear();
    const rows = [...document.querySelectorAll(rowsAt[0])].filter(visible);
    return rows.map((row, i) => {
      row.setAttribute("data-portal-bot-row", i);
      const name = row.querySelector(rowsAt[1]) || row.cells[0];
      return { name: plain(name.textContent), takesFiles: !!row.querySelector("input[type=file]"), files: filesOf(row) };
    });
  }

  if (action === "remove") {
    let box = rowAt().querySelectorAll(".file-name")[which];
    let button = null;
    while (box && !button && box !== rowAt()) {
      box = box.parentElement;
      button = [...box.querySelectorAll("button, a, [role=button]")].find((el) => REMOVE.test(plain(el.textContent)));
    }
    if (!button) return { done: false };
    button.click();
  }

  /** Until the row shows so many files, the portal says no, or nothing is under way any more. */
  return new Promise((done) => {
    let left = waitMs;
    let before = performance.now();
    let heardFor = 0;
    let quietFor = 0;
    const look = () => {
      // Time in which the page stood still does not count.
      const passed = Math.min(performance.now() - before, 250);
      before = performance.now();
      left -= passed;
      quietFor = busy.under_way ? 0 : quietFor + passed;
      const files = filesOf(rowAt());
      const refusals = bad();
      if (refusals.length) heardFor += passed;
      // A name may follow bad news that was about another file: it is given a moment.
      if (files.length === count || heardFor > graceMs || quietFor > quietMs || left <= 0) {
        if (files.length === count) hear();
        done({ done: files.length === count, files, messages: files.length === count ? [] : refusals });
        return;
      }
      requestAnimationFrame(look);
    };
    look();
  });
}
