// The papers table: its rows with the files they show, and the wait for one file's name.
({ action, place, name, graceMs, waitMs }) => {
  const plain = (text) => (text || "").normalize("NFC").replace(/[\s\u00a0\u200b]+/g, " ").trim();
  const visible = (el) => el.getClientRects().length > 0 && getComputedStyle(el).visibility !== "hidden";
  const filesOf = (row) => [...row.querySelectorAll(".file-name")].map((el) => plain(el.textContent));

  // What the portal has said by now is old; only what it says from here on is about the next file.
  const OLD = "data-portal-bot-heard";
  const toasts = () => [...document.querySelectorAll(".toast, [role=alert]")].filter(visible);
  const hear = () => toasts().forEach((el) => el.setAttribute(OLD, plain(el.textContent)));
  const news = () => toasts().map((el) => [el, plain(el.textContent)])
    .filter(([el, text]) => text && el.getAttribute(OLD) !== text).map(([, text]) => text);

  if (action === "rows") {
    hear();
    const rows = [...document.querySelectorAll("table.papers tbody tr")].filter(visible);
    return rows.map((row, i) => {
      row.setAttribute("data-portal-bot-row", i);
      const name = row.querySelector(".paper-name .name") || row.cells[0];
      return { name: plain(name.textContent), takesFiles: !!row.querySelector("input[type=file]"), files: filesOf(row) };
    });
  }

  const row = document.querySelector(`[data-portal-bot-row="${place}"]`);
  return new Promise((done) => {
    const started = performance.now();
    let heardAt = null;
    const look = () => {
      const now = performance.now();
      if (filesOf(row).includes(plain(name))) {
        hear();
        return done({ shown: true, messages: [] });
      }
      // Good news stands in the same frame as bad, and may come before the name: give the name a moment.
      const messages = news();
      if (messages.length) heardAt ??= now;
      const refused = heardAt !== null && now - heardAt > graceMs;
      if (refused || now - started > waitMs) return done({ shown: false, messages });
      return requestAnimationFrame(look);
    };
    look();
  });
}
