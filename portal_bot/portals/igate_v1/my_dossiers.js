// The account's own list, told whole: every table as it stands, every text that may be a number, the pager, the drafts.
// Nothing is left out here; what of it is understood is for `listing.py` to say.
async ({ address }) => {
  const plain = (el) => (el ? el.textContent : "").normalize("NFC").replace(/[\s\u00a0]+/g, " ").trim();
  // A pager's parts stand beside each other without a blank: “Trang 1/2” and its links “1”, “2”.
  const apart = (el) => (el.children?.length ? [...el.childNodes].map((node) => apart(node)).join(" ") : el.textContent.trim());
  let shown = document;
  if (address) {
    // Without leaving the page that is open.
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) return { status: answer.status };
    shown = new DOMParser().parseFromString(await answer.text(), "text/html");
  }
  const joined = (cells) => cells.some((cell) => cell.colSpan > 1 || cell.rowSpan > 1);
  const isLine = (row) => /Mã hồ sơ nháp:/.test(plain(row));
  const tables = [...shown.querySelectorAll("table")].filter((table) => !isLine(table)).map((table) => {
    const heads = table.tHead ? [...table.tHead.rows] : [];
    const body = [...table.tBodies].flatMap((one) => [...one.rows]);
    return {
      headings: heads.length ? [...heads[heads.length - 1].cells].map(plain) : [],
      oneHead: heads.length === 1 && !joined([...heads[0].cells]),
      rows: body.map((row) => ({
        cells: [...row.cells].map(plain),
        joined: joined([...row.cells]),
        odd: !!row.querySelector("table, th"),
      })),
      // A foot, a row outside of the body, a body too many.
      odd: table.tBodies.length > 1 || table.rows.length !== heads.length + body.length,
      total: table.dataset.total ?? null,
    };
  });
  const main = shown.querySelector("main") || shown.body || shown.documentElement;
  const addresses = [...shown.querySelectorAll("*")].flatMap((el) => [...el.attributes].map((one) => one.value));
  const words = [...new Set([apart(shown.body || main), ...addresses].join(" ").split(/[\s/?&=#"'<>,;:()]+/))].filter((word) => /\d{3}/.test(word));
  const numbers = (elements) => [...elements].map(plain).filter((text) => /^\d+$/.test(text)).map(Number);
  const pagers = [...shown.querySelectorAll("nav, .pagination, .pages")];
  const said = pagers.map((pager) => /Trang (\d+)\s*\/\s*(\d+)/i.exec(apart(pager))).find(Boolean);
  const [current] = numbers(pagers.flatMap((pager) => [...pager.querySelectorAll("[aria-current=page], .active")]));
  const pages = Math.max(0, ...numbers(pagers.flatMap((pager) => [...pager.querySelectorAll("a, li, [aria-current=page]")])));
  const drafts = [...shown.querySelectorAll("li, tr")].filter((line) => !line.querySelector("li, tr") && isLine(line));
  return {
    status: 200,
    heading: plain(shown.querySelector("h1")),
    tables,
    words,
    text: apart(main),
    frames: shown.querySelectorAll("iframe, frame, object, embed").length,
    page: said ? Number(said[1]) : current ?? null,
    pages: said ? Number(said[2]) : pages || null,
    drafts: drafts.map((line) => ({ name: /Mã hồ sơ nháp:\s*(\w*)/.exec(plain(line))[1], text: apart(line) })),
  };
}
