// Widgets as portal-facts.md describes them: what they open on, what they commit on, what they become.
const $ = (id) => document.getElementById(id);
const made = (tag, set = {}, ...inner) => { const one = Object.assign(document.createElement(tag), set); one.append(...inner); return one; };
const trusted = (happened) => !asked.has("trusted") || happened.isTrusted;

// The national portal: a button, its panel at the end of the body, commits on mousedown, becomes an input with a cross.
function combo(holder, options, then) {
  const model = made("input", { type: "hidden", name: holder.id });
  const button = () => {
    const one = made("button", { type: "button", className: "custom-input-typography" }, made("span", { textContent: "-- Chọn --" }));
    one.setAttribute("aria-haspopup", "listbox");
    one.addEventListener("click", (clicked) => {
      if (!trusted(clicked)) return;
      document.querySelectorAll(".menu").forEach((menu) => menu.remove());
      const list = made("ul", { className: "max-h-56 overflow-auto" });
      list.setAttribute("role", "listbox");
      const menu = made("div", { className: "menu bg-white border shadow-lg" }, made("input", { placeholder: "Tìm kiếm" }), list);
      document.body.append(menu);
      setTimeout(() => {
        for (const text of options()) {
          const item = made("li", { textContent: text });
          item.addEventListener("mousedown", (pressed) => { if (trusted(pressed)) { menu.remove(); choose(text); } });
          list.append(item);
        }
      }, number("late", 20));
    });
    return one;
  };
  const choose = (text) => {
    model.value = text;
    const cross = made("button", { type: "button", textContent: "✕" });
    cross.addEventListener("click", () => { model.value = ""; holder.replaceChildren(button(), model); then?.(""); });
    holder.replaceChildren(made("input", { value: text, className: "custom-input-typography" }), cross, model);
    then?.(text);
  };
  holder.replaceChildren(button(), model);
  if (holder.id === "combo" && asked.has("chosen")) choose("Tỉnh Đắk Lắk");
}
combo($("combo"), () => Object.keys(LISTS), () => combo($("combo2"), () => ["Phường Tuy Hòa", "Xã Hòa Thành", "Phường Phú Yên"]));
combo($("combo2"), () => []);

// Choices.js: no options till opened; pages on scroll; options carry HTML; commits on mousedown.
{
  const box = document.querySelector(".choices");
  const all = [...Array(30).keys()].map((n) => `Dân tộc ${n}`).concat("Hán", "Kháng", "Kinh");
  const list = box.querySelector("[role=listbox]");
  const page = () => {
    const from = list.children.length;
    for (const text of all.slice(from, from + 10)) {
      const item = made("div", { className: "choices__item choices__item--choice choices__item--selectable", innerHTML: `<span><b>${text}</b></span>` });
      item.setAttribute("role", "option");
      item.addEventListener("mousedown", (pressed) => {
        if (!trusted(pressed)) return;
        box.querySelector("select").replaceChildren(new Option(text, text, true, true));
        box.querySelector(".choices__list--single").innerHTML = `<div class="choices__item"><span>${text}</span><button type="button" class="choices__button">Remove item</button></div>`;
        box.classList.remove("is-open");
      });
      list.append(item);
    }
  };
  box.querySelector(".choices__inner").addEventListener("mousedown", (pressed) => {
    if (!trusted(pressed)) return;
    box.classList.add("is-open");
    list.replaceChildren();
    setTimeout(page, number("late", 20));
  });
  box.querySelector(".choices__list--dropdown").addEventListener("scroll", () => setTimeout(page, 10));
}

/** A plain drop-down: opens on one event, commits on another. */
function dropDown({ face, holder, options, opens = "click", commits = "click", item, shown, model }) {
  face.addEventListener(opens, (pressed) => {
    if (!trusted(pressed)) return;
    const list = holder();
    list.replaceChildren(...options.map((text) => {
      const one = item(text);
      one.addEventListener(commits, (chosen) => {
        if (!trusted(chosen)) return;
        chosen.stopPropagation();
        shown(text);
        document.querySelector(`[name=${model}]`).value = text;
        list.replaceChildren();
        list.hidden = true;
      });
      return one;
    }));
    list.hidden = false;
  });
}
const floating = (set) => () => {
  const list = made("div", { ...set });
  document.body.append(list);
  return list;
};
dropDown({
  face: document.querySelector(".cc-select-selector"), holder: () => document.querySelector(".cc-list"), model: "result",
  options: ["Trả kết quả tại bộ phận tiếp nhận và trả kết quả", "Trả kết quả qua đường bưu điện", "Trả kết quả trên môi trường mạng (kết quả có ký số)"],
  item: (text) => made("li", { className: "cc-select-option", textContent: text }), shown: (text) => { document.querySelector(".cc-select-selected-label").textContent = text; },
});
dropDown({
  face: document.querySelector(".css-2-control"), opens: "mousedown", model: "issuer", options: ["Công an tỉnh Phú Yên", "Cục Cảnh sát"],
  holder: floating({ className: "menu css-9-menu" }), item: (text) => made("div", { className: "css-8-option", textContent: text }),
  shown: (text) => { document.querySelector(".css-3-placeholder, .css-4-singleValue").outerHTML = `<div class="css-4-singleValue">${text}</div>`; },
});
dropDown({
  face: $("mat"), model: "paper", options: ["Căn cước công dân", "Hộ chiếu"],
  holder: () => { const list = floating({ id: "panel", className: "menu" })(); list.setAttribute("role", "listbox"); return list; },
  item: (text) => { const one = made("mat-option", { textContent: text }); one.setAttribute("role", "option"); return one; },
  shown: (text) => { $("mat").firstElementChild.textContent = text; },
});
dropDown({
  face: document.querySelector("#custom-select-1 .input-field-select"), model: "stay", options: ["Thường trú", "Tạm trú"],
  holder: () => { let list = document.querySelector("#custom-select-1 ul"); if (!list) { list = made("ul"); $("custom-select-1").append(list); } return list; },
  item: (text) => made("li", { className: "option-row", textContent: text }), shown: (text) => { document.querySelector("#custom-select-1 .input-field-select").textContent = `${text} ▼`; },
});
$("s2").addEventListener("change", () => { document.querySelector(".select2-selection").textContent = $("s2").selectedOptions[0].text; });
