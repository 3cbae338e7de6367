// Lists the controls of one frame, and carries out what was planned for them.

const kindOf = (name) => kinds.find((kind) => kind.name === name);
/** The kinds in the order in which they may claim an element; `scripts.py` says it. */
const ranked = PRECEDENCE.map(kindOf).filter(Boolean);

/** Whether the second stands after the first, also where they live in different shadow roots. */
function follows(one, other) {
  const pathOf = (element) => {
    const path = [];
    for (let at = element; at; at = at.getRootNode().host) path.unshift(at);
    return path;
  };
  const [mine, its] = one.getRootNode() === other.getRootNode() ? [[one], [other]] : [pathOf(one), pathOf(other)];
  const place = mine.findIndex((at, deep) => at !== its[deep]);
  const [here, there] = [mine[place] ?? mine.at(-1), its[place] ?? its.at(-1)];
  return Boolean(here.compareDocumentPosition(there) & Node.DOCUMENT_POSITION_FOLLOWING);
}

/** Every control that can be seen, each claimed by the first kind that knows it. */
function find(root) {
  const claimed = new Set();
  const found = [];
  for (const kind of ranked) {
    for (const element of kind.find(root)) {
      const parts = kind.parts?.(element) ?? [element];
      if (claimed.has(element) || parts.some((one) => claimed.has(one))) continue;
      if (!(kind.seen?.(element) ?? visible(element))) continue;
      for (const part of [element, ...parts]) claimed.add(part);
      found.push({ kind, element, parts: new Set(parts) });
    }
  }
  return found.sort((one, other) => (follows(one.element, other.element) ? -1 : 1));
}

/** A name without the small print in it; a mark in small letters stays, it may be the one of what is required. */
const withoutSmallPrint = ({ text, used }) => used.flatMap((one) => [...(one.querySelectorAll?.("small") ?? [])].map(said))
  .reduce((left, small) => (NAMELESS.test(small) || left === small ? left : squeeze(left.replace(small, ""))), text);

const labelledBy = (labels, taken) => {
  for (const one of labels?.used ?? []) taken.add(one);
  return labels ? withoutSmallPrint(labels) : "";
};

/** A label that stands in the box of a group, before its first part and not beside one. */
function labelWithin(box, parts) {
  const [first] = [...parts].filter((one) => one.isConnected && one !== box);
  if (!first || !within(box, first)) return null;
  const ties = new Set([...parts].flatMap(labelsOf));
  for (let node = first; node && node !== box; node = up(node)) {
    const before = textBefore(node);
    if (before.text && !NAMELESS.test(before.text) && !before.used.some((one) => ties.has(one))) return before;
  }
  return null;
}

/** A group (radio buttons, three date boxes, a table) is named by its own box, then as any control is. */
function labelOfGroup({ kind, element, parts }, box, isOthers, root, claimed) {
  const inner = tiedLabel(element) ?? (box === element ? null : tiedLabel(box));
  if (inner && (kind.name !== "radio" || element.matches(RADIO_ROOT))) return inner;
  for (let at = box; at && at !== up(root); at = up(at)) {
    if (rawsIn(at).some(isOthers)) break;
    const named = at.matches("[role=radiogroup], [role=group], x-radio, fieldset") ? tiedLabel(at) : null;
    if (named) return named;
    const legend = at.matches("fieldset") && at.querySelector(":scope > legend");
    // A list that is closed may have no box of the browser's own in it: it is another control all the same.
    const isShared = () => [...claimed].some((one) => one !== element && !parts.has(one) && within(at, one) && !within(one, element));
    if (legend && said(legend)) {
      if (isShared()) break;
      return { text: said(legend), used: [legend] };
    }
  }
  return (kind.name === "radio" && labelWithin(box, parts)) || labelAround(box, isOthers, root);
}

function labelOf(one, root, taken, claimed) {
  const { kind, element, parts } = one;
  const own = kind.label?.(element);
  if (own?.text) return labelledBy(own, taken);
  const box = kind.box?.(element) ?? element;
  const isOthers = (raw) => raw !== element && !parts.has(raw) && (claimed.has(raw) || visible(raw)) && !within(box, raw) && !within(raw, element);
  if (kind.isGroup) return labelledBy(labelOfGroup(one, box, isOthers, root, claimed), taken);
  const label = tiedLabel(element) ?? labelAround(element, isOthers, root);
  if (label) return labelledBy(label, taken);
  return squeeze(element.placeholder ?? element.getAttribute("data-placeholder") ?? "");
}

const REQUIRED = /\*|\(\s*bắt buộc\s*\)/i;
const REQUIRED_BOX = ".required, .field-required, .is-required, .ant-form-item:has(.ant-form-item-required)";
const truthy = (element, property, aria) => element[property] === true || element.getAttribute(aria) === "true";

