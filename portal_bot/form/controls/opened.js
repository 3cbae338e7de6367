// Lists that exist only while they are open, and often at the far end of the page.

const EMPTY = /^(-{2,}|\.{3,}|(--?\s*)?(vui lòng )?chọn\b|select\b|please select\b)/i;
const OPTION = "[role=option], .n-base-select-option";
const shownAll = (selector, box = document) => queryAll(box, selector).filter(visible);
const firstOf = (root, selector) => (root.matches(selector) ? root : queryAll(root, selector)[0] ?? null);
const stripped = (element) => (element ? said(element).replace(/^[✕×]\s*|\s*(remove item|[✕×▼▲▾])\s*$/gi, "") : "");
const inkOf = (element) => { const text = stripped(element); return EMPTY.test(text) ? "" : text; };

/** What a widget says of an option besides its text: two of one text and one value are one. */
const valueOf = (item) => item.dataset?.value ?? item.getAttribute("data-id") ?? item.getAttribute("value") ?? undefined;

/** The value of the options of one text in the select beneath, if it is one. */
function valueIn(select, text) {
  const values = new Set(select ? [...select.options].filter((option) => fold(textOf(option)) === fold(text)).map((option) => option.value) : []);
  return values.size === 1 ? [...values][0] : undefined;
}

/** The lists that a trigger calls its own; of one that is only for screen readers, the box that is seen. */
const panelsOf = (trigger) => [...new Set(["aria-controls", "aria-owns"].flatMap((name) => byIds(trigger, name))
  .map((panel) => (visible(panel) ? panel : closestBox(panel, "[class*=dropdown], [class*=popup], [class*=popper], [class*=overlay]")))
  .filter((panel) => panel && visible(panel)))];

const isFolded = (trigger) => trigger.getAttribute("aria-expanded") === "false";

/** The options to be seen in the lists of a trigger; of one that names none, in whatever list is open. */
function ownItems(root, trigger, selector = OPTION) {
  if (!trigger || isFolded(trigger)) return [];
  const panels = panelsOf(trigger);
  const open = panels.length ? panels : shownAll("[role=listbox], .n-select-menu").filter((panel) => !panel.matches(".choices *, .select2-container *"));
  const items = open.flatMap((panel) => {
    const told = shownAll(selector, panel);
    return (told.length ? told : shownAll("li", panel)).filter((item) => !item.querySelector("[role=option]"));
  });
  // One panel may stand in another that it names, too.
  return [...new Set(items)];
}

/** What a React component above an element was given, by the properties that it must have. */
function propsOf(element, ...names) {
  const key = Object.keys(element).find((one) => one.startsWith("__reactFiber$"));
  for (let fiber = key && element[key], deep = 0; fiber && deep < 30; fiber = fiber.return, deep += 1) {
    const props = fiber.memoizedProps;
    if (props && names.every((name) => name in props)) return props;
  }
  return null;
}

/** The select of its own under a widget's face: what the page sends. */
const nativeOf = remembered((root) => {
  const near = [root.previousElementSibling, root.nextElementSibling, ...queryAll(root, "select")];
  return near.find((one) => one?.localName === "select" && !visible(one)) ?? null;
});

/** The box in which a list scrolls. */
function scrollerOf(items) {
  for (let box = up(items.at(-1)); box && box !== document.body; box = up(box)) {
    // A virtual list hides what runs over, and scrolls by a script of its own.
    if (box.scrollHeight > box.clientHeight + 1 && getComputedStyle(box).overflowY !== "visible") return box;
  }
  return null;
}

/** A list can be scrolled on: it may have more options than are drawn. */
function scrollOn(box) {
  const before = box?.scrollTop;
  if (!box) return false;
  box.scrollTop = Math.min(before + box.clientHeight * 0.8, box.scrollHeight);
  if (box.scrollTop === before) return false;
  event(box, "scroll", Event, { bubbles: false });
  return true;
}

/** Whether a list is drawn down to the edge of its box: a virtual one comes after when it is scrolled. */
function isDrawnOut(box, items) {
  if (!box || box.scrollTop + box.clientHeight >= box.scrollHeight - 2) return true;
  const edge = box.getBoundingClientRect().bottom;
  return items.some((one) => one.getBoundingClientRect().bottom >= edge - 2);
}

/**
 * Goes through an open list, page after page: `met` has its words by their folded form, `on` scrolls. An end that
 * brought nothing new is the end: a list that draws a line while it asks for more could be scrolled for ever. What is
 * not drawn yet is waited for a while: scrolled past, it would never be seen.
 */
