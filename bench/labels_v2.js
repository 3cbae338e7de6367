() => {
  // The class of every component of Form.io by what a person reads there: “section / group / label”, in small letters, for
  // this portal prints some labels in capitals. Classes outlive a form that draws itself anew, marks of ours do not.
  const plain = (text) => text.normalize("NFD").replace(/(?<!q)([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])(?![\p{L}\p{M}])/giu, "$1$3$2")
    .normalize("NFC").replace(/\(\*\)|\*/g, "").replace(/[\s\u00a0]+/g, " ").replace(/\s*:\s*$/, "").trim().toLowerCase();
  // “, numeric only,” is for screen readers.
  const shown = (el) => [...el.childNodes].filter((one) => !one.matches?.(".sr-only")).map((one) => one.textContent).join("");
  const read = (el) => (el ? plain(shown(el)) : "");
  const found = {};
  for (const el of document.querySelectorAll(".formio-component:not(.formio-component-panel, .formio-component-fieldset)")) {
    const section = read(el.closest(".formio-component-panel")?.querySelector(".card-title"));
    const group = read(el.closest(".formio-component-fieldset")?.querySelector("legend"));
    const label = read(el.querySelector(":scope > .col-form-label, :scope > .form-check label, :scope > fieldset > legend"));
    const named = [...el.classList].filter((one) => one.startsWith("formio-component-")).pop();
    if (label) found[[section, group, label].filter(Boolean).join(" / ")] = `.${named}`;
  }
  return found;
}
