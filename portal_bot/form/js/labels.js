// The label of a control and the titles of the blocks around it, found the way people see them.

const HEADING = "h2, h3, h4, h5, h6, legend, summary, [role=heading]";
const TITLE_CLASS = /(^|[\s_-])(title|heading|header|head|legend|caption)([\s_-]|$)/i;
const LABEL_LIKE = "label, legend, .label, .control-label, .form-label, .col-form-label, .sd-title, mat-label, .field-label";
const LONGEST_TITLE = 160; // beyond it is a notice
const BLOCK = "div, p, section, article, ul, ol, dl, table, form, fieldset, tr, td, th, hr, br";
const CELL = "td, th, [role=cell], [role=gridcell]";

const isHeading = (element) => element.matches(HEADING) && element.tagName !== "H1";
/** The controls in each box, all at once: to ask box by box goes through the same part of the page again and again. */
const rawsByBox = remembered((page) => {
  const found = new Map();
  for (const raw of queryAll(page, RAW)) {
    for (let box = up(raw); box; box = up(box)) {
      const known = found.get(box);
      if (known) known.push(raw); else found.set(box, [raw]);
    }
  }
  return found;
});
const rawsIn = (element) => (memory ? rawsByBox(document).get(element) ?? [] : queryAll(element, RAW));
const holdsControl = remembered((element) => element.matches(RAW) || rawsIn(element).length > 0);

/** The nearest text before a node among its siblings, up to a control, a heading or another block. */
function textBefore(node) {
  let text = "";
  let isTitled = false;
  const used = [];
  for (let at = node.previousSibling; at; at = at.previousSibling) {
    if (at.nodeType === Node.TEXT_NODE) { text = at.data + text; continue; }
    if (at.nodeType !== Node.ELEMENT_NODE || at.matches("script, style, template, input[type=hidden]")) continue;
    if (holdsControl(at) || (isTitled = isHeading(at))) break;
    if (at.matches(BLOCK)) {
      if (!squeeze(text)) { text = said(at); used.push(at); }
      break;
    }
    text = said(at) + " " + text;
    used.push(at);
  }
  return { text: squeeze(text), used, isTitled };
}

const NAMELESS = /^[\p{P}\p{S}\s]*$/u; // 📅, ▾, *: no name

/** The label in a cell of its own: to the left, else over it in a row without controls. */
function labelInCells(cell) {
  const left = cell.previousElementSibling;
  if (left && !holdsControl(left) && !NAMELESS.test(said(left))) return { text: said(left), used: [left] };
  const over = cell.parentElement?.previousElementSibling?.children[[...cell.parentElement.children].indexOf(cell)];
  if (!left && over?.matches(CELL) && !holdsControl(over.parentElement) && said(over)) return { text: said(over), used: [over] };
  const above = left && over?.matches(CELL) && !holdsControl(over.parentElement) ? said(over) : "";
  return above ? { text: above, used: [over] } : null;
}

/** A label that stands with nothing but this control in a common box, before it or floating over it. */
function labelAround(control, isOthers, limit) {
  for (let node = control; up(node) && node !== limit; node = up(node)) {
    const box = up(node);
    const shared = rawsIn(box).some(isOthers);
    if (!shared) {
      const label = queryAll(box, LABEL_LIKE).find((one) => !within(control, one) && !NAMELESS.test(said(one)));
      if (label) return { text: said(label), used: [label] };
      const title = [...box.children].find((one) => one.matches("h4, h5, h6") && said(one));
      if (title && !box.matches("fieldset, section")) return { text: said(title), used: [title] };
    }
    const before = textBefore(node);
    if (before.text && !NAMELESS.test(before.text)) return before;
    // What stands above the title of a block is of no control below it.
    if (before.isTitled) return null;
    if (box.matches(CELL) || node.matches(CELL)) {
      const beside = labelInCells(box.matches(CELL) ? box : node);
      if (beside) return beside;
    }
    if (shared || box.matches("fieldset, form, section, body, [role=group], dialog")) return null;
  }
  return null;
}

// Form.io names a box by its label and its description together, be the label drawn or not.
const HELP = ".form-text, .help-block, .help-text";
// jQuery UI names its face by the option that is chosen: that is a value.
const OF_A_LIST = "[role=option], [role=listbox], [role=menu]";

