() => {
  // Marks every component of Form.io with what a person reads there, as `data-asked`: “section / group / label”, in small
  // letters, for this portal prints some labels in capitals.
  const plain = (text) => text.normalize("NFD").replace(/(?<!q)([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])(?![\p{L}\p{M}])/giu, "$1$3$2")
    .normalize("NFC").replace(/\(\*\)|\*/g, "").replace(/[\s\u00a0]+/g, " ").replace(/\s*:\s*$/, "").trim().toLowerCase();
  const read = (el) => (el ? plain(el.textContent) : "");
  for (const el of document.querySelectorAll(".formio-component:not(.formio-component-panel, .formio-component-fieldset)")) {
    const section = read(el.closest(".formio-component-panel")?.querySelector(".card-title"));
    const group = read(el.closest(".formio-component-fieldset")?.querySelector("legend"));
    const label = read(el.querySelector(":scope > .col-form-label, :scope > .form-check label, :scope > fieldset > legend"));
    if (label) el.dataset.asked = [section, group, label].filter(Boolean).join(" / ");
  }
}
