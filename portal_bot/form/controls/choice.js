// Radio buttons, boxes to tick, switches; also check boxes that play radio buttons (x-radio).

const RADIO_ROOT = "[role=radiogroup], x-radio";

/** All buttons of one radio group, seen or not. */
const radios = remembered((element) => {
  if (element.matches(RADIO_ROOT)) return [...element.querySelectorAll("input[type=radio], input[type=checkbox], [role=radio]")];
  if (!element.name) return [element];
  const all = (element.form ?? document).querySelectorAll(`input[type=radio][name="${CSS.escape(element.name)}"]`);
  return [...all].filter((one) => one.form === element.form);
});

const buttonFace = (button) => [button, ...labelsOf(button), button.parentElement].find(visible);
const shownRadios = remembered((element) =>
  radios(element).filter((one) => visible(one) || labelsOf(one).some(visible)));
const isOn = (button) => button.checked ?? button.getAttribute("aria-checked") === "true";

function click(button) {
  const face = visible(button) || !labelsOf(button).length ? button : labelsOf(button)[0];
  if (face instanceof HTMLInputElement) {
    focusEvents(face);
    face.click();
    blurEvents(face);
  } else press(face);
}

kinds.push({
  name: "radio",
  find: (root) => {
    const groups = [...root.querySelectorAll(RADIO_ROOT)];
    const loose = [...root.querySelectorAll("input[type=radio]")].filter((one) => !one.closest(RADIO_ROOT));
    const first = new Map(loose.reverse().map((one) => [one.name ? `${one.name} ${one.form?.id ?? ""}` : one, one]));
    return [...groups, ...first.values()];
  },
  parts: (element) => radios(element),
  seen: (element) => shownRadios(element).length > 0,
  box: (element) => {
    const all = shownRadios(element);
    let common = all[0];
    while (!all.every((one) => common.contains(one)) || common.matches("label")) common = common.parentElement;
    return all.length > 1 ? common : element;
  },
  isGroup: true,
  read: (element) => { const on = shownRadios(element).find(isOn); return on ? besides(on) : ""; },
  facts: (element) => ({
    options: shownRadios(element).map(besides),
    hasBlank: false,
    required: shownRadios(element).some((one) => one.required),
    disabled: shownRadios(element).every((one) => one.disabled || one.getAttribute("aria-disabled") === "true"),
  }),
  set: (element, wanted) => {
    const all = shownRadios(element);
    const places = placesOf(wanted, all.map(besides));
    if (places.length !== 1) return places.length ? "ambiguous" : "missing";
    if (!isOn(all[places[0]])) click(all[places[0]]);
    return null;
  },
  hold: (element, wanted) => {
    const all = shownRadios(element);
    return all[placesOf(wanted, all.map(besides))[0]];
  },
});

kinds.push({
  name: "checkbox",
  find: (root) => root.querySelectorAll("input[type=checkbox], [role=checkbox], [role=switch]"),
  seen: (element) => visible(element) || labelsOf(element).some(visible),
  label: (element) => tiedLabel(element) ?? { text: after(element), used: [] },
  read: isOn,
  facts: () => ({}),
  set: (element, wanted) => { if (isOn(element) !== wanted) click(element); },
  hold: (element) => buttonFace(element),
});
