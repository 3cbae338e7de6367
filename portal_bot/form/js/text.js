// Words as people compare them. The same folding is written in text.py; a test holds the two together.

const INVISIBLE = /[\u200b-\u200f\u2060\ufeff\u00ad]/g;
const PLACED = {
  oà: "òa", oá: "óa", oả: "ỏa", oã: "õa", oạ: "ọa",
  oè: "òe", oé: "óe", oẻ: "ỏe", oẽ: "õe", oẹ: "ọe",
  uỳ: "ùy", uý: "úy", uỷ: "ủy", uỹ: "ũy", uỵ: "ụy",
};
const UNIT = /^(tỉnh|thành phố|tp|quận|q|huyện|h|thị xã|tx|phường|p|xã|x|thị trấn|tt)(?:\.\s*|\s+)(?=\S)/;
const UNIT_NAMES = { tp: "thành phố", q: "quận", h: "huyện", tx: "thị xã", p: "phường", x: "xã", tt: "thị trấn" };

const UNTIDY = /^\s|\s$|\s\s|[^\S ]|[\u0300-\u036f\u200b-\u200f\u2060\ufeff\u00ad]/;

const squeeze = (text) => (!text || !UNTIDY.test(text) ? text ?? ""
  : text.normalize("NFC").replace(INVISIBLE, "").replace(/\s+/g, " ").trim());

const fold = (text) =>
  squeeze(text).toLowerCase().replaceAll("ð", "đ").replace(/o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]/g, (pair) => PLACED[pair]);

const labelKey = (text) =>
  fold(fold(text).replace(/\(\s*bắt buộc\s*\)|\(\s*\*\s*\)|\*/g, " ")).replace(/[\s:]+$/, "");

/** "P. Hòa Vinh" -> ["phường", "hòa vinh"]; a unit without a prefix -> ["", …]. */
function unit(text) {
  const key = fold(text).replace(/^\d+\s*[-.–]?\s+(?=\D)/, "");
  const found = UNIT.exec(key);
  if (!found) return ["", key];
  return [UNIT_NAMES[found[1]] ?? found[1], key.slice(found[0].length)];
}

const sameUnit = ([prefix, name], [otherPrefix, otherName]) =>
  name === otherName && (prefix === otherPrefix || !prefix || !otherPrefix);

/** The places of the wanted text among the options: exact ones, else those that differ in the prefix only. */
function placesOf(wanted, options) {
  const every = options.map((_, place) => place);
  const key = fold(wanted);
  const exact = every.filter((place) => fold(options[place]) === key);
  if (exact.length || !key) return exact;
  const mine = unit(wanted);
  return every.filter((place) => sameUnit(mine, unit(options[place])));
}