/** A control as it says it is; one of another make than it looks is told of as what cannot be looked into. */
function describe(one, label, titles) {
  try { return asItSays(one, label, titles); } catch (error) {
    const required = REQUIRED.test(label) || one.element.closest(REQUIRED_BOX) !== null;
    watch.lastError = String(error);
    return { kind: "closed", label, titles, readOnly: false, disabled: false, value: "", seenInto: false, required };
  }
}

function asItSays({ kind, element }, label, titles) {
  const facts = kind.facts(element);
  return {
    kind: kind.name,
    label,
    titles,
    readOnly: truthy(element, "readOnly", "aria-readonly"),
    value: kind.read(element),
    library: kind.library?.(element) ?? null,
    ...facts,
    disabled: facts.disabled || truthy(element, "disabled", "aria-disabled") || element.closest("fieldset:disabled") !== null,
    required: (facts.required ?? truthy(element, "required", "aria-required"))
      || REQUIRED.test(label) || element.closest(REQUIRED_BOX) !== null,
  };
}

/** Numbers are kept while the element lives; the page sees nothing of them. */
function tag(element) {
  let number = watch.numbers.get(element);
  if (!number) {
    number = String(watch.next++);
    watch.numbers.set(element, number);
    watch.elements.set(number, new WeakRef(element));
  }
  return number;
}

const alive = (handle) => {
  const element = watch.elements.get(handle)?.deref();
  return element?.isConnected ? element : null;
};

/** The names under which the page sends it: of itself, or of the boxes it is made of. */
function namesOf(one) {
  const box = one.kind.box?.(one.element) ?? one.element;
  const parts = one.kind.parts?.(one.element) ?? box.querySelectorAll("[name]");
  const named = [box, ...parts].map((element) => element.getAttribute("name"));
  return [...new Set(named.filter(Boolean))];
}

function cellsOf(found, titles, label) {
  return found.kind.cells(found.element).map((row) => row.flatMap(([heading, cell]) => {
    const inner = find(cell)[0];
    if (!inner) return [];
    return [{ handle: tag(inner.element), ...describe(inner, heading, [...titles, label]) }];
  }));
}

/** The frame's controls; null when the frame has none of our region. */
const scan = () => {
  shadowsKnown = -1;
  return atOnce(described);
};

// No form of any office has a tenth of it; labels are looked for around each.
const MOST_BOXES = 5000;

function described() {
  // Of several regions of this kind (a twin for narrow screens) the one that people see.
  // A frame may hold a drawing, or what is no page at all.
  const regions = arg.root ? [...document.querySelectorAll(arg.root)] : [document.body].filter(Boolean);
  const root = regions.find((one) => visible(one)) ?? regions[0];
  if (!root) return null;
  const many = root.querySelectorAll("input, select, textarea, button, iframe, [contenteditable], [role]").length;
  if (many > MOST_BOXES) return { controls: [], frames: 0, tooMany: many };
  const taken = new Set();
  const titlesOf = titlesIn(root, taken);
  const found = find(root);
  // A box that is not seen (opacity: 0) is somebody's all the same, by the face over it.
  const claimed = new Set(found.flatMap((one) => [one.element, ...one.parts]));
  const named = found
    .map((one) => ({ ...one, label: labelOf(one, root, taken, claimed) }))
    .map((one) => ({ ...one, titles: titlesOf(one.kind.box?.(one.element) ?? one.element) }));
  const controls = named
    .map((one) => {
      const titled = isItsOwn(one, named);
      const titles = one.titles.slice(0, titled ? -1 : undefined);
      // A table without a name of its own is known by the heading above it.
      const label = one.label || (one.kind.cells ? titles.pop() ?? "" : "");
      const told = { handle: tag(one.element), names: namesOf(one), titled, ...describe(one, label, titles) };
      if (one.kind.cells) told.cells = cellsOf(one, titles, label);
      return told;
    });
  return { controls, frames: queryAll(root, "iframe, frame").length };
}

const bare = (text) => text.normalize("NFC").toLowerCase().replace(/\(\s*(\*|bắt buộc|dd\/mm\/yyyy)\s*\)|[\s*:]/g, "");

/** Whether the nearest title is the control's own name once more (SurveyJS titles each question), and nobody else's. */
function isItsOwn({ label, titles }, all) {
  const last = titles.at(-1);
  if (!last || !label || bare(last) !== bare(label)) return false;
  const isBelow = (other) => titles.every((title, deep) => other.titles[deep] === title);
  return all.filter(isBelow).every((other) => bare(other.label) === bare(label));
}

/** The element of a job; when the page replaced it, the one with the same name in the same place. */
function locate(job) {
  const known = alive(job.handle);
  if (known) return known;
  const same = scan()?.controls.filter((one) => one.label === job.label && one.titles.join("|") === job.titles.join("|"));
  if (same?.length !== 1) return null;
  job.handle = same[0].handle;
  return alive(job.handle);
}
