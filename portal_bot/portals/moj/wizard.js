// The wizard's page: “Thông tin chung” before its steps, what the frame lets it show, its rows of papers.
({ action, heading, subject, button, place, count, waitMs }) => {
  const plain = (text) => (text || "").normalize("NFC").replace(/[\s\u00a0\u200b]+/g, " ").trim();
  const seen = (el) => el.getClientRects().length > 0 && getComputedStyle(el).visibility !== "hidden";
  const shown = (root, selector) => [...root.querySelectorAll(selector)].filter(seen);
  const heard = () => (window.__portalBotHeard || []).map((one) => one.text);
  // Good news and bad come in the same frame.
  const bad = () => heard().filter((text) => !/thành công/i.test(text));
  const CONFIRMED = "data-portal-bot-confirmed";
  const CONFIRMING = ["Xác nhận", "Đồng ý", "Tiếp tục"];
  const BADGE = "Bắt buộc";

  const until = (look) => new Promise((done) => {
    const ended = performance.now() + waitMs;
    const turn = () => {
      const found = look();
      if (found || performance.now() > ended) done(found || null);
      else setTimeout(turn, 40);
    };
    turn();
  });
  const confirming = (box) => shown(box, "button").filter((el) => CONFIRMING.includes(plain(el.textContent)));
  /** The box of “Thông tin chung” that was not confirmed yet: upwards to the first that has a button to do so. */
  const info = () => {
    const title = shown(document, "h1, h2, h3, h4").find((el) => plain(el.textContent) === "Thông tin chung" && !el.hasAttribute(CONFIRMED));
    let box = title;
    while (box && !confirming(box).length) box = box.parentElement;
    return box && { title, box };
  };
  const choices = (box) => shown(box, "label").filter((el) => el.querySelector("input[type=radio]"));

  if (action === "next") {
    return until(() => (info() ? "info" : shown(document, "h1").some((el) => plain(el.textContent) === heading) ? "step" : null));
  }
  if (action === "confirm") {
    const { title, box } = info();
    const wanted = choices(box).filter((el) => plain(el.textContent) === subject);
    if (wanted.length !== 1) return { there: choices(box).map((el) => plain(el.textContent)) };
    const radio = wanted[0].querySelector("input");
    if (!radio.checked) radio.click();
    title.setAttribute(CONFIRMED, "");
    confirming(box)[0].click();
    return null;
  }
  // A button that comes once the frame has said so; or the page says why not.
  if (action === "button") {
    return until(() => (bad().length ? { messages: bad() } : shown(document, "button").some((el) => plain(el.textContent) === button) ? { messages: [] } : null));
  }

  const rows = () => shown(document, "tr").filter((row) => shown(row, "button").some((el) => plain(el.textContent) === "Chọn tệp đính kèm"));
  const nameOf = (row) => plain(row.cells[0].querySelector("input")?.value ?? row.cells[0].textContent).replace(new RegExp(`\\s*${BADGE}$`), "");
  const filesOf = (row) => shown(row, ".file-name").map((el) => plain(el.textContent));
  if (action === "rows") return rows().map((row) => ({ name: nameOf(row), files: filesOf(row) }));
  // Until the row shows as many files, or the page says why not.
  return until(() => {
    const files = filesOf(rows()[place]);
    return files.length >= count || bad().length ? { files, messages: bad() } : null;
  }).then((told) => told ?? { files: filesOf(rows()[place]), messages: [] });
}
