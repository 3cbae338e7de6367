// Radio buttons, boxes to tick, switches; also check boxes that play radio buttons (x-radio).

const RADIO_ROOT = "[role=radiogroup], x-radio, .ant-radio-group, .el-radio-group, mat-radio-group, .MuiRadioGroup-root";

const isPressable = (input) => laidOut(input) || labelsOf(input).some(visible);
/** Drawn as a button, without a box of the browser's own in it that could be pressed. */
const drawn = (root, selector) => queryAll(root, selector).filter((one) => !queryAll(one, "input").some(isPressable));

/** The box of radio buttons that have no name in common, only a place. */
const placeOf = remembered((button) => {
  let box = up(button);
  while (box && queryAll(box, "input[type=radio], [role=radio]").length < 2 && !box.matches("form, body, section, fieldset")) box = up(box);
  return box ?? document.body;
});

/** All buttons of one radio group, seen or not. */
const radios = remembered((element) => {
  if (element.matches(RADIO_ROOT)) {
    const inputs = queryAll(element, "input[type=radio], input[type=checkbox]").filter(isPressable);
    return inputs.length ? inputs : queryAll(element, "[role=radio]");
  }
  if (!element.name) return queryAll(placeOf(element), "input[type=radio]:not([name])").filter(isPressable).concat(drawn(placeOf(element), "[role=radio]"));
  const everyone = (element.form ?? element.getRootNode()).querySelectorAll(`input[type=radio][name="${CSS.escape(element.name)}"]`);
  return [...everyone].filter((one) => one.form === element.form);
});

/** What a person presses for a button: itself, its label, or the box that is drawn in its stead. */
const buttonFace = remembered((button) => {
  const face = [button, ...labelsOf(button)].find(visible);
  if (face || !laidOut(button)) return face ?? null;
  for (let box = up(button), deep = 0; box && deep < 2; box = up(box), deep += 1) {
    if (rawsIn(box).length > 1) return null;
    if (visible(box)) return box;
  }
  return null;
});
const shownRadios = remembered((element) => radios(element).filter(buttonFace));
const isOn = (button) => button.checked ?? button.getAttribute("aria-checked") === "true";
const valueOfButton = (button) => button.getAttribute("value") ?? undefined;

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
    const groups = queryAll(root, RADIO_ROOT);
    const inGroup = (one) => closestBox(one, RADIO_ROOT);
    const loose = [...queryAll(root, "input[type=radio]"), ...drawn(root, "[role=radio]")].filter((one) => !inGroup(one));
    const first = new Map(loose.reverse().map((one) => [one.name ? `${one.name} ${one.form?.id ?? ""}` : placeOf(one), one]));
    return [...groups.filter((one) => !inGroup(up(one))), ...first.values()];
  },
  parts: (element) => radios(element),
  seen: (element) => shownRadios(element).length > 0,
  box: (element) => {
    const shown = shownRadios(element);
    let common = shown[0];
    while (!shown.every((one) => within(common, one)) || common.matches("label")) common = up(common);
    return shown.length > 1 ? common : element;
  },
  isGroup: true,
  read: (element) => { const on = shownRadios(element).find(isOn); return on ? besides(on) : ""; },
  facts: (element) => {
    const shown = shownRadios(element);
    return {
      options: eachOnce(shown.map(besides), shown.map(valueOfButton)),
      hasBlank: false,
      required: shown.some((one) => one.required) || element.getAttribute("aria-required") === "true",
      disabled: shown.every((one) => one.disabled || one.getAttribute("aria-disabled") === "true"),
    };
  },
  set: (element, wanted) => {
    const shown = shownRadios(element);
    const place = onePlace(wanted, shown.map(besides), shown.map(valueOfButton));
    if (typeof place === "string") return place;
    if (!isOn(shown[place])) click(shown[place]);
    return null;
  },
  hold: (element, wanted) => {
    const shown = shownRadios(element);
    const place = onePlace(wanted, shown.map(besides), shown.map(valueOfButton));
    return typeof place === "string" ? null : buttonFace(shown[place]);
  },
});

const titleOfBox = (element) => {
  const words = tiedLabel(element)?.text || after(element) || (element.matches(TICKED) && said(element));
  return words || beyond(element);
};

kinds.push({
  name: "checkbox",
  find: (root) => [...queryAll(root, "input[type=checkbox]"), ...drawn(root, "[role=checkbox], [role=switch]")],
  seen: (element) => buttonFace(element) !== null,
  label: (element) => ({ text: titleOfBox(element), used: tiedLabel(element)?.used ?? [] }),
  read: isOn,
  facts: () => ({}),
  set: (element, wanted) => { if (isOn(element) !== wanted) click(element); },
  hold: buttonFace,
});