function lookThrough() {
  const met = new Map();
  let ended = -1;
  let moved = performance.now();
  return {
    met,
    on: (items, texts) => {
      const known = met.size;
      for (const text of texts) met.set(fold(text), text);
      if (met.size === ended) return false;
      const box = scrollerOf(items);
      if (!isDrawnOut(box, items) && performance.now() - moved < 20 * POLL_MS) return true;
      moved = performance.now();
      if (scrollOn(box)) return true;
      ended = met.size;
      return met.size !== known;
    },
  };
}

const toTop = (items) => {
  for (let box = items[0] && up(items[0]); box && box !== document.body; box = up(box)) if (box.scrollTop) box.scrollTop = 0;
};

/** What an open list shows, and where the wanted option is. */
const offered = (kind, root, wanted) => atOnce(() => {
  const items = kind.items(root);
  const texts = items.map(said);
  return { items, texts, place: onePlace(wanted, texts, items.map((item) => kind.worth(root, item))) };
});

/**
 * Looks through an open list for the wanted option and presses it, page after page. The same words are taken at
 * sight; what is only like them, once the list has shown its end.
 */
async function pressOption(kind, root, wanted, limits) {
  const list = lookThrough();
  let press1 = wanted;
  let found = null;
  let since = 0;
  let doubled = null;
  let shown = { items: [] };
  const look = () => {
    if (kind.busy?.(root)) return "more";
    const { items, texts, place } = shown = offered(kind, root, press1);
    if (!items.length) return "closed";
    // While a virtual list scrolls, a line may stand in it twice for a moment: what stays so, look after look, is two.
    if (place !== "ambiguous") doubled = null;
    else {
      const drawn = texts.join("|");
      if (doubled?.drawn !== drawn) doubled = { drawn, since: performance.now(), looks: 0 };
      doubled.looks += 1;
      return performance.now() - doubled.since < 10 * POLL_MS || doubled.looks < 20 ? "more" : place;
    }
    if (place !== "missing" && fold(texts[place]) === fold(press1)) {
      // A list that has just come may still be in the making: what stays for a moment is there.
      if (found !== items[place]) { found = items[place]; since = performance.now(); }
      return performance.now() - since < POLL_MS ? "more" : press(found) ?? null;
    }
    return list.on(items, texts) ? "more" : "missing";
  };
  const sign = () => `${shown.items.length} ${list.met.size}`;
  let status = await patiently(look, sign, limits);
  const texts = [...list.met.values()];
  const like = status === "missing" ? onePlace(wanted, texts) : status;
  if (typeof like !== "number") return like;
  press1 = texts[like];
  toTop(kind.items(root));
  return patiently(look, sign, limits);
}

/** The box in which a list is searched: its own, the trigger itself, or one in the open panel. */
function searchBox(kind, root) {
  const own = kind.search?.(root);
  if (own && visible(own)) return own;
  const trigger = firstOf(root, TRIGGER);
  const inputs = [...(trigger ? [trigger, ...queryAll(root, "input"), ...panelsOf(trigger).flatMap((panel) => queryAll(panel, "input"))] : queryAll(root, "input"))];
  return inputs.find((one) => one.localName === "input" && !one.readOnly && !one.disabled && laidOut(one) && one.type !== "hidden") ?? null;
}

function searchFor(box, text) {
  box.focus();
  setNatively(box, "value", text);
  event(box, "input", InputEvent, { inputType: "insertText", data: text, cancelable: false });
  event(box, "keyup", KeyboardEvent, KEY);
}

const fold1 = (texts) => texts.map(fold).sort().join("|");
/** Whether a widget says what is wanted: one text, or all of several. */
function saysIt(kind, root, wanted) {
  const value = kind.read(root);
  if (Array.isArray(value)) return fold1(value) === fold1([].concat(wanted));
  return Boolean(value) && sameChoice(wanted, value, [value]);
}

