// Day, month and year in three boxes, often with a hidden ISO date that is what is really sent.

const PART_HINTS = {
  day: /(^|[-_.\]\s]|[a-z])(day|ngay|dd)$/i, month: /(^|[-_.\]\s]|[a-z])(month|thang|mm)$/i, year: /(^|[-_.\]\s]|[a-z])(year|nam|yyyy)$/i,
};
const PART_WORDS = { day: ["ngày", "dd", "day"], month: ["tháng", "mm", "month"], year: ["năm", "yyyy", "year"] };

const YEARLY = /nam|năm|year|yyyy/i;
/** Quick and rough: everything by which a box could tell that it takes a year. */
const mayBeYear = (element) => YEARLY.test([element.name, element.id, element.placeholder, element.getAttribute("aria-label"),
  element.options?.[0]?.text, tiedLabel(element)?.text].join(" ").normalize("NFC"));

function partOf(element) {
  const ids = [element.name, element.id].filter(Boolean);
  const words = [element.placeholder, element.getAttribute("aria-label"), element.options?.[0]?.text, tiedLabel(element)?.text]
    .map((text) => labelKey(text ?? "").replace(/^-+\s*|\s*-+$/g, "").replace(/^chọn /, ""));
  const parts = ["day", "month", "year"];
  // What people read goes before what a box is called: a name may end in dd or mm by chance.
  const read = parts.find((part) => words.some((word) => PART_WORDS[part].includes(word)));
  if (read || words.some((word) => word.length > 8)) return read ?? null;
  return parts.find((part) => ids.some((id) => PART_HINTS[part].test(id))) ?? null;
}

const partsOfDate = remembered((box) => {
  const raws = queryAll(box, "input:not([type=hidden]), select").filter(visible);
  if (raws.length !== 3) return null;
  const parts = raws.map(partOf);
  return new Set(parts).size === 3 && !parts.includes(null)
    ? Object.fromEntries(parts.map((part, place) => [part, raws[place]])) : null;
});

const isoModel = (box) => [...box.querySelectorAll("input[type=hidden]")]
  .find((one) => /date|iso|ngay/i.test(one.name + one.id) || /^\d{4}-\d\d-\d\d$/.test(one.value));

/** The number that an option of days, months or years stands for: "Tháng 3", or "March" with the value 3. */
function numberOf(option) {
  const printed = squeeze(option.text).replace(/^\D+/, "");
  return printed || (/^\d+$/.test(option.value) ? option.value : "");
}

kinds.push({
  name: "split_date",
  find: (root) => {
    const years = queryAll(root, "input:not([type=hidden],[type=radio],[type=checkbox],[type=file]), select")
      .filter((one) => mayBeYear(one) && partOf(one) === "year" && visible(one));
    const boxes = years.map((year) => {
      let box = up(year);
      for (let far = 0; far < 5 && up(box) && queryAll(box, "input, select").length < 3; far += 1) box = up(box);
      return partsOfDate(box) && box;
    });
    return boxes.filter(Boolean);
  },
  parts: (box) => Object.values(partsOfDate(box)),
  isGroup: true,
  read: (box) => {
    const { day, month, year } = partsOfDate(box);
    const shown = (one) => {
      const chosen = one.selectedOptions?.[0];
      return one.options ? (chosen && !isBlank(chosen) ? numberOf(chosen) : "") : squeeze(one.value).replace(/^\D+/, "");
    };
    const padded = (one) => shown(one) && shown(one).padStart(2, "0");
    return [padded(day), padded(month), shown(year)].filter(Boolean).join("/");
  },
  facts: (box) => {
    const all = Object.values(partsOfDate(box));
    return {
      model: isoModel(box)?.value ?? null,
      required: all.some((one) => one.required),
      disabled: all.every((one) => one.disabled),
      readOnly: all.every((one) => one.readOnly),
    };
  },
  set: (box, wanted) => {
    const parts = partsOfDate(box);
    const values = wanted ? wanted.split("/").reverse() : [];
    for (const [place, part] of ["year", "month", "day"].entries()) {
      const element = parts[part];
      const value = values[place] ?? "";
      if (!element.options) { typeIn(element, value); continue; }
      const means = (option) => (value ? !isBlank(option) && Number(numberOf(option)) === Number(value) : isBlank(option));
      const index = [...element.options].findIndex(means);
      if (index < 0) return "missing";
      focusEvents(element);
      setNatively(element, "selectedIndex", index);
      event(element, "input", Event, { cancelable: false });
      event(element, "change");
      blurEvents(element);
    }
    return null;
  },
});
