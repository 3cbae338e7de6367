// A box with a date mask: it takes back what no key typed.

const DATE_PARTS = ["d{1,2}|n{1,2}|ngày|_{1,2}", "m{1,2}|t{1,2}|tháng|_{1,2}", "y{2,4}|n{2,4}|năm|_{2,4}"];
const DATE_MASK = new RegExp(`^\\s*(${DATE_PARTS.join(")\\s*[/.-]\\s*(")})\\s*$`, "i");
const ORDERS = { mdy: /m{1,4}\W{1,3}d{1,2}\W{1,3}y{2,4}/i, ymd: /y{4}\W{1,3}m{1,2}\W{1,3}d{1,2}/i };

const isMasked = (element) =>
  DATE_MASK.test(squeeze(element.placeholder)) || DATE_MASK.test(element.dataset.mask ?? "") || orderOf(element) !== null
  || /99\/99\/9999|datetime|dd\/mm\/yyyy/i.test(`${element.dataset.mask} ${element.dataset.inputmask}`);

/** The order in which a box was seen to write a date: `Hand` tries it where nothing tells it. */
const learned = new WeakMap();

/** Another order of day, month and year than ours, where the box or what stands beside it tells it. */
const orderOf = remembered((element) => {
  if (learned.has(element)) return learned.get(element) === "dmy" ? null : learned.get(element);
  const { mask, dateFormat, format, inputmask } = element.dataset;
  const told = [element.placeholder, element.title, element.getAttribute("aria-placeholder"), mask, dateFormat, format, inputmask,
    element.inputmask?.userOptions?.inputFormat, tiedLabel(element)?.text, ...byIds(element, "aria-describedby").map((one) => one.textContent)];
  return Object.keys(ORDERS).find((order) => told.some((text) => text && ORDERS[order].test(text))) ?? null;
});

/** What a box says when it is not only its mask; a date in our order. */
function unmasked(element) {
  const text = squeeze(element.value);
  if (DATE_MASK.test(text) || Object.values(ORDERS).some((order) => order.exec(text)?.[0] === text)) return "";
  const parts = /^(\d{1,4})\W(\d{1,2})\W(\d{1,4})$/.exec(text);
  const order = parts && orderOf(element);
  if (order === "mdy") return [parts[2], parts[1], parts[3]].join("/");
  return order === "ymd" ? [parts[3], parts[2], parts[1]].join("/") : element.value;
}

kinds.push({
  name: "masked_date",
  find: (root) => queryAll(root, "input:not([type]), input[type=text], input[type=tel]").filter((one) => isMasked(one)),
  read: unmasked,
  facts: (element) => ({ order: orderOf(element) }),
  set: typeIn,
});

// A date of several sections in one box (MUI X, React Aria): each takes keys of its own.
const SECTION = "[role=spinbutton]:not(input)";
const SECTION_WORDS = { day: /^(ngày|day|dd?)\b/i, month: /^(tháng|month|mm?)\b/i, year: /^(năm|year|y{2,4})\b/i };
const sectionBox = (section) => closestBox(up(section), "[role=group], .MuiPickersSectionList-root, .MuiPickersInputBase-root") ?? up(up(section));
const sectionsOf = remembered((box) => {
  const found = {};
  for (const one of queryAll(box, SECTION)) {
    const words = [one.dataset.type, one.getAttribute("aria-label"), said(one)].map((text) => squeeze(text ?? ""));
    const name = Object.keys(SECTION_WORDS).find((part) => words.some((word) => SECTION_WORDS[part].test(word)));
    if (name && !found[name]) found[name] = one;
  }
  return found.day && found.month && found.year ? found : null;
});
const sectionValue = (section) => {
  const now = section.getAttribute("aria-valuenow") ?? "";
  return /^\d+$/.test(now) ? now : /^\d+$/.test(said(section)) ? said(section) : "";
};

kinds.push({
  name: "section_date",
  find: (root) => [...new Set(queryAll(root, SECTION).map(sectionBox))].filter(sectionsOf),
  parts: (box) => [box, ...queryAll(box, RAW), ...queryAll(box, SECTION)],
  // MUI X fades the sections out while nothing is in them.
  seen: (box) => visible(box) || (laidOut(box) && visible(up(box))),
  isGroup: true,
  read: (box) => {
    const { day, month, year } = sectionsOf(box);
    const text = [day, month, year].map(sectionValue);
    return text.every(Boolean) ? [text[0].padStart(2, "0"), text[1].padStart(2, "0"), text[2]].join("/") : text.filter(Boolean).join("/");
  },
  facts: (box) => ({ keys: true, readOnly: Object.values(sectionsOf(box)).some((one) => one.getAttribute("aria-readonly") === "true") }),
  hold: (box, part) => sectionsOf(box)?.[part] ?? null,
});
