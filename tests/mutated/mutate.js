/* Changes a form page before its own scripts see it. Seeded: one page, kind and seed, one outcome. */
(() => {
const OWN = new Set(["token", "sid", "maBieuMau", "phienBanBieuMau"]);
const TONES = [["oà", "òa"], ["oá", "óa"], ["oả", "ỏa"], ["oã", "õa"], ["oạ", "ọa"], ["uý", "úy"], ["uỷ", "ủy"], ["uỵ", "ụy"], ["oẻ", "ỏe"]];
const LABELS = ".control-label, td.lbl, legend, .group-title, .floating > label, label.checkbox > span, th[scope=col]";
const MARKS = [" *", " (*)", "(*)", ":", " :", " *:", "\u00a0*", "\u00a0:", " (*) :", " (bắt buộc)"];
const HIDINGS = ["display:none", "visibility:hidden;position:absolute", "opacity:0;position:absolute;pointer-events:none",
  "position:absolute;left:-9999px", "position:absolute;clip:rect(0 0 0 0);width:1px;height:1px;overflow:hidden",
  "height:0;overflow:hidden"];
const HELPS = ["Ghi theo giấy tờ", "Ví dụ: theo bản chính", "Xem hướng dẫn tại quầy", "Thông tin này được bảo mật"];

let draw, doc;

function dice(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
const among = (list) => list[Math.floor(draw() * list.length)];
const often = (share) => draw() < share;
function shuffled(list) {
  const left = [...list], out = [];
  while (left.length) out.push(left.splice(Math.floor(draw() * left.length), 1)[0]);
  return out;
}

/* The form and, since a section may wait in a template, what waits there. */
function roots(from) {
  return [from, ...[...from.querySelectorAll("template")].flatMap((one) => roots(one.content))];
}
const form = () => doc.getElementById("formHoSo");
const every = (selector) => roots(form()).flatMap((root) => [...root.querySelectorAll(selector)]);

function texts(node) {
  const walker = doc.createTreeWalker(node, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    if (walker.currentNode.data.trim() && !walker.currentNode.parentElement?.closest("script, style")) found.push(walker.currentNode);
  }
  return found;
}
function labelText(label) {
  const inside = label.classList.contains("wraps") ? label.querySelector("span") : label;
  return texts(inside).find((one) => !one.parentElement.closest(".red, .sr-only"));
}
const plain = (text) => text.replace(/\(?\*\)?/g, "").replace(/[\s:]+$/u, "").trim();

function make(tag, attributes = {}, ...inner) {
  const made = doc.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...inner);
  return made;
}

/* Groups of one label and one plain control, which may be labelled in another way or be another control. */
function singles() {
  return every(".form-group").map((group) => {
    const controls = [...group.querySelectorAll("input:not([type=hidden]), select, textarea")];
    const label = group.querySelector(".control-label, td.lbl, .floating > label");
    const other = group.querySelector(".split-date, .cc-select, .checkbox, .radio-inline, .flatpickr-wrapper");
    const text = label && labelText(label);
    return controls.length === 1 && text && !other && { group, control: controls[0], text: plain(text.data) };
  }).filter(Boolean);
}
const isDate = (control) => control.matches(".masked-date");
const isCascade = (control) => control.closest(".address-grid") && control.matches("select");

function relabelled({ group, control, text }, style) {
  const id = control.id || `o${Math.floor(draw() * 1e9)}`;
  control.id = id;
  control.remove();
  const error = group.querySelector(".help-block");
  group.replaceChildren();
  const ways = {
    aria: () => { control.setAttribute("aria-label", text); return [control]; },
    labelledby: () => { control.setAttribute("aria-labelledby", `${id}-ten`); return [make("span", { id: `${id}-ten` }, text), control]; },
    wrap: () => [make("label", {}, `${text} `, control)],
    cell: () => [make("table", {}, make("tbody", {}, make("tr", {}, make("td", {}, text), make("td", {}, control))))],
    list: () => [make("dl", {}, make("dt", {}, text), make("dd", {}, control))],
    horizontal: () => [make("label", { class: "control-label col-sm-3" }, text), make("div", { class: "col-sm-9" }, control)],
    placeholder: () => { control.setAttribute("placeholder", text); return [control]; },
    floating: () => { control.setAttribute("placeholder", " "); return [make("div", { class: "form-floating" }, control, make("label", { for: id }, text))]; },
    above: () => [make("h5", {}, text), make("div", {}, control)],
    legend: () => [make("fieldset", {}, make("legend", {}, text), control)],
  };
  group.append(...ways[style]());
  if (error) group.append(error);
}

function asRadios({ group, control, text }) {
  const row = make("div", { class: "radio-row" });
  [...control.options].filter((one) => one.value).forEach((one) => {
    const radio = make("input", { type: "radio", name: control.name, value: one.value });
    if (control.dataset.driver) radio.setAttribute("data-driver", control.dataset.driver);
    if (one.hasAttribute("selected")) radio.setAttribute("checked", "");
    row.append(make("label", { class: "radio-inline" }, radio, ` ${one.textContent}`));
  });
  group.replaceChildren(make("fieldset", {}, make("legend", {}, text), row));
}

/* In a label of its own Choices.js opens and closes at one click: nobody leaves it there. */
function unwrapped() {
  singles().filter(({ control }) => control.matches("label select")).forEach((one) => relabelled(one, "horizontal"));
}
function choosable() {
  return singles().filter(({ control }) => control.matches("select") && !isCascade(control) && !control.disabled);
}
function dates() {
  const masked = singles().filter(({ control }) => isDate(control));
  const hidden = every(".form-group .flatpickr-wrapper").map((wrapper) => ({ wrapper, group: wrapper.closest(".form-group") }));
  return { masked, hidden };
}
function plainDate({ wrapper }, extra) {
  const old = wrapper.querySelector(".flatpickr-input"), box = wrapper.querySelector(".flatpickr-alt");
  const made = make("input", { class: "form-control", name: old.name, id: box.id, ...extra });
  if (old.getAttribute("value")) made.setAttribute("value", old.getAttribute("value"));
  wrapper.replaceWith(made);
}
function faced(control, word) {
  control.classList.remove("masked-date");
  control.setAttribute("data-face", word);
}
/* The mock's own imitation of a widget gives way to a list that a real library dresses. */
function asSelect(listbox) {
  const hidden = listbox.querySelector("input"), word = hidden.name;
  const made = make("select", { class: "form-control", name: word, id: word, "data-driver": word });
  JSON.parse(listbox.querySelector("script").textContent).forEach(([value, text]) => {
    const option = make("option", { value }, text);
    if (value === hidden.value) option.setAttribute("selected", "");
    made.append(option);
  });
  listbox.replaceWith(made);
  return made;
}

const KEEPS = {
  ids() {
    const names = new Set(every("[name]").map((one) => one.getAttribute("name")).filter((one) => !OWN.has(one)));
    const turned = (name) => "r_" + name.split("__row__").map((part) => part.replace(/[a-zA-Z]/g, (letter) => {
      const base = letter <= "Z" ? 65 : 97;
      return String.fromCharCode((letter.charCodeAt(0) - base + 13) % 26 + base);
    })).join("__row__");
    const known = [...names].sort((a, b) => b.length - a.length).map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const word = new RegExp(`(?<![\\w-])(?:${known.join("|")})(?![\\w])`, "g");
    roots(form()).flatMap((root) => [...root.querySelectorAll("*")]).forEach((one) => {
      [...one.attributes].filter(({ name }) => !["class", "value", "style", "data-in"].includes(name)).forEach((attribute) => {
        attribute.value = attribute.value.replace(word, turned);
      });
    });
  },
  classes() {
    const kept = /^(slot|masked-date|flatpickr-.*|cc-select.*|grow-table|row-.*|split-date|red|sr-only)$/;
    const made = {};
    roots(form()).flatMap((root) => [...root.querySelectorAll("[class]")]).forEach((one) => {
      one.setAttribute("class", [...one.classList].map((name) =>
        kept.test(name) ? name : (made[name] ||= "c" + Math.floor(draw() * 1e6).toString(36))).join(" "));
    });
  },
  order() {
    every(".form-grid").forEach((grid) => grid.append(...shuffled([...grid.children])));
    const parts = [...form().children].filter((one) => one.matches(".panel, .slot"));
    const end = form().querySelector(":scope > .actions");
    shuffled(parts).forEach((one) => end.before(one));
  },
  wrappers() {
    every(".form-group").forEach((group) => {
      for (let depth = Math.floor(draw() * 3) + 1; depth; depth -= 1) {
        const around = make(among(["div", "div", "section", "span"]), { class: "w" });
        around.append(...group.childNodes);
        group.append(around);
      }
    });
    singles().forEach(({ control }) => {
      const around = make("div", { class: "input-group" });
      control.replaceWith(around);
      around.append(control);
      if (often(0.3)) around.append(make("span", { class: "input-group-addon" }, make("i", { class: "icon" })));
    });
    every(".panel-body").forEach((body) => {
      const around = make("article");
      around.append(...body.childNodes);
      body.append(around);
    });
  },
  marks() {
    every(LABELS).forEach((label) => {
      const text = labelText(label);
      // What every dossier leaves alone is not demanded by a mark that keeps the meaning.
      const mine = label.closest(".owner-box") ? MARKS.filter((mark) => !/[*(]/.test(mark)) : MARKS;
      if (text) text.data = text.data.trimEnd() + among(mine);
    });
    every(".radio-inline").forEach((one) => { if (often(0.5)) texts(one)[0].data = `${texts(one)[0].data.trimEnd()} :`; });
  },
  nfd() { roots(form()).flatMap(texts).forEach((one) => { one.data = one.data.normalize("NFD"); }); },
  tone() {
    roots(form()).flatMap(texts).forEach((one) => {
      TONES.forEach(([old, now]) => {
        const end = (text) => new RegExp(`${text}(?!\\p{L})`, "gu");
        one.data = one.data.normalize("NFC").replace(end(now), "\u0001").replace(end(old), now).replaceAll("\u0001", old);
      });
    });
  },
  letters() {
    every(LABELS).forEach((label) => {
      const text = labelText(label);
      if (text) text.data = often(0.5) ? text.data.toUpperCase() : text.data.toLowerCase();
    });
    every("option, .radio-inline").forEach((one) => {
      if (often(0.3) && texts(one)[0]) texts(one)[0].data = texts(one)[0].data.toUpperCase();
    });
  },
  help() {
    every(".form-group").forEach((group, place) => {
      if (!often(0.6)) return;
      const says = make("small", { class: "help-text text-muted", id: `giup-${place}` }, among(HELPS));
      const control = group.querySelector("input:not([type=hidden]), select, textarea");
      const label = group.querySelector(".control-label:not(.wraps)");
      const ways = [() => group.append(says), () => { group.append(says); control?.setAttribute("aria-describedby", says.id); },
        () => { control?.setAttribute("title", says.textContent); },
        () => { if (label) label.append(make("span", { class: "visually-hidden", style: HIDINGS[4] }, says.textContent)); },
        () => { if (label) label.append(make("i", { class: "fa fa-info", title: says.textContent, "aria-hidden": "true" })); }];
      among(ways)();
    });
    every(".panel-body").forEach((body) => { if (often(0.5)) body.prepend(make("p", { class: "note" }, among(HELPS))); });
  },
  twins() {
    every(".form-group").filter((group) => !group.closest("table")).forEach((group) => {
      if (!often(0.5)) return;
      const twin = group.cloneNode(true);
      twin.setAttribute("style", among(HIDINGS));
      twin.querySelectorAll("[name]").forEach((one) => { one.setAttribute("name", `twin_${one.getAttribute("name")}`); });
      twin.querySelectorAll("[id]").forEach((one) => { one.id = `twin-${one.id}`; });
      twin.querySelectorAll("[for]").forEach((one) => { one.setAttribute("for", `twin-${one.getAttribute("for")}`); });
      twin.querySelectorAll("*").forEach((one) => { ["driver", "child", "last"].forEach((word) => { delete one.dataset[word]; }); });
      if (often(0.5)) group.before(twin); else group.after(twin);
    });
  },
  labelling() {
    singles().filter(({ group }) => !group.closest("table.grid")).forEach((one) => {
      const typed = one.control.matches("input[type=text]:not(.masked-date), textarea");
      relabelled(one, among(["aria", "labelledby", "wrap", "cell", "list", "horizontal", "above", "legend", ...(typed ? ["placeholder", "floating"] : [])]));
    });
  },
  controls() {
    choosable().filter(({ control }) => control.options.length <= 9).forEach((one) => { if (often(0.7)) asRadios(one); });
    every(".form-group").filter((group) => group.querySelector("input[type=radio]") && !group.querySelector("fieldset:not(.radios)")).forEach((group) => {
      const radios = [...group.querySelectorAll("input[type=radio]")], label = group.querySelector(".control-label, td.lbl, legend");
      if (!label || !often(0.7)) return;
      const select = make("select", { class: "form-control", name: radios[0].name, id: radios[0].name });
      if (radios[0].dataset.driver) select.setAttribute("data-driver", radios[0].dataset.driver);
      select.append(make("option", { value: "" }, "-- Chọn --"), ...radios.map((radio) => {
        const told = make("option", { value: radio.value }, radio.parentElement.textContent.trim());
        if (radio.hasAttribute("checked")) told.setAttribute("selected", "");
        return told;
      }));
      group.replaceChildren(make("label", { class: "control-label", for: select.id }, plain(labelText(label).data)), select);
    });
    every(".cc-select").forEach((one) => { if (often(0.7)) asSelect(one); });
    dates().hidden.forEach((one) => { if (often(0.7)) plainDate(one, { type: "date" }); });
    singles().forEach(({ control }) => {
      if (control.matches("input[type=number]") && often(0.5)) { control.type = "text"; control.setAttribute("inputmode", "numeric"); }
      if (control.matches("input[type=text]:not(.masked-date):not([readonly])") && often(0.3)) {
        const area = make("textarea", { rows: 1 }, control.getAttribute("value") || "");
        [...control.attributes].filter(({ name }) => !["type", "value"].includes(name)).forEach(({ name, value }) => area.setAttribute(name, value));
        control.replaceWith(area);
      }
    });
    every("input[type=checkbox]").forEach((one) => { if (often(0.5)) one.setAttribute("role", "switch"); });
  },
  choices() { unwrapped(); every(".cc-select").forEach(asSelect); choosable().forEach(({ control }) => faced(control, "choices")); },
  select2() { every(".cc-select").forEach(asSelect); choosable().forEach(({ control }) => faced(control, "select2")); },
  tomselect() { every(".cc-select").forEach(asSelect); choosable().forEach(({ control }) => faced(control, "tomselect")); },
  flatpickr() {
    dates().hidden.forEach((one) => plainDate(one, { type: "text", "data-face": "flatpickr-iso" }));
    dates().masked.forEach(({ control }) => faced(control, among(["flatpickr", "flatpickr-typed"])));
  },
  datepicker() { dates().masked.forEach(({ control }) => faced(control, "datepicker")); },
  masks() {
    dates().masked.forEach(({ control }) => faced(control, among(["jquery-mask", "imask", "inputmask"])));
  },
};
KEEPS.several = () => {
  const last = among([["choices"], ["select2"], ["tomselect"], []]), dated = among([["flatpickr"], ["masks"], ["datepicker"]]);
  const before = shuffled(["order", "marks", "nfd", "tone", "help", "twins", "wrappers"]).slice(0, 3);
  [...last, ...dated, ...before, ...(often(0.5) ? ["ids"] : [])].forEach((one) => KEEPS[one]());
};

/* What a filled dossier stands on, in the open: these are broken one at a time. */
function filledSingles(posted) {
  const shown = new Set(form().querySelectorAll("input, select, textarea"));
  return singles().filter(({ control }) => shown.has(control) && !control.closest("table.grid") && !control.readOnly
    && (posted[control.name] || []).some(Boolean) && control.type !== "checkbox");
}
const isBlankNow = ({ control }) => !control.getAttribute("value") && !control.textContent.trim();
const typedOnly = (one) => one.control.matches("input[type=text]:not(.masked-date), textarea");
const listOnly = (one) => one.control.matches("select") && !isCascade(one.control);

function setLabel(one, text) { labelText(one.group.querySelector(".control-label, td.lbl, .floating > label")).data = text; }

const BREAKS = {
  renamed: [() => true, (one) => setLabel(one, "Mục kê khai số 7")],
  gone: [() => true, (one) => one.group.remove()],
  required: [() => true, (one) => {
    one.group.after(make("div", { class: "form-group" }, make("label", { class: "control-label", for: "them" }, "Mã khai báo bổ sung *"),
      make("input", { class: "form-control", id: "them", name: "them", required: "" })));
    return "Mã khai báo bổ sung";
  }],
  "option gone": [listOnly, (one, posted) => [...one.control.options].find((each) => each.value === posted[one.control.name][0]).remove()],
  "option renamed": [listOnly, (one, posted) => {
    [...one.control.options].find((each) => each.value === posted[one.control.name][0]).textContent = "Phương án thay thế";
  }],
  twice: [() => true, (one) => {
    const twin = one.group.cloneNode(true);
    twin.querySelectorAll("[name], [id], [for]").forEach((each) => {
      ["name", "id", "for"].filter((word) => each.hasAttribute(word)).forEach((word) => each.setAttribute(word, `${each.getAttribute(word)}_2`));
    });
    one.group.after(twin);
  }],
  file: [typedOnly, (one) => one.control.replaceWith(make("input", { type: "file", name: one.control.name, id: one.control.id }))],
  shorter: [typedOnly, (one, posted) => one.control.setAttribute("maxlength", Math.max(1, posted[one.control.name][0].length - 2))],
  "read-only": [(one) => typedOnly(one) && isBlankNow(one), (one) => { one.control.setAttribute("readonly", ""); one.control.setAttribute("value", "Giá trị khác"); one.control.textContent = "Giá trị khác"; }],
  eaten: [(one) => typedOnly(one) && isBlankNow(one), (one) => one.control.setAttribute("data-face", "eats")],
  altered: [(one) => typedOnly(one) && isBlankNow(one), (one) => one.control.setAttribute("data-face", "alters")],
  closed: [typedOnly, (one) => one.control.replaceWith(make("x-kin", {}))],
};

window.mutated = (html, kind, seed, posted, sections) => {
  doc = new DOMParser().parseFromString(html, "text/html");
  draw = dice(seed);
  let label = "";
  if (KEEPS[kind]) KEEPS[kind]();
  else if (BREAKS[kind]) {
    const [fits, change] = BREAKS[kind], fitting = filledSingles(posted).filter(fits)
      .filter(({ group }) => sections.includes(group.closest(".panel").querySelector(".panel-title").textContent.trim()));
    if (!fitting.length) return null;
    const one = among(fitting);
    label = change(one, posted);
    if (typeof label !== "string") label = one.text;
  }
  const assets = ["jquery.min.js", "choices.min.js", "select2.full.min.js", "tom-select.complete.min.js", "flatpickr.min.js", "flatpickr.vn.js", "bootstrap-datepicker.min.js",
    "bootstrap-datepicker.vi.min.js", "jquery.mask.min.js", "imask.min.js", "inputmask.min.js"];
  if (doc.querySelector("[data-face], x-kin") || every("[data-face]").length) {
    ["choices.min.css", "select2.min.css", "tom-select.min.css", "flatpickr.min.css", "bootstrap-datepicker3.min.css"].forEach((file) =>
      doc.head.append(make("link", { rel: "stylesheet", href: `/__vendor__/${file}` })));
    assets.forEach((file) => doc.body.append(make("script", { src: `/__vendor__/${file}` })));
    doc.body.append(make("script", { src: "/__vendor__/faces.js" }));
  }
  return { html: "<!doctype html>\n" + doc.documentElement.outerHTML, label };
};
window.mutations = { keeps: Object.keys(KEEPS), breaks: Object.keys(BREAKS) };
})();
