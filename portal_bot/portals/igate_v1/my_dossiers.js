// The account's own list: its lines, which page of how many it is, and the drafts below it.
async ({ address }) => {
  const plain = (el) => el.textContent.normalize("NFC").replace(/[\s\u00a0]+/g, " ").trim();
  // A pager's parts stand beside each other without a blank: “Trang 1/2” and its links “1”, “2”.
  const apart = (el) => (el.children?.length ? [...el.childNodes].map((node) => apart(node)).join(" ") : el.textContent.trim());
  let shown = document;
  if (address) {
    // Without leaving the page that is open.
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) return { status: answer.status, tables: [], drafts: [] };
    shown = new DOMParser().parseFromString(await answer.text(), "text/html");
  }
  const tables = [...shown.querySelectorAll("table")].map((table) => ({
    headings: [...table.querySelectorAll("thead th")].map(plain),
    rows: [...table.querySelectorAll("tbody tr")].map((row) => [...row.cells].map(plain)),
  }));
  const numbers = (elements) => [...elements].map(plain).filter((text) => /^\d+$/.test(text)).map(Number);
  const pagers = [...shown.querySelectorAll("nav, .pagination, .pages")];
  const said = pagers.map((pager) => /Trang (\d+)\s*\/\s*(\d+)/i.exec(apart(pager))).find(Boolean);
  const [current] = numbers(pagers.flatMap((pager) => [...pager.querySelectorAll("[aria-current=page], .active")]));
  const pages = Math.max(0, ...numbers(pagers.flatMap((pager) => [...pager.querySelectorAll("a, li, [aria-current=page]")])));
  const drafts = [...shown.querySelectorAll("li, tr")].map((line) => /Mã hồ sơ nháp:\s*(\w+)/.exec(plain(line))?.[1]);
  return {
    status: 200,
    heading: plain(shown.querySelector("h1") || shown.createElement("h1")),
    tables,
    page: said ? Number(said[1]) : current ?? null,
    pages: said ? Number(said[2]) : pages || null,
    drafts: [...new Set(drafts.filter(Boolean))],
  };
}
