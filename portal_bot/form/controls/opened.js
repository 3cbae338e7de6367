// Lists that exist only while they are open, and often at the far end of the page.

const firstSeen = (selector, within = document) => [...within.querySelectorAll(selector)].find(visible);
const lists = (selector) => [...document.querySelectorAll(selector)].filter(visible);

/** One family of opened lists. `face` opens it, `shown` is what it says, `items` are its options. */
const opened = (name, { roots, face, shown, items, extra, label }) => ({
  name,
  label,
  find: roots,
  parts: (root) => [root, ...root.querySelectorAll("*")].filter((one) => one.matches(`${RAW}, select`)),
  seen: (root) => visible(face(root) ?? root),
  isGroup: true,
  read: (root) => { const text = squeeze(shown(root)); return /^(-{2,}|chọn\b|select\b)/i.test(text) ? "" : text; },
  facts: (root) => ({
    options: null,
    model: null,
    disabled: (face(root) ?? root).matches("[disabled], [aria-disabled=true], .is-disabled, .disabled"),
    required: root.querySelector("[required], [aria-required=true]") !== null,
    ...extra?.(root),
  }),
  waits: true,
  face,
  items,
  pick: async (root, wanted) => {
    if (!items(root).length) press(face(root));
    const status = await patiently(() => {
      const all = items(root);
      const places = placesOf(wanted, all.map(said));
      if (places.length > 1) return "ambiguous";
      if (places.length) return press(all[places[0]]) ?? null;
      all.at(-1)?.scrollIntoView({ block: "nearest" }); // some lists give the next page only then
      return all.length ? "missing" : "closed";
    }, () => items(root).length);
    if (status) event(face(root) ?? root, "keydown", KeyboardEvent, { key: "Escape", code: "Escape" });
    return status;
  },
});

const stripped = (element) => element && said(element).replace(/\s*(remove item|[✕×▼▲])\s*$/i, "");

kinds.push(
  opened("choices", {
    roots: (root) => root.querySelectorAll(".choices"),
    face: (one) => one.querySelector(".choices__inner"),
    shown: (one) => stripped(one.querySelector(".choices__list--single .choices__item:not(.choices__placeholder)")),
    items: (one) => [...one.querySelectorAll(".choices__item--choice:not(.choices__placeholder)")].filter(visible),
    extra: (one) => {
      const select = one.querySelector("select");
      return { required: select?.required ?? false, model: select?.value ?? null };
    },
  }),
  opened("drop_down", {
    roots: (root) => root.querySelectorAll(".cc-select-wrapper, [id^=custom-select-]"),
    face: (one) => one.querySelector(".cc-select-selector, .input-field-select"),
    shown: (one) => stripped(one.querySelector(".cc-select-selected-label, .input-field-select")),
    items: (one) => [...one.querySelectorAll(".cc-select-option, [class*=option], li")].filter(visible),
    extra: (one) => ({ model: one.querySelector("input[type=hidden]")?.value ?? null }),
  }),
  opened("react_select", {
    label: (one) => tiedLabel(one.querySelector("input")),
    roots: (root) => [...root.querySelectorAll("[class*='-control']")]
      .filter((one) => one.querySelector("input[id^=react-select]")).map((one) => one.parentElement),
    face: (one) => one.querySelector("[class*='-control']"),
    shown: (one) => stripped(one.querySelector("[class*='-singleValue'], [class*='single-value']")),
    items: () => lists("[class*='-menu'] [class*='-option'], [id^=react-select][id*=-option-]"),
  }),
);

// The national portal's own: a button that becomes an input with a cross once something is chosen.
const CROSS = /^[✕✖×xX]$/;
const cross = (input) => [...(input.parentElement?.querySelectorAll("button, [role=button]") ?? [])]
  .find((one) => CROSS.test(squeeze(one.textContent)));
const openTrigger = (box) =>
  box.querySelector("[aria-haspopup=listbox], [role=combobox]:not(input)") ?? box.querySelector("[role=combobox]");
const chosenInput = (box) => (openTrigger(box) ? null : [...box.querySelectorAll("input")].find((one) => cross(one)));
const optionsOf = (trigger) => {
  const panels = trigger ? [...byIds(trigger, "aria-controls"), ...byIds(trigger, "aria-owns")] : [];
  const seen = panels.length ? panels.filter(visible) : lists("[role=listbox]").filter((panel) => !panel.closest(".choices, .select2-container"));
  return seen.flatMap((panel) => {
    const told = [...panel.querySelectorAll("[role=option]")];
    return (told.length ? told : [...panel.querySelectorAll("li")]).filter(visible);
  });
};

kinds.push({
  ...opened("listbox", {
    roots: (root) => {
      const triggers = [...root.querySelectorAll("[aria-haspopup=listbox], [role=combobox]:not(select)")];
      const chosen = [...root.querySelectorAll("input")].filter((one) => cross(one));
      return new Set([...triggers, ...chosen].map((one) => one.parentElement));
    },
    label: (box) => tiedLabel(openTrigger(box) ?? chosenInput(box)),
    face: (box) => openTrigger(box) ?? chosenInput(box),
    shown: (box) => {
      const input = chosenInput(box) ?? (openTrigger(box)?.matches("input") ? openTrigger(box) : null);
      return input ? input.value : stripped(openTrigger(box));
    },
    items: (box) => optionsOf(openTrigger(box)),
  }),
  before: async (box) => {
    const chosen = chosenInput(box);
    if (!chosen) return;
    press(cross(chosen));
    await until(() => openTrigger(box), settings.settleMs);
  },
});
