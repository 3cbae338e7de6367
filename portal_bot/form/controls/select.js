// A native select, also under a select2: its list may come late, and empties when its parent changes.

const isBlank = (option) =>
  !option.value || /^\s*(-{2,}|\.{3,}|(--?\s*)?(vui lòng )?chọn\b)/i.test(option.text) || !squeeze(option.text);
const select2Face = (element) =>
  element.classList.contains("select2-hidden-accessible") ? element.nextElementSibling : null;

kinds.push({
  name: "select",
  find: (root) => root.querySelectorAll("select:not([multiple])"),
  parts: (element) => {
    const face = select2Face(element);
    return [element, ...(face ? [face, ...face.querySelectorAll(RAW)] : [])];
  },
  seen: (element) => visible(select2Face(element) ?? element),
  read: (element) => {
    const chosen = element.selectedOptions[0];
    return !chosen || isBlank(chosen) ? "" : squeeze(chosen.text);
  },
  facts: (element) => {
    const offered = [...element.options].filter((option) => !isBlank(option));
    return {
      options: offered.map((option) => squeeze(option.text)),
      hasBlank: offered.length < element.options.length,
    };
  },
  waits: true,
  set: (element, wanted) => {
    const options = [...element.options].filter((option) => !option.disabled);
    const blanks = options.filter(isBlank);
    const offered = wanted ? options.filter((option) => !isBlank(option)) : blanks.slice(0, 1);
    const places = wanted ? placesOf(wanted, offered.map((option) => option.text)) : blanks.slice(0, 1).map(() => 0);
    if (element.disabled || places.length !== 1) return places.length > 1 ? "ambiguous" : "missing";
    focusEvents(element);
    setNatively(element, "selectedIndex", offered[places[0]].index);
    event(element, "input", Event, { cancelable: false });
    event(element, "change");
    blurEvents(element);
    return null;
  },
});
