// The table of papers: rows with a button “Tải lên file”, one file box for all of them.
({ action, place, count, which, heardBefore, waitMs }) => {
  const plain = (el) => (el ? el.textContent : "").normalize("NFC").replace(/[\s\u00a0\u200b]+/g, " ").trim();
  const rows = () => [...document.querySelectorAll("tr")].filter((row) => row.querySelector('button[title="Tải lên file"]'));
  const filesOf = (row) => [...row.querySelectorAll(".file-name")].map((el) => ({ name: plain(el), size: "" }));
  const heard = () => (window.__portalBotHeard || []).length;
  const said = () => (window.__portalBotHeard || []).slice(heardBefore).map((one) => one.text);
  // Good news and bad come in the same frame.
  const bad = () => said().filter((text) => !/thành công/i.test(text));

  if (action === "rows") return rows().map((row) => ({ name: plain(row.cells[0]), files: filesOf(row) }));
  if (action === "heard") return heard();
  const row = rows()[place];
  if (action === "remove") {
    [...row.querySelectorAll("button")].filter((el) => plain(el) === "Xóa")[which]?.click();
    return filesOf(row);
  }
  // Until the row shows as many files, or the page says why not.
  return new Promise((done) => {
    const ended = performance.now() + waitMs;
    const look = () => {
      const files = filesOf(row);
      if (files.length >= count || bad().length || performance.now() > ended) done({ files, messages: bad() });
      else setTimeout(look, 40);
    };
    look();
  });
}
