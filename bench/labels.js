() => {
  // Marks every control with what a person reads beside it, as `data-asked`: “section / group / label”, a choice or a part
  // of a date after it, and each row of the papers with its name. Names and values are the portal's, and no two are alike.
  const plain = (text) => text.normalize("NFD").replace(/(?<!q)([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])(?![\p{L}\p{M}])/giu, "$1$3$2")
    .normalize("NFC").replace(/\(\*\)|\*/g, "").replace(/[\s\u00a0]+/g, " ").replace(/\s*:\s*$/, "").trim();
  const read = (el) => (el ? plain((el.querySelector(":scope > span:not(.red)") ?? el).textContent) : "");
  const QUESTION = "legend, td.lbl, .control-label, .floating > label, label";
  const asked = (el, ...words) => { el.dataset.asked = words.filter(Boolean).join(" / "); };
  for (const el of document.querySelectorAll("main input:not([type=hidden]):not([type=file]), main select, main textarea")) {
    const section = read(el.closest("section.panel")?.querySelector(".panel-title"));
    const group = read(el.closest(".address-grid")?.parentElement.querySelector("legend, .group-title"));
    const own = el.closest(el.type === "radio" ? ".form-group" : ".form-group, label");
    const question = read(own?.matches("label") ? own : own?.querySelector(QUESTION));
    const choice = el.type === "radio" ? read(el.labels[0]) : el.closest(".split-date") ? read(el.options[0]) : "";
    asked(el, section, group, question, choice);
  }
  document.querySelectorAll("tr[data-row]").forEach((row) => asked(row, read(row.querySelector(".name"))));
}
