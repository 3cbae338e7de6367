// The papers table: its rows with the files they show, and the wait for one file's name.
({ action, place, name }) => {
  const plain = (text) => (text || "").normalize("NFC").replace(/[\s\u00a0\u200b]+/g, " ").trim();
  const visible = (el) => el.getClientRects().length > 0 && getComputedStyle(el).visibility !== "hidden";
  const filesOf = (row) => [...row.querySelectorAll(".file-name")].map((el) => plain(el.textContent));

  if (action === "rows") {
    const rows = [...document.querySelectorAll("table.papers tbody tr")].filter(visible);
    return rows.map((row, i) => {
      row.setAttribute("data-portal-bot-row", i);
      const name = row.querySelector(".paper-name .name") || row.cells[0];
      return { name: plain(name.textContent), takesFiles: !!row.querySelector("input[type=file]"), files: filesOf(row) };
    });
  }
  const row = document.querySelector(`[data-portal-bot-row="${place}"]`);
  if (row && filesOf(row).includes(plain(name))) return { messages: [] };
  const messages = [...document.querySelectorAll(".toast, [role=alert]")].filter(visible).map((el) => plain(el.textContent)).filter(Boolean);
  return messages.length ? { messages } : null;
}