/** One option of a list that is opened, looked through, and searched where looking is not enough. */
async function pickOne(kind, root, wanted) {
  if (!kind.items(root).length) press(kind.face(root));
  const brief = { calmMs: settings.openMs, openMs: settings.openMs };
  // A press is lost on what the page makes anew meanwhile: still folded when nothing is under way, it is made again.
  let status = await pressOption(kind, root, wanted, { ...brief, openMs: 3 * POLL_MS });
  if (status === "closed") {
    const trigger = firstOf(root, TRIGGER);
    if (trigger && isFolded(trigger)) press(kind.face(root));
    status = await pressOption(kind, root, wanted, brief);
  }
  if (WAITING.includes(status)) {
    const box = searchBox(kind, root);
    const before = box?.value;
    if (box) searchFor(box, wanted);
    const seen = status === "missing";
    const soon = { calmMs: settings.echoMs, openMs: settings.echoMs };
    status = await pressOption(kind, root, wanted, !box ? {} : seen ? soon : { openMs: settings.calmMs });
    // It was looked through, and a search of it shows nothing: that is no list which did not open.
    if (status === "closed" && seen) status = "missing";
    // Words that were only searched for are ink of ours, and no choice.
    if (status && box?.isConnected && box.value === wanted) searchFor(box, before);
  }
  const taken = () => [].concat(kind.read(root)).some((text) => text && sameChoice(wanted, text, [text]));
  if (status || (await until(taken, settings.openMs))) return status;
  // It was pressed and is not chosen: once more, without a choice that is on the face alone.
  if (kind.ink?.(root)) {
    const cross = queryAll(root, CLEAR)[0];
    if (cross) press(cross);
  }
  if (!kind.items(root).length) press(kind.face(root));
  status = await pressOption(kind, root, wanted, {});
  if (!status) await until(taken, settings.calmMs);
  return status;
}

/** One family of opened lists: `face` opens it, `shown` is its ink, `items` are its options, `native` its model. */
const opened = (name, { roots, face, shown, items, native = () => null, chosen, extra, label, search, tags, library, several, ink, busy }) => {
  const many = (root) => native(root)?.multiple || several?.(root) || false;
  const told = (root) => {
    const model = native(root);
    // A list of one choice calls its first option chosen when nothing is: then the face is empty.
    if (model && (many(root) || squeeze(shown(root)))) return chosenIn(model);
    if (model) return [];
    const own = chosen?.(root);
    if (own) return own;
    return many(root) ? (tags?.(root) ?? []).map(inkOf).filter(Boolean) : [squeeze(shown(root))].filter((text) => text && !EMPTY.test(text));
  };
  /** Tied to the select beneath, to what opens the list, to the box in it; a search box has a name of its own. */
  const tied = (root) => [native(root), firstOf(root, TRIGGER), root].filter(Boolean).map(tiedLabel).find((one) => one?.text)
    ?? queryAll(root, "input").filter((one) => labelsOf(one).length).map(tiedLabel)[0] ?? null;
  const kind = {
    worth: (root, item) => valueOf(item) ?? valueIn(native(root), said(item)),
    name, label: label ?? tied, face, items, search, library, tags, ink, busy,
    find: roots,
    parts: (root) => [native(root), ...[root, ...queryAll(root, "*")].filter((one) => one.matches(`${RAW}, select`))].filter(Boolean),
    seen: (root) => { const here = face(root); return here ? visible(here) : visible(root); },
    isGroup: true,
    read: (root) => (many(root) ? told(root) : told(root)[0] ?? ""),
    facts: (root) => ({
      options: null,
      multiple: many(root),
      readOnly: false,
      disabled: native(root)?.disabled || [root, face(root), firstOf(root, TRIGGER)].some((one) => one?.matches(DISABLED)),
      required: root.querySelector("[required], [aria-required=true]") !== null || native(root)?.required === true || root.getAttribute("aria-required") === "true",
      ...extra?.(root),
    }),
    waits: true,
    pick: async (root, wanted) => {
      const wants = [].concat(wanted).filter(Boolean);
      if (!wants.length && !many(root)) {
        const clear = queryAll(root, CLEAR)[0];
        return clear ? press(clear) ?? null : "missing";
      }
      if (many(root)) for (const tag of (tags?.(root) ?? []).filter((one) => !wants.some((text) => sameChoice(text, inkOf(one), [inkOf(one)])))) dropTag(tag);
      let status = null;
      for (const text of wants) {
        const there = [].concat(kind.read(root)).some((one) => one && sameChoice(text, one, [one]));
        status ||= there ? null : await pickOne(kind, root, text);
      }
      if (status || many(root)) event(firstOf(root, TRIGGER) ?? face(root) ?? root, "keydown", KeyboardEvent, { key: "Escape", code: "Escape", keyCode: 27 });
      return status;
    },
  };
  return kind;
};

const DISABLED = ":disabled, [disabled], [aria-disabled=true], .is-disabled, .disabled, [class*=select-disabled]";
const CLEAR = ".select2-selection__clear, .choices__button, .ng-clear-wrapper, .ant-select-clear, .MuiAutocomplete-clearIndicator, "
  + ".sd-dropdown_clean-button, [class*=clear-indicator i], [class*=clearIndicator], [aria-label*=clear i], [title*=clear i], [aria-label*=xóa i]";
const CROSSES = "button, [role=button], [class*=remove], [class*=Remove], [class*=icon], [class*=close], [class*=delete], [class*=clean]";
const dropTag = (tag) => { const cross = queryAll(tag, CROSSES)[0]; if (cross) press(cross); };
