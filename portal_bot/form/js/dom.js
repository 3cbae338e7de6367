// What can be seen, what it says, and the events a person's hand would have made.

const HOLD = "data-portal-bot-hold";
const FILLABLE = "input:not([type=hidden],[type=submit],[type=button],[type=reset],[type=image])";
const EDITABLE = "[contenteditable=true], [contenteditable=''], [contenteditable=plaintext-only]";
const TICKED = "[role=checkbox], [role=switch], [role=radio]";
/** What opens a list and says so; Naive UI does not, and is known by its class. */
const TRIGGER = "[role=combobox]:not(select), [aria-haspopup=listbox], .n-base-selection";
const RAW = `${FILLABLE}, select, textarea, ${TRIGGER}, ${TICKED}, ${EDITABLE}`;
/** What a library draws in the place of a list: its words are the choice, and no name. */
const FACES = ".select2-container, .choices, .ts-wrapper, .chosen-container, .selectize-control, .nice-select, .bootstrap-select, "
  + ".ss-main, .SumoSelect, .selectric-wrapper, .multiselect-native-select";
const ASIDE = `${FACES}, script, style, template, input, select, textarea, [role=listbox], [role=alert], [role=tooltip], `
  + ".invalid-feedback, .error, .help-block, .form-text, .field-validation-error, .hint, .help-text, .sd-description, .sd-element__num, "
  + ".material-icons, [class*=material-symbols], i[aria-hidden=true], .visually-hidden, .sr-only, .cdk-visually-hidden, .ant-form-item-explain, .ant-form-item-extra";
const HELP_MARK = /^[?\u2139\u24d8\ud83d\udec8]+$/;

// What was found out about an element holds for one moment (`atOnce`).
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

/** Several questions at one moment, in which the page does not move: each is answered once. */
const atOnce = (ask) => {
  if (memory) return ask();
  memory = new Map();
  try { return ask(); } finally { memory = null; }
};

/** The parent as people see it: an open shadow root is a part of its host. */
const up = (node) => node.parentElement ?? (node.parentNode instanceof ShadowRoot ? node.parentNode.host : null);
const hosts = remembered((root) => [...root.querySelectorAll("*")].filter((one) => one.shadowRoot));
// Walked through for each scan, and between two of them only where one has come: it is the whole page each time.
let shadowsKnown = -1;
let anyShadow = false;
const hasShadows = () => {
  if (shadowsKnown !== watch.shadows) {
    shadowsKnown = watch.shadows;
    anyShadow = hosts(document).length > 0;
  }
  return anyShadow;
};
/** Everything that matches in a box, also within open shadow roots. */
const queryAll = (root, selector) => {
  const found = [...root.querySelectorAll(selector)];
  if (root.shadowRoot) found.push(...queryAll(root.shadowRoot, selector));
  if (!hasShadows()) return found;
  for (const host of hosts(root)) found.push(...queryAll(host.shadowRoot, selector));
  // What a host was given is drawn where its slots are.
  if (root.getRootNode() instanceof ShadowRoot && root instanceof Element) {
    for (const one of [...root.querySelectorAll("slot")].flatMap((slot) => slot.assignedElements({ flatten: true }))) {
      if (one.matches(selector)) found.push(one);
      found.push(...queryAll(one, selector));
    }
  }
  return found;
};
const within = (box, element) => {
  if (box.contains(element)) return true;
  const host = element.getRootNode().host;
  return host !== undefined && within(box, host);
};
/** The nearest box around an element, itself included, that matches. */
const closestBox = (element, selector) => {
  const near = element.closest(selector);
  const host = near ? undefined : element.getRootNode().host;
  return host ? closestBox(host, selector) : near;
};

const TINY = 2; // px: what is smaller is there for screen readers
/** Whether a box lets nothing of its inside be seen. */
const shuts = remembered((box) => {
  const style = getComputedStyle(box);
  if (style.clipPath !== "none" && /inset\((50|100)%|circle\(0/.test(style.clipPath)) return true;
  if (style.position === "absolute" && /^rect\((0px|1px)[, ]+(0px|1px)[, ]+(0px|1px)[, ]+(0px|1px)\)$/.test(style.clip)) return true;
  if (style.overflowX === "visible" && style.overflowY === "visible") return false;
  const { width, height } = box.getBoundingClientRect();
  return style.display !== "inline" && style.display !== "contents" && (width < TINY || height < TINY);
});
const shutIn = remembered((element) => {
  const box = up(element);
  return box !== null && box !== document.body && (shuts(box) || shutIn(box));
});
/** A place left of or above the page that nobody can scroll to. */
const offPage = (element, box) => {
  const [left, above] = [box.right + scrollX <= 0, box.bottom + scrollY <= 0];
  if (!left && !above) return false;
  // How far the page itself is scrolled is in `scrollX` and `scrollY`.
  for (let at = up(element); at && at !== document.scrollingElement; at = up(at)) {
    if ((left && at.scrollLeft) || (above && at.scrollTop)) return false;
  }
  return true;
};

/** Whether a person sees it: not only that it is laid out. */
const visible = remembered((element) => {
  if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false;
  const box = element.getBoundingClientRect();
  if (box.width < TINY || box.height < TINY) {
    if (getComputedStyle(element).display !== "contents" && shuts(element)) return false;
    return [...element.children].some(visible);
  }
  return !offPage(element, box) && (!shutIn(element) || getComputedStyle(element).position === "fixed");
});

/** Whether something is laid out at all, be it seen or not: what a face may stand over. */
const laidOut = (element) => element.checkVisibility({ visibilityProperty: true });

const allLabels = remembered((root) => {
  const found = new Map();
  for (const label of root.querySelectorAll("label")) {
    // A face of a library (span, div) is no control to the browser, and named all the same.
    const named = label.control ?? (label.htmlFor ? root.getElementById(label.htmlFor) : null);
    if (named) found.set(named, [...(found.get(named) ?? []), label]);
  }
  return found;
});

/** The same as `element.labels`, which walks the whole document each time it is asked. */
const labelsOf = (element) => allLabels(element.getRootNode()).get(element) ?? [];

/** A slot shows what its host was given, else what stands in it; it has no box of its own. */
const nodesIn = (node) => (node instanceof HTMLSlotElement ? node.assignedNodes({ flatten: true }) : node.childNodes);
const isDrawn = (element) => element.checkVisibility() || getComputedStyle(element).display === "contents";

/** What an element says, without the controls and the hints inside it. */
const said = remembered((element) => {
  const parts = [];
  const walk = (node) => {
    for (const child of nodesIn(node)) {
      if (child.nodeType === Node.TEXT_NODE) parts.push(child.data);
      else if (child.nodeType === Node.ELEMENT_NODE && !child.matches(ASIDE) && isDrawn(child)) {
        if (HELP_MARK.test(child.textContent.trim())) continue;
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
  event(element, "pointerover", PointerEvent, pointer);
  event(element, "mouseover", MouseEvent, init);
  event(element, "mousemove", MouseEvent, init);
  event(element, "pointerdown", PointerEvent, { ...pointer, buttons: 1 });
  event(element, "mousedown", MouseEvent, { ...init, buttons: 1 });
  if (!element.isConnected || (element !== document.body && !laidOut(element))) return;
  event(element, "pointerup", PointerEvent, pointer);
  event(element, "mouseup", MouseEvent, init);
  if (element.isConnected) event(element, "click", MouseEvent, init);
}
