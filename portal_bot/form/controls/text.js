// Plain boxes: text, textarea, number, native date and time.

// What a person's key tells a page that listens to keys and not to input; an IME gives this one, too.
const KEY = { key: "Unidentified", code: "" };

function typeIn(element, value) {
  focusEvents(element);
  event(element, "keydown", KeyboardEvent, KEY);
  setNatively(element, "value", value);
  event(element, "input", InputEvent, { inputType: "insertText", data: value, cancelable: false });
  event(element, "keyup", KeyboardEvent, KEY);
  event(element, "change");
  blurEvents(element);
}

const limits = (element) => ({
  maxLength: element.maxLength > 0 ? element.maxLength : null,
  minimum: element.min || null,
  maximum: element.max || null,
});

/** A box for numbers wants a point before the tenths, whatever the page's language. */
const asNumber = (text) => (/^-?\d+,\d+$/.test(text) ? text.replace(",", ".") : text);

/** Material's box fades its inside out until the caret comes: then the component is what is seen. */
const fadedIn = (element) => {
  const host = componentOf(element);
  const { width, height } = element.getBoundingClientRect();
  return host !== null && ownLabel(host) !== null && laidOut(element) && width >= TINY && height >= TINY && visible(host);
};

const box = (name, selector, set = typeIn) => ({
  name,
  seen: (element) => visible(element) || fadedIn(element),
  find: (root) => queryAll(root, selector),
  read: (element) => element.value,
  facts: limits,
  set,
});

kinds.push(
  box("textarea", "textarea"),
  box("number", "input[type=number]", (element, value) => typeIn(element, asNumber(value))),
  box("native_date", "input[type=date]"),
  box("text", `${FILLABLE}:not([type=file])`),
);

/** Text in no box of a form's own: the page makes one of an element. */
kinds.push({
  name: "rich_text",
  find: (root) => queryAll(root, EDITABLE).filter((one) => !closestBox(up(one) ?? document.body, EDITABLE)),
  parts: (element) => [element, ...queryAll(element, RAW)],
  label: (element) => tiedLabel(element),
  read: (element) => squeeze(element.innerText.replace(/\u200b/g, "")),
  facts: () => ({ keys: true }),
});
