// A date picker (flatpickr and its kin): people see dd/mm/yyyy, the portal stores a hidden ISO date.

const picker = (element) => element._flatpickr ?? modelOf(element)?._flatpickr;

/** The box that holds the ISO date of a visible box. */
function modelOf(element) {
  if (element._flatpickr) return element._flatpickr.input;
  const near = [element.previousElementSibling, element.nextElementSibling];
  return near.find((one) => one?.matches("input[type=hidden], input.flatpickr-input")
    && (one._flatpickr || one.dataset.iso !== undefined || one.classList.contains("flatpickr-input")
      || /^\d{4}-\d\d-\d\d$/.test(one.value) || element.dataset.picker !== undefined || /iso|date|model/i.test(one.id + one.className)));
}

kinds.push({
  name: "iso_date",
  find: (root) => [...root.querySelectorAll("input:not([type]), input[type=text]")].filter((one) => modelOf(one)),
  parts: (element) => [modelOf(element)],
  read: (element) => (DATE_MASK.test(element.value) ? "" : element.value),
  facts: (element) => ({ model: modelOf(element).value, keys: !picker(element) }),
  set: (element, wanted) => {
    const widget = picker(element);
    if (widget) widget.setDate(wanted ? wanted.split("/").reverse().join("-") : "", true, "Y-m-d");
    else typeIn(element, wanted);
  },
});
