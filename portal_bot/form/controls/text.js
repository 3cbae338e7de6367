// Plain boxes: text, textarea, number, native date and time.

function typeIn(element, value) {
  focusEvents(element);
  setNatively(element, "value", value);
  event(element, "input", InputEvent, { inputType: "insertText", data: value, cancelable: false });
  event(element, "change");
  blurEvents(element);
}

const limits = (element) => ({
  maxLength: element.maxLength > 0 ? element.maxLength : null,
  minimum: element.min || null,
  maximum: element.max || null,
});

const box = (name, selector) => ({
  name,
  find: (root) => root.querySelectorAll(selector),
  read: (element) => element.value,
  facts: limits,
  set: typeIn,
});

kinds.push(
  box("textarea", "textarea"),
  box("number", "input[type=number], input[role=spinbutton]"),
  box("native_date", "input[type=date]"),
  box("text", "input:not([type=hidden],[type=submit],[type=button],[type=reset],[type=image],[type=file])"),
);

/** What we see and cannot set: told of, so that it is refused and never passed over. */
kinds.push({
  name: "other",
  find: (root) => root.querySelectorAll("select[multiple], [contenteditable=true], [contenteditable='']"),
  read: (element) => (element.options
    ? [...element.selectedOptions].map((option) => squeeze(option.text)).join("; ") : said(element)),
  facts: () => ({}),
});
