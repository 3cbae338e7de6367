// The rows of the papers table on a procedure's page: each by its headings, as printed.
() => {
  const plain = (el) => (el ? el.textContent : "").normalize("NFC").replace(/[\s\u00a0]+/g, " ").trim();
  return [...document.querySelectorAll("table")].map((table) => {
    const headings = [...table.querySelectorAll("thead th")].map(plain);
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    // A group's title spans the table: it takes no files.
    const papers = rows.filter((row) => row.cells.length === headings.length);
    return papers.map((row) => Object.fromEntries([...row.cells].map((cell, i) => [headings[i], plain(cell)])));
  });
}
