// A box with a date mask: it takes back what no key typed.

const DATE_PARTS = ["d{1,2}|n{1,2}|ngày|_{1,2}", "m{1,2}|t{1,2}|tháng|_{1,2}", "y{2,4}|n{2,4}|năm|_{2,4}"];
const DATE_MASK = new RegExp(`^\\s*(${DATE_PARTS.join(")\\s*[/.-]\\s*(")})\\s*$`, "i");

const isMasked = (element) =>
  DATE_MASK.test(element.placeholder) || DATE_MASK.test(element.dataset.mask ?? "")
  || /99\/99\/9999|datetime|dd\/mm\/yyyy/i.test(`${element.dataset.mask} ${element.dataset.inputmask}`);

kinds.push({
  name: "masked_date",
  find: (root) => [...root.querySelectorAll("input:not([type]), input[type=text], input[type=tel]")].filter((one) => isMasked(one) && !modelOf(one)),
  read: (element) => (DATE_MASK.test(element.value) ? "" : element.value),
  facts: () => ({}),
  set: typeIn,
});
