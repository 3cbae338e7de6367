// Whatever calls itself a list that opens (ARIA), of no family that is known: its face, its ink and its name are looked for.

// The national portal's list is a button that becomes an input with a cross once something is chosen.
const CROSS = /^[✕✖×xX]$/;
const cross = (input) => [...(input.parentElement?.querySelectorAll("button, [role=button]") ?? [])]
  .find((one) => CROSS.test(squeeze(one.textContent)));
/** A button that opens the same list as the box beside it. */
const isOpener = (one, trigger) => trigger.matches("input") && one.matches("[aria-haspopup=listbox]:not(input, [role=combobox])");
const withoutOpeners = (all) => all.filter((one) => !all.some((other) => isOpener(one, other) && within(up(one), other)));
const openTrigger = remembered((box) => {
  if (box.matches(TRIGGER)) return box;
  const all = withoutOpeners(queryAll(box, TRIGGER));
  return all.find((one) => one.matches("[aria-haspopup=listbox], :not(input)")) ?? all[0] ?? null;
});
const chosenInput = (box) => (openTrigger(box) ? null : [...box.querySelectorAll("input")].find((one) => cross(one)));

/** A chosen text stands anywhere around the box in which one searches, and says by its class that it is one. */
const CHOSEN = /value|select|single|chosen|viewer|\bitem(?!s)/i;
const NO_INK = `${LABEL_LIKE}, ${FILLABLE}, button, ul, [class*=placeholder i]:not(.el-select__placeholder:not(.is-transparent)), [aria-hidden=true], `
  + "[class*=icon i], [class*=arrow i], [class*=caret i], [class*=indicator i], [class*=spinner i], [role=listbox], [role=button]";
const inkPieces = (box, input) => [...box.children].flatMap((one) => {
  if (input && within(one, input)) return inkPieces(one, input);
  if (one.matches(NO_INK) || !visible(one)) return [];
  return CHOSEN.test(one.getAttribute("class") ?? "") ? [stripped(one)] : inkPieces(one, input);
}).filter(Boolean);

/** The ink of a trigger: of a box to type in, what is typed, else what stands beside it. */
const triggerInk = remembered((box) => {
  const trigger = openTrigger(box);
  const input = chosenInput(box) ?? (trigger?.matches("input") ? trigger : trigger?.querySelector("input:not([type=hidden], [aria-hidden=true])"));
  if (input?.value) return input.value;
  if (trigger && trigger === input) return inkPieces(box, input).join(" ");
  if (!trigger) return "";
  const hint = queryAll(trigger, `[class*=placeholder], [class*=Placeholder], ${LABEL_LIKE}`).map(said);
  const text = inkPieces(trigger, input).join(" ") || stripped(trigger);
  return hint.includes(text) ? "" : text;
});

const WIDGET = /select|combo|drop-?down|picker|auto-?complete|listbox/i;
const NO_SHELL = `${CELL}, form, fieldset, section, li, body, [role=group], [role=row]`;
const isAnother = (one, trigger) => visible(one) && !within(one, trigger) && !within(trigger, one) && !isOpener(one, trigger);
const namesIt = (label, trigger) => !within(label, trigger) && !within(trigger, label) && said(label) !== "";

/** The whole of a widget around what opens it: the widest box that calls itself one, with no name and nobody else in it. */
const shellOf = remembered((trigger) => {
  let shell = null;
  for (let box = up(trigger), deep = 0; box && deep < 5 && !box.matches(NO_SHELL); box = up(box), deep += 1) {
    if (rawsIn(box).some((one) => isAnother(one, trigger)) || queryAll(box, LABEL_LIKE).some((one) => namesIt(one, trigger))) break;
    if (WIDGET.test(`${box.localName} ${box.getAttribute("class") ?? ""}`)) shell = box;
  }
  return shell;
});

/** What is seen in the place of a trigger that itself is not. */
function triggerFace(trigger) {
  for (let box = trigger, deep = 0; box && deep < 5; box = up(box), deep += 1) {
    if (visible(box)) return box;
    if (rawsIn(up(box) ?? box).some((one) => isAnother(one, trigger))) break;
  }
  return trigger;
}

/** A name tied to it, or one that stands in its box; what is chosen is none, nor a part of one that is written around it. */
function nameOfList(box) {
  const trigger = openTrigger(box) ?? chosenInput(box);
  const tagged = queryAll(box, TAG).map(inkOf).join(" ");
  const value = tagged || squeeze(triggerInk(box));
  const named = (one) => {
    const text = value && one?.text.endsWith(value) ? squeeze(one.text.slice(0, -value.length)) : one?.text;
    return text ? [{ text, used: one.used }] : [];
  };
  const around = [up(trigger), box, up(box)].filter((one) => one && labelsOf(one).length);
  const [tied] = [trigger, ...queryAll(box, "input"), ...around].flatMap((one) => named(tiedLabel(one)));
  if (tied) return tied;
  const inside = queryAll(box, LABEL_LIKE).find((one) => namesIt(one, trigger) && follows(one, trigger));
  return inside ? { text: said(inside), used: [inside] } : null;
}

// What is chosen in a list of several values, piece by piece.
const TAG = ".MuiAutocomplete-tag, .MuiChip-root, .sd-tagbox-item, .el-tag, .p-multiselect-token, .p-chip, .v-chip, .mat-mdc-chip, .n-tag, .q-chip, "
  + ".vs--multiple .vs__selected, .multiselect-tag, .mantine-Pill-root, .rs-tag";
const SEVERAL = ".sd-tagbox, .v-select--multiple, .q-select--multiple, .n-base-selection--multiple, .vs--multiple, .mantine-MultiSelect-root";
const takesSeveral = (box) => {
  const trigger = openTrigger(box);
  return box.querySelector(TAG) !== null || closestBox(box, SEVERAL) !== null || box.querySelector(SEVERAL) !== null
    || trigger?.matches(".mat-mdc-select-multiple, [aria-multiselectable=true]") === true
    || Boolean(trigger && propsOf(trigger, "options", "renderInput")?.multiple);
};

kinds.push({
  ...opened("listbox", {
    several: takesSeveral,
    tags: (box) => queryAll(box, TAG),
    chosen: (box) => (openTrigger(box)?.matches(".mat-mdc-select-multiple") ? triggerInk(box).split(/,\s*/).filter(Boolean) : null),
    roots: (root) => {
      const all = queryAll(root, TRIGGER).filter((one) => !closestBox(up(one) ?? document.body, `${TRIGGER}, .select2-container`));
      const chosen = queryAll(root, "input").filter((one) => cross(one));
      return new Set([...withoutOpeners(all), ...chosen].map((one) => {
        const box = up(one);
        return shellOf(one) ?? (rawsIn(box).some((other) => isAnother(other, one)) ? one : box);
      }));
    },
    label: nameOfList,
    face: (box) => { const one = openTrigger(box) ?? chosenInput(box); return one && triggerFace(one); },
    shown: triggerInk,
    items: (box) => ownItems(box, openTrigger(box)),
  }),
  before: async (box) => {
    const chosen = chosenInput(box);
    if (!chosen) return;
    press(cross(chosen));
    await until(() => openTrigger(box), settings.settleMs);
  },
});
