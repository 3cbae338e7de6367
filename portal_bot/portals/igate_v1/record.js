// Reads a stored dossier from its record page: what stands above, the sections, the papers.
() => {
  const plain = (el) => el.textContent.normalize("NFC").replace(/[\s\u00a0]+/g, " ").trim();
  const head = {};
  document.querySelectorAll("dl.record-head dt").forEach((dt) => {
    head[plain(dt)] = dt.nextElementSibling ? plain(dt.nextElementSibling) : "";
  });
  const fields = [];
  const papers = [];
  for (const section of document.querySelectorAll("section.record-section")) {
    const title = plain(section.querySelector("h2"));
    let group = "";
    for (const part of section.querySelectorAll("h3, table")) {
      if (part.tagName === "H3") { group = plain(part); continue; }
      const body = [...part.querySelectorAll("tbody tr")];
      if (part.querySelector("[data-size]")) {
        for (const file of part.querySelectorAll("[data-size]")) {
          papers.push({ row: plain(file.closest("tr").cells[0]), name: plain(file), size: Number(file.dataset.size) });
        }
      } else if (part.classList.contains("record-grid")) {
        const headings = [...part.querySelectorAll("thead th")].map(plain);
        const rows = body.map((r) => Object.fromEntries([...r.cells].map((cell, i) => [headings[i], plain(cell)])));
        fields.push({ section: title, group: "", label: group, rows });
        group = "";
      } else {
        for (const row of body) {
          const label = row.querySelector("th");
          if (label) fields.push({ section: title, group, label: plain(label), value: plain(row.querySelector("td")) });
        }
      }
    }
  }
  return { head, fields, papers };
}
