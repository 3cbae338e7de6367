// Reads a stored dossier from its record page: what stands above, the sections, the papers, and where its receipt is.
() => {
  const plain = (el) => el.textContent.normalize("NFC").replace(/[\s\u00a0]+/g, " ").trim();
  const bodyOf = (table) => [...table.querySelectorAll("tbody tr")];
  // A group's or a table's title stands right before it.
  const titleOf = (table) => {
    const before = (table.closest(".scroll") || table).previousElementSibling;
    return before && before.tagName === "H3" ? plain(before) : "";
  };

  const head = {};
  for (const dt of document.querySelectorAll("dl.record-head dt")) head[plain(dt)] = plain(dt.nextElementSibling);

  const fields = [];
  for (const section of document.querySelectorAll("section.record-section, section.record-delivery")) {
    const title = plain(section.querySelector("h2"));
    for (const table of section.querySelectorAll("table.record-table")) {
      const group = titleOf(table);
      for (const row of bodyOf(table)) {
        fields.push({ section: title, group, label: plain(row.querySelector("th")), value: plain(row.querySelector("td")) });
      }
    }
    for (const table of section.querySelectorAll("table.record-grid")) {
      const headings = [...table.querySelectorAll("thead th")].map(plain);
      const rows = bodyOf(table).map((row) => Object.fromEntries([...row.cells].map((cell, i) => [headings[i], plain(cell)])));
      fields.push({ section: title, group: "", label: titleOf(table), rows });
    }
  }

  const papers = [...document.querySelectorAll(".record-papers tbody tr:not(.empty)")].map((row) => ({
    row: plain(row.cells[0]),
    name: plain(row.querySelector(".file-name")),
    size: Number(row.querySelector("[data-size]").dataset.size),
  }));
  const link = [...document.querySelectorAll("a")].find((a) => plain(a) === "Tải giấy tiếp nhận");
  return { head, fields, papers, receipt: link ? link.href : "" };
}
