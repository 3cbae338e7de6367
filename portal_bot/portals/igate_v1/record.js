// Reads a stored dossier from its record page: what stands above, every section, the papers, and where its receipt is.
// What stands on the page in another shape is told as it is, so that nobody overlooks it.
async ({ address }) => {
  const plain = (el) => (el ? el.textContent : "").normalize("NFC").replace(/[\s\u00a0]+/g, " ").trim();
  let shown = document;
  if (address) {
    // Without leaving the page that is open.
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) return { status: answer.status };
    shown = new DOMParser().parseFromString(await answer.text(), "text/html");
  }
  const bodyOf = (table) => [...table.tBodies].flatMap((one) => [...one.rows]);
  // A group's or a table's title stands right before it.
  const titleOf = (table) => {
    const before = (table.closest(".scroll") || table).previousElementSibling;
    return before && before.tagName === "H3" ? plain(before) : "";
  };

  const head = [...shown.querySelectorAll("dl.record-head dt")].map((dt) => [plain(dt), plain(dt.nextElementSibling)]);
  const fields = [];
  const strange = (section, el) => { if (plain(el)) fields.push({ section, group: "", label: titleOf(el) || "?", value: plain(el) }); };

  for (const section of shown.querySelectorAll("section.record-section, section.record-delivery")) {
    const title = plain(section.querySelector("h2"));
    for (const table of section.querySelectorAll("table")) {
      if (table.matches(".record-table")) {
        const group = titleOf(table);
        for (const row of table.rows) {
          const [label, value] = [row.querySelector("th"), row.querySelector("td")];
          if (label && value && row.cells.length === 2) fields.push({ section: title, group, label: plain(label), value: plain(value) });
          else strange(title, row);
        }
      } else if (table.matches(".record-grid")) {
        const headings = [...table.querySelectorAll("thead th")].map(plain);
        const rows = bodyOf(table).map((row) => Object.fromEntries([...row.cells].map((cell, i) => [headings[i] ?? `? ${i}`, plain(cell)])));
        fields.push({ section: title, group: "", label: titleOf(table), rows });
      } else if (!table.parentElement.closest("table")) strange(title, table);
    }
    for (const el of section.querySelectorAll("dl, ul, ol, p, form, iframe")) if (!el.closest("table")) strange(title, el);
  }
  const known = ".record-section, .record-delivery, .record-papers, .record-history, .record-office, :has(> dl.record-head), h1";
  for (const el of (shown.querySelector("main") || shown.body).children) {
    if (!el.matches(known)) strange(plain(el.querySelector("h1, h2, h3, caption")) || "?", el);
  }

  const papers = [...shown.querySelectorAll(".record-papers tbody tr:not(.empty)")].map((row) => ({
    row: plain(row.cells[0]),
    name: plain(row.querySelector(".file-name")),
    size: Number(row.querySelector("[data-size]")?.dataset.size ?? NaN),
    at: row.querySelector(".file-name a[href]")?.getAttribute("href") ?? null,
  }));
  // What the office tells beside: facts by their names, what was added, the steps so far.
  const dayOf = (el) => el?.querySelector("time[datetime]")?.getAttribute("datetime") ?? null;
  const facts = [...shown.querySelectorAll(".record-office dt")].map((dt) => {
    const dd = dt.nextElementSibling;
    return { label: plain(dt), text: plain(dd), items: [...(dd?.querySelectorAll("li") ?? [])].map(plain), day: dayOf(dd) };
  });
  const added = [...shown.querySelectorAll(".record-office h3")].map((title) => {
    const one = { note: "", papers: [] };
    for (let el = title.nextElementSibling; el && el.tagName !== "H3"; el = el.nextElementSibling) {
      if (el.tagName === "P") one.note = plain(el);
      for (const row of el.querySelectorAll("tbody tr")) {
        one.papers.push({ row: plain(row.cells[0]), name: plain(row.querySelector(".file-name")), size: Number(row.querySelector("[data-size]")?.dataset.size ?? -1) });
      }
    }
    return one;
  });
  const steps = [...shown.querySelectorAll(".record-history li")].map((li) => ({
    at: dayOf(li),
    words: plain(li.querySelector("b")),
    note: plain(li).split(plain(li.querySelector("b"))).slice(1).join(plain(li.querySelector("b"))).replace(/^:\s*/, ""),
  }));
  const file = shown.querySelector(".record-office a.result-file");
  const result = file && { name: plain(file), size: Number(file.dataset.size ?? NaN), at: file.getAttribute("href") };
  const due = [...shown.querySelectorAll(".record-head dt")].find((dt) => plain(dt) === "Ngày hẹn trả");
  const office = { facts, added, steps, result, due: dayOf(due?.nextElementSibling) };
  const link = [...shown.querySelectorAll("a")].find((a) => plain(a) === "Tải giấy tiếp nhận");
  return { status: 200, heading: plain(shown.querySelector("h1")), head, fields, papers, office, receipt: link ? link.href : "" };
}
