// Words as people compare them. The same folding is written in text.py; a test holds the two together.

const INVISIBLE = /[\u200b-\u200f\u2060\ufeff\u00ad]/g;
const PLACED = {
  oà: "òa", oá: "óa", oả: "ỏa", oã: "õa", oạ: "ọa",
  oè: "òe", oé: "óe", oẻ: "ỏe", oẽ: "õe", oẹ: "ọe",
  uỳ: "ùy", uý: "úy", uỷ: "ủy", uỹ: "ũy", uỵ: "ụy",
};
const UNIT = /^(tỉnh|thành phố|t\.?p|quận|q|huyện|h|thị xã|t\.?x|phường|p|xã|x|thị trấn|t\.?t)(?:\. *| +|(?=[0-9]))(?=\S)/;
const UNIT_NAMES = { tp: "thành phố", q: "quận", h: "huyện", tx: "thị xã", p: "phường", x: "xã", tt: "thị trấn" };
const JOINTS = /['\u2018\u2019\u201b\u02b9\u02bb\u02bc\u00b4`\u2032._/\-\u2010-\u2015\u2212 ]/g;
const FINAL_Y = /([bcdđghklmnprstvx]|qu)([yỳýỷỹỵ])(?![a-z\u00e0-\u1ef9])/g;
const I_FOR_Y = { y: "i", ỳ: "ì", ý: "í", ỷ: "ỉ", ỹ: "ĩ", ỵ: "ị" };
const LEADING_ZEROS = /(^|[^0-9])0+(?=[0-9])/g;
const TWO_NAMES = /^([^(/]+)[(/]([^()/]+)\)?$/;

const UNTIDY = /^\s|\s$|\s\s|[^\S ]|[\u0300-\u036f\u200b-\u200f\u2060\ufeff\u00ad]/;

const squeeze = (text) => (!text || !UNTIDY.test(text) ? text ?? ""
  : text.normalize("NFC").replace(INVISIBLE, "").replace(/\s+/g, " ").trim());

const fold = (text) =>
  squeeze(text).toLowerCase().replace(/[\u00f0\u0256]/g, "đ").replace(/o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]/g, (pair) => PLACED[pair]);

const labelKey = (text) =>
  fold(fold(text).replace(/\(\s*bắt buộc\s*\)|\(\s*\*\s*\)|\*|\(\s*dd\/mm\/yyyy\s*\)/g, " ")).replace(/[\s:]+$/, "");

/** A name of a list, however its syllables are joined: Ê Đê, Ê-đê, Êđê. */
const loose = (text) => fold(text)
  .replace(FINAL_Y, (_, before, y) => before + I_FOR_Y[y])
  .replace(LEADING_ZEROS, "$1")
  .replace(JOINTS, "");

/** "P. Hòa Vinh" -> ["phường", "hòa vinh"]; a unit without a prefix -> ["", …]. */
function unit(text) {
  const key = labelKey(text).replace(/^[0-9]+\s*[-.–]?\s+(?=[^0-9])/, "");
  const found = UNIT.exec(key);
  if (!found || Object.hasOwn(KNOWN, loose(key))) return ["", key];
  const prefix = found[1].replaceAll(".", "");
  return [UNIT_NAMES[prefix] ?? prefix, key.slice(found[0].length)];
}

const meaning = (name) => (Object.hasOwn(KNOWN, loose(name)) ? KNOWN[loose(name)] : null);

/** What a name of an official list stands for (KNOWN stands before this script); any other is like nothing but itself. */
function meant(name) {
  const alone = meaning(name);
  if (alone) return alone;
  const both = TWO_NAMES.exec(name);
  const [one, other] = both ? [meaning(both[1]), meaning(both[2])] : [null, null];
  return one && (other === null || other === one) ? one : `?${name}`;
}

const FORMS = [(name) => name, loose, meant];

const sameUnit = ([prefix, name], [otherPrefix, otherName]) =>
  name === otherName && (prefix === otherPrefix || !prefix || !otherPrefix);

/** The places of the wanted text among the options: those of the strictest likeness that there is. */
function placesOf(wanted, options) {
  const every = options.map((_, place) => place);
  const key = fold(wanted);
  const exact = every.filter((place) => fold(options[place]) === key);
  if (exact.length || !key) return exact;
  const own = labelKey(wanted);
  const bare = every.filter((place) => own && labelKey(options[place]) === own); // "Nam :" is Nam
  if (bare.length) return bare;
  const mine = unit(wanted);
  const units = options.map(unit);
  for (const form of FORMS) {
    const same = every.filter((place) =>
      sameUnit([mine[0], form(mine[1])], [units[place][0], form(units[place][1])]));
    if (same.length) return same;
  }
  return [];
}

/** Whether a list that offers these options and shows the found one shows the wanted one. */
function sameChoice(wanted, found, options) {
  const places = placesOf(wanted, options);
  return places.length === 1 && fold(options[places[0]]) === fold(found);
}

/** The one place of the wanted text, or why there is none; the same text twice with one value is one option. */
function onePlace(wanted, texts, values = []) {
  const places = placesOf(wanted, texts);
  if (!places.length) return "missing";
  const [first] = places;
  const twin = (place) => fold(texts[place]) === fold(texts[first]) && values[first] !== undefined && values[place] === values[first];
  return places.every((place) => place === first || twin(place)) ? first : "ambiguous";
}

/** The texts of a list, each option once. */
const eachOnce = (texts, values) => {
  const met = new Set();
  return texts.filter((text, place) => {
    const option = `${fold(text)}\n${values[place]}`;
    return !met.has(option) && met.add(option);
  });
};
