// Lists the controls of one frame, and carries out what was planned for them.

/** Every control that can be seen, each claimed by the first kind that knows it. */
function find(root) {
  const claimed = new Set();
  const found = [];
  for (const kind of kinds) {
    for (const element of kind.find(root)) {
      const parts = kind.parts?.(element) ?? [element];
      if (claimed.has(element) || parts.some((one) => claimed.has(one))) continue;
      if (!(kind.seen?.(element) ?? visible(element))) continue;
      for (const part of [element, ...parts]) claimed.add(part);
      found.push({ kind, element, parts: new Set(parts) });
    }
  }
  return found.sort((one, other) =>
    one.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);
}

const labelledBy = (labels, taken) => {
  for (const one of labels?.used ?? []) taken.add(one);
  return labels?.text ?? "";
};

/** A group (radio buttons, three date boxes, a table) is named by its own box, then as any control is. */
function labelOf({ kind, element, parts }, root, taken) {
  const own = kind.label?.(element);
  if (own?.text) return labelledBy(own, taken);
  const box = kind.box?.(element) ?? element;
  const isOthers = (raw) => !parts.has(raw) && !box.contains(raw) && raw !== element && visible(raw);
  if (kind.isGroup) {
    const inner = tiedLabel(element) ?? (box === element ? null : tiedLabel(box));
    if (inner && kind.name !== "radio") return labelledBy(inner, taken);
    for (let at = box; at && at !== root.parentElement; at = at.parentElement) {
      if (rawsIn(at).some(isOthers)) break;
      const named = at.matches("[role=radiogroup], [role=group], x-radio, fieldset") ? tiedLabel(at) : null;
      if (named) return labelledBy(named, taken);
      const legend = at.matches("fieldset") && at.querySelector(":scope > legend");
      if (legend && said(legend)) return labelledBy({ text: said(legend), used: [legend] }, taken);
    }
    const around = labelAround(box, isOthers, root);
    return labelledBy(around, taken);
  }
  const label = tiedLabel(element) ?? labelAround(element, isOthers, root);
  if (label) return labelledBy(label, taken);
  return squeeze(element.placeholder);
}

const REQUIRED = /\*|\(\s*bắt buộc\s*\)/i;
const truthy = (element, property, aria) => element[property] === true || element.getAttribute(aria) === "true";

function describe({ kind, element }, label, titles) {
  const facts = kind.facts(element);
  return {
    kind: kind.name,
    label,
    titles,
    readOnly: truthy(element, "readOnly", "aria-readonly"),
    value: kind.read(element),
    ...facts,
    disabled: facts.disabled || truthy(element, "disabled", "aria-disabled") || element.closest("fieldset:disabled") !== null,
    required: (facts.required ?? truthy(element, "required", "aria-required"))
      || REQUIRED.test(label) || element.closest(".required, .field-required") !== null,
  };
}

/** Numbers are kept while the element lives; a row that the page cloned gets numbers of its own. */
function tag(element, given) {
  let number = element.getAttribute(TAG);
  if (!number || given.has(number)) {
    number = String(watch.next++);
    element.setAttribute(TAG, number);
  }
  given.add(number);
  return number;
}

/** The names under which the page sends it: of itself, or of the boxes it is made of. */
function namesOf(one) {
  const box = one.kind.box?.(one.element) ?? one.element;
  const parts = one.kind.parts?.(one.element) ?? box.querySelectorAll("[name]");
  const named = [box, ...parts].map((element) => element.getAttribute("name"));
  return [...new Set(named.filter(Boolean))];
}

function cellsOf(found, titles, label, given) {
  return found.kind.cells(found.element).map((row) => row.flatMap(([heading, cell]) => {
    const inner = find(cell)[0];
    if (!inner) return [];
    return [{ handle: tag(inner.element, given), ...describe(inner, heading, [...titles, label]) }];
  }));
}

/** The frame's controls; null when the frame has none of our region. */
function scan() {
  memory = new Map();
  try { return described(); } finally { memory = null; }
}

function described() {
  const root = arg.root ? document.querySelector(arg.root) : document.body;
  if (!root) return null;
  const taken = new Set();
  const given = new Set();
  const titlesOf = titlesIn(root, taken);
  const controls = find(root)
    .map((one) => ({ ...one, label: labelOf(one, root, taken) }))
    .map((one) => {
      const titles = titlesOf(one.kind.box?.(one.element) ?? one.element);
      // A table without a name of its own is known by the heading above it.
      const label = one.label || (one.kind.cells ? titles.pop() ?? "" : "");
      const told = { handle: tag(one.element, given), names: namesOf(one), ...describe(one, label, titles) };
      if (one.kind.cells) told.cells = cellsOf(one, titles, label, given);
      return told;
    });
  return { controls, frames: root.querySelectorAll("iframe, frame").length };
}

const kindOf = (name) => kinds.find((kind) => kind.name === name);

/** The element of a job; when the page replaced it, the one with the same name in the same place. */
function locate(job) {
  const tagged = document.querySelector(`[${TAG}="${job.handle}"]`);
  if (tagged) return tagged;
  const same = scan()?.controls.filter((one) => one.label === job.label && one.titles.join("|") === job.titles.join("|"));
  if (same?.length !== 1) return null;
  job.handle = same[0].handle;
  return document.querySelector(`[${TAG}="${job.handle}"]`);
}
