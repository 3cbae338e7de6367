// What can be seen, what it says, and the events a person's hand would have made.

const TAG = "data-portal-bot";
const RAW = "input:not([type=hidden],[type=submit],[type=button],[type=reset],[type=image],[type=file]), "
  + "select, textarea, [role=combobox], [aria-haspopup=listbox]";
const ASIDE = "script, style, template, input, select, textarea, [role=listbox], [role=alert], [role=tooltip], "
  + ".invalid-feedback, .error, .help-block, .form-text, .field-validation-error";

// What was found out about an element holds for one scan: the page does not move meanwhile.
let memory = null;
const remembered = (find) => {
  const mine = Symbol("remembered");
  return (element) => {
    if (!memory) return find(element);
    let known = memory.get(mine);
    if (!known) memory.set(mine, known = new Map());
    if (!known.has(element)) known.set(element, find(element));
    return known.get(element);
  };
};

const visible = remembered((element) =>
  element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0);

const allLabels = remembered((root) => {
  const found = new Map();
  for (const label of root.querySelectorAll("label")) {
    if (label.control) found.set(label.control, [...(found.get(label.control) ?? []), label]);
  }
  return found;
});

/** The same as `element.labels`, which walks the whole document each time it is asked. */
const labelsOf = (element) => allLabels(element.getRootNode()).get(element) ?? [];

/** What an element says, without the controls and the hints inside it. */
const said = remembered((element) => {
  const parts = [];
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) parts.push(child.data);
      else if (child.nodeType === Node.ELEMENT_NODE && !child.matches(ASIDE) && child.checkVisibility()) {
        walk(child);
        if (child.tagName === "BR" || getComputedStyle(child).display !== "inline") parts.push(" ");
      }
    }
  };
  if (element.nodeType === Node.TEXT_NODE) return squeeze(element.data);
  walk(element);
  return squeeze(parts.join(""));
});

const byIds = (element, attribute) =>
  (element.getAttribute(attribute) ?? "").split(/\s+/).filter(Boolean)
    .map((id) => element.getRootNode().getElementById(id)).filter(Boolean);

const event = (element, name, Type = Event, init = {}) =>
  element.dispatchEvent(new Type(name, { bubbles: true, cancelable: true, composed: true, ...init }));

const focusEvents = (element) => {
  event(element, "focus", FocusEvent, { bubbles: false });
  event(element, "focusin", FocusEvent);
};
const blurEvents = (element) => {
  event(element, "blur", FocusEvent, { bubbles: false });
  event(element, "focusout", FocusEvent);
};

/** Sets a property past the setters that React and others put on the element itself. */
function setNatively(element, property, value) {
  let proto = Object.getPrototypeOf(element);
  while (proto && !Object.getOwnPropertyDescriptor(proto, property)) proto = Object.getPrototypeOf(proto);
  Object.getOwnPropertyDescriptor(proto, property).set.call(element, value);
}

/** A press as the widgets see it that listen to mousedown and never to click. */
function press(element) {
  const box = element.getBoundingClientRect();
  const init = { view: window, button: 0, detail: 1, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
  const pointer = { ...init, pointerId: 1, pointerType: "mouse", isPrimary: true };
  event(element, "pointerdown", PointerEvent, { ...pointer, buttons: 1 });
  event(element, "mousedown", MouseEvent, { ...init, buttons: 1 });
  if (!element.isConnected) return;
  event(element, "pointerup", PointerEvent, pointer);
  event(element, "mouseup", MouseEvent, init);
  if (element.isConnected) event(element, "click", MouseEvent, init);
}
