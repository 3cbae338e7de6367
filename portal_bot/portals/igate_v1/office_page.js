// An officer's page of a dossier, told whole: what stands above, the history, each form with its boxes as they stand.
async ({ address }) => {
  const plain = (el) => (el ? el.textContent : "").normalize("NFC").replace(/[\s\u00a0]+/g, " ").trim();
  let shown = document;
  if (address) {
    // Without leaving the page that is open.
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) return { status: answer.status };
    shown = new DOMParser().parseFromString(await answer.text(), "text/html");
  }
  const value = (box) => (box.tagName === "SELECT" ? plain(box.selectedOptions[0]) : (box.value || "").normalize("NFC").trim());
  // A label's own words: without those of the box within it, and without the mark of what is required.
  const named = (label) => [...label.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map(plain).join(" ").trim();
  const boxes = (form) => Object.fromEntries([...form.querySelectorAll("label")]
    .map((label) => [named(label), label.querySelector("select, input, textarea")])
    .filter(([, box]) => box)
    .map(([name, box]) => [name, value(box)]));
  const table = shown.querySelector(".record-history table");
  return {
    status: 200,
    headings: [...shown.querySelectorAll("h1")].map(plain),
    officer: plain(shown.querySelector("#officer_name")),
    head: [...shown.querySelectorAll("dl.record-head dt")].map((dt) => [plain(dt), plain(dt.nextElementSibling)]),
    columns: table ? [...table.querySelectorAll("thead th")].map(plain) : [],
    steps: table ? [...table.tBodies].flatMap((one) => [...one.rows]).map((row) => [...row.cells].map(plain)) : [],
    forms: [...shown.querySelectorAll("form[aria-label]")].map((form) => ({ title: form.getAttribute("aria-label").normalize("NFC").trim(), boxes: boxes(form) })),
  };
}
