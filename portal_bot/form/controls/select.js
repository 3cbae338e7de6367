// A native select: its list may come late, and empties when its parent changes.

const isBlank = (option) =>
  !option.value || /^\s*(-{2,}|\.{3,}|(--?\s*)?(vui lòng )?chọn\b)/i.test(squeeze(option.text)) || !squeeze(option.text);
/** Form.io writes its template into an option: what is left of it is its text. */
const textOf = (option) => squeeze(option.text.replace(/<[^>]*>/g, " "));
const offeredBy = (select) => [...select.options].filter((option) => !isBlank(option));
const chosenIn = (select) => [...select.selectedOptions].filter((option) => !isBlank(option)).map(textOf);
/** What a select offers, worked out anew where its list is another one than the last time. */
const offers = new WeakMap();
function offerOf(select) {
  const written = select.innerHTML;
  const known = offers.get(select);
  if (known?.written === written) return known;
  const offered = offeredBy(select);
  const made = { written, options: optionTexts(offered), hasBlank: offered.length < select.options.length };
  offers.set(select, made);
  return made;
}
const optionTexts = (options) => eachOnce(options.map(textOf), options.map((option) => option.value));

/** A face that the page drew over a select by itself, with nothing of a library in it. */
const plainFace = (element) => {
  const face = element.classList.contains("select2-hidden-accessible") ? element.nextElementSibling : null;
  return face && visible(face) ? face : null;
};

function chooseNatively(element, options) {
  focusEvents(element);
  if (element.multiple) for (const option of element.options) option.selected = options.includes(option);
  else setNatively(element, "selectedIndex", options[0].index);
  event(element, "input", Event, { cancelable: false });
  event(element, "change");
  blurEvents(element);
}

kinds.push({
  name: "select",
  find: (root) => queryAll(root, "select:not([multiple])"),
  parts: (element) => {
    const face = plainFace(element);
    return [element, ...(face ? [face, ...face.querySelectorAll(RAW)] : [])];
  },
  seen: (element) => visible(plainFace(element) ?? element),
  read: (element) => chosenIn(element)[0] ?? "",
  facts: (element) => {
    const { options, hasBlank } = offerOf(element);
    return { options, hasBlank };
  },
  waits: true,
  set: (element, wanted) => {
    const usable = [...element.options].filter((option) => !option.disabled);
    const offered = usable.filter((option) => isBlank(option) !== Boolean(wanted));
    const place = wanted ? onePlace(wanted, offered.map((option) => option.text), offered.map((option) => option.value)) : 0;
    if (element.disabled || place === "missing" || !offered.length) return "missing";
    if (place === "ambiguous") return place;
    chooseNatively(element, [offered[place]]);
    return null;
  },
});

kinds.push({
  name: "multi_select",
  find: (root) => queryAll(root, "select[multiple]"),
  read: chosenIn,
  facts: (element) => ({ options: offerOf(element).options, multiple: true }),
  waits: true,
  set: (element, wanted) => {
    const offered = offeredBy(element).filter((option) => !option.disabled);
    const places = wanted.map((text) => onePlace(text, offered.map((option) => option.text), offered.map((option) => option.value)));
    const trouble = places.find((place) => typeof place === "string");
    if (element.disabled || trouble) return trouble ?? "missing";
    chooseNatively(element, places.map((place) => offered[place]));
    return null;
  },
});
