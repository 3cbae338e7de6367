// What we see and cannot fill: told of by name, so that a required one is never passed over.

/** A file box is often unseen under a button: what is seen of it. */
const fileFace = remembered((element) => {
  const face = [element, ...labelsOf(element)].find(visible);
  if (face) return face;
  for (let box = up(element), deep = 0; box && deep < 3; box = up(box), deep += 1) {
    if (rawsIn(box).some((raw) => raw !== element && visible(raw))) return null;
    if (box.matches("label, button, a, [role=button]") || box.querySelector("button, [role=button], label, a")) return visible(box) ? box : null;
  }
  return null;
});

kinds.push({
  name: "file",
  find: (root) => queryAll(root, "input[type=file]"),
  seen: (element) => fileFace(element) !== null,
  isGroup: true,
  box: (element) => fileFace(element) ?? element,
  label: (element) => tiedLabel(element),
  read: (element) => [...element.files].map((one) => one.name).join("; "),
  facts: () => ({}),
});

/** A component that draws itself where no script can look: a closed root, a canvas. */
const isClosed = (element) => {
  const component = customElements.get(element.localName);
  return component !== undefined && !element.children.length && !squeeze(element.textContent)
    && (!element.shadowRoot || (component.formAssociated === true && queryAll(element, RAW).length === 0));
};

kinds.push({
  name: "closed",
  find: (root) => queryAll(root, ":empty")
    .filter((one) => one.localName === "canvas" || (one.localName.includes("-") && isClosed(one))),
  label: (element) => tiedLabel(element) ?? (element.getAttribute("label") ? { text: squeeze(element.getAttribute("label")), used: [] } : null),
  read: () => "",
  facts: (element) => ({ seenInto: false, required: element.hasAttribute("required") || element.getAttribute("aria-required") === "true" }),
});
