// How the pages of these tests misbehave, asked for in the query.
const asked = new URLSearchParams(location.search);
const number = (name, otherwise) => Number(asked.get(name) ?? otherwise);
const LISTS = {
  "Tỉnh Phú Yên": { "Thị xã Đông Hòa": ["Phường Hòa Vinh", "Xã Hòa Thành", "Xã Hòa Tân Đông"], "Thành phố Tuy Hòa": ["Phường 1", "Phường 10", "Phường 9"] },
  "Tỉnh Đắk Lắk": { "Huyện Krông Pắc": ["Xã Ea Kênh", "Xã Hòa An"] },
};
const counts = {};

function fill(select, texts) {
  select.replaceChildren(new Option("-- Chọn --", ""), ...texts.map((text, place) => new Option(text, String(place + 1))));
  select.disabled = false;
}

/** Three selects, each asking for its list when the one above has changed. */
function cascade(province, district, commune, { late = number("late", 0), emptyOnce = asked.has("empty_once"), reload = asked.has("reload"), never = asked.has("never") } = {}) {
  const ask = (select, texts) => {
    select.replaceChildren();
    select.disabled = true;
    counts[select.name] = (counts[select.name] ?? 0) + 1;
    const given = never || (emptyOnce && counts[select.name] === 1) ? [] : texts;
    // Where nothing is chosen above, some pages leave the list without even its blank.
    const empty = asked.has("bare") && !given.length;
    setTimeout(() => (empty ? (select.disabled = false) : fill(select, given)), late);
    if (reload && counts[select.name] === 1) setTimeout(() => fill(select, given), late + 200);
  };
  fill(province, Object.keys(LISTS));
  province.addEventListener("change", () => {
    commune.replaceChildren(); commune.disabled = true;
    ask(district, Object.keys(LISTS[province.selectedOptions[0].text] ?? {}));
  });
  district.addEventListener("change", () => ask(commune, LISTS[province.selectedOptions[0].text]?.[district.selectedOptions[0].text] ?? []));
  district.disabled = commune.disabled = true;
}