/** The texts tied to a control by the page itself: aria-labelledby, for=, wrapping label, aria-label. */
const tiedLabel = remembered((control) => {
  const ids = (control.getAttribute("aria-labelledby") ?? "").trim().split(/\s+/);
  const named = byIds(control, "aria-labelledby")
    .filter((one) => spoken(one) && !within(one, control) && !(one.id !== ids[0] && one.matches(HELP)) && !one.closest(OF_A_LIST) && !(control.matches("[role=combobox], [role=button], button") && within(control, one)));
  if (named.length) return { text: squeeze(named.map(spoken).join(" ")), used: named };
  const labels = labelsOf(control).filter((one) => said(one) && one.checkVisibility());
  if (labels.length) return { text: said(labels[0]), used: labels };
  const aria = squeeze(control.getAttribute("aria-label"));
  if (aria && !HOLLOW.test(aria)) return { text: aria, used: [] };
  const host = componentOf(control);
  return host ? tiedLabel(host) ?? ownLabel(host) : null;
});

/** The web component that a box is the only one of: what names it names the box. */
const componentOf = remembered((control) => {
  const host = control.getRootNode().host;
  return host && queryAll(host, RAW).every((one) => one === control || within(one, control) || within(control, one) || !visible(one)) ? host : null;
});

/** What libraries call every box of theirs for screen readers: no name of this one. */
const HOLLOW = /^(search( for option)?|select|open|toggle|show suggestions|(choose|pick|select) (a )?date|date ?picker( input)?|drop ?down|loading|on|off|bật|tắt)$/i;
const ownLabel = (host) => { const text = squeeze(host.getAttribute("label")); return text ? { text, used: [] } : null; };

/** What an element that names another says, be it for screen readers only. */
const spoken = (element) => said(element) || (element.matches(ASIDE) ? squeeze(element.textContent) : "");

const after = (control) => {
  for (let at = control.nextSibling; at; at = at.nextSibling) {
    if (at.nodeType === Node.ELEMENT_NODE && holdsControl(at)) return "";
    const text = said(at);
    if (text) return text;
  }
  return "";
};

/** What stands beside a box or a radio button. */
const besides = (control) => tiedLabel(control)?.text || after(control) || (control.matches(TICKED) && said(control))
  || beyond(control) || squeeze(control.value);

/** A text beside the box that the button is drawn in: many wrap it two or three deep. */
const beyond = (control) => {
  for (let box = up(control), deep = 0; box && deep < 3; box = up(box), deep += 1) {
    if (rawsIn(box).length > 1) return "";
    const text = said(box) || after(box);
    if (text) return text;
  }
  return "";
};

const rank = (element) => {
  const level = element.getAttribute("aria-level") ?? /^H([2-6])$/.exec(element.tagName)?.[1];
  return level ? Number(level) : 7;
};

/** A sibling that is the title of what follows it, and how high it ranks. */
function titleIn(sibling, taken) {
  if (taken.has(sibling) || holdsControl(sibling) || !visible(sibling) || said(sibling).length > LONGEST_TITLE) return null;
  if (isHeading(sibling)) return sibling;
  const inner = sibling.matches("header, .card-header, .panel-heading") || sibling.children.length === 1
    ? sibling.querySelector(HEADING) : null;
  if (inner && isHeading(inner) && !taken.has(inner)) return inner;
  const only = sibling.children.length === 1 ? sibling.firstElementChild : null;
  if (only?.matches("label:not([for])") && !taken.has(only)) return only;
  if (TITLE_CLASS.test(sibling.getAttribute("class") ?? "") || sibling.matches("label:not([for])")) return sibling;
  return null;
}

/** The titles of the blocks a control stands in, from the outermost to the nearest. */
const titlesIn = (root, taken) => {
  const above = remembered((node) => {
    if (!node || !up(node) || node === document.body || node === root) return [];
    return [...above(up(node)), ...titlesBeside(node, taken)];
  });
  return (control) => above(control).filter((title, place, all) => title !== all[place - 1]);
};

/** “panel3”: SurveyJS calls a panel without a title by its name in the model, where nobody sees it. */
const TECHNICAL = /^[a-z]\w*[A-Z\d_]\w*$/;

/** What stands over a node in its own box: headings, each higher than the one after it, or the box's name. */
function titlesBeside(node, taken) {
  const found = [];
  let highest = 99;
  for (let at = node.previousElementSibling; at; at = at.previousElementSibling) {
    const title = titleIn(at, taken);
    if (title && rank(title) < highest && said(title)) {
      highest = rank(title);
      found.unshift(said(title));
    }
  }
  const box = up(node);
  if (!found.length && box.matches("[role=group], [role=region], [role=dialog], fieldset, section, dialog")) {
    const named = byIds(box, "aria-labelledby").filter((one) => !taken.has(one)).map(said).join(" ")
      || squeeze(box.getAttribute("aria-label"));
    if (named && !TECHNICAL.test(named)) found.push(named);
  }
  return found;
}
