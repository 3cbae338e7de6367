// The families of lists that open, each with what of it a person presses, reads and chooses from.

/** Form.io's own component around a control: its model is what the page sends. */
const formioOf = (one) => {
  const found = closestBox(one, ".formio-component")?.component;
  return found && "dataValue" in found ? found : null;
};
// A choice made while a list is loaded is on the face alone.
const formioHoldsNothing = (one) => { const model = formioOf(one)?.dataValue; return model === "" || model === null; };
const choicesInk = (one) => inkOf(one.querySelector(".choices__list--single .choices__item:not(.choices__placeholder)"));

kinds.push(
  opened("choices", {
    roots: (root) => queryAll(root, ".choices"),
    face: (one) => one.querySelector(".choices__inner, .selection") ?? one.firstElementChild,
    native: (one) => one.querySelector("select"),
    shown: (one) => (formioHoldsNothing(one) ? "" : choicesInk(one)),
    ink: choicesInk,
    busy: (one) => formioOf(one)?.loading === true,
    tags: (one) => [...one.querySelectorAll(".choices__list--multiple .choices__item")],
    items: (one) => shownAll(".choices__item--choice:not(.choices__placeholder):not(.has-no-choices):not(.has-no-results)", one),
    search: (one) => one.querySelector("input.choices__input"),
    library: () => `Choices.js ${window.Choices?.version ?? ""}`.trim(),
  }),
  opened("select2", {
    roots: (root) => queryAll(root, ".select2-container").filter((one) => nativeOf(one) && !one.matches(".select2-container--open:not(:has(.select2-selection))") && ownsSelect2(nativeOf(one))),
    face: (one) => one.querySelector(".select2-selection"),
    native: nativeOf,
    shown: (one) => inkOf(one.querySelector(".select2-selection__rendered")),
    tags: (one) => [...one.querySelectorAll(".select2-selection__choice")],
    items: (one) => (one.matches(".select2-container--open") ? shownAll(".select2-results__option[role=option]:not(.loading-results), .select2-results__option--selectable") : []),
    search: () => shownAll(".select2-container--open .select2-search__field")[0],
    library: () => "select2",
    extra: (one) => (window.jQuery(nativeOf(one)).data("select2").options.get("ajax") || nativeOf(one).multiple ? {}
      : { options: optionTexts(offeredBy(nativeOf(one))) }),
  }),
  opened("drop_down", {
    roots: (root) => queryAll(root, ".cc-select-wrapper, [id^=custom-select-], .ui.selection.dropdown:not(select, :has(> select))"),
    face: (one) => one.querySelector(".cc-select-selector, .input-field-select") ?? one,
    shown: (one) => stripped(one.querySelector(".cc-select-selected-label, .input-field-select, :scope > .text:not(.default, .filtered)")),
    items: (one) => [...one.querySelectorAll(".cc-select-option, [class*=option], li, .menu > .item")].filter(visible),
  }),
  opened("react_select", {
    roots: (root) => queryAll(root, "[class*='-control'], [class*='__control']")
      .filter((one) => one.querySelector(REACT_INPUT) && !one.matches(".q-field *") && !one.querySelector(`:scope :is([class*='-control'], [class*='__control']) :is(${REACT_INPUT})`)).map(up),
    face: (one) => one.querySelector("[class*='-control'], [class*='__control']"),
    shown: (one) => stripped(one.querySelector("[class*='-singleValue'], [class*='single-value']")),
    chosen: (one) => {
      const props = propsOf(one, "isMulti", "getOptionLabel", "value");
      return props && [].concat(props.value ?? []).map((option) => squeeze(String(props.getOptionLabel(option))));
    },
    several: (one) => propsOf(one, "isMulti", "getOptionLabel")?.isMulti ?? one.querySelector("[class*=multiValue]") !== null,
    tags: (one) => [...one.querySelectorAll("[class*='-multiValue'], [class*='__multi-value']")].filter((tag) => !up(tag).closest("[class*=multiValue], [class*=multi-value]")),
    items: (one) => {
      const own = ownItems(one, one.querySelector("input"));
      return own.length ? own : shownAll("[class*='-menu'] [class*='-option'], [id^=react-select][id*=-option-]");
    },
    search: (one) => one.querySelector("input:not([readonly])"),
    library: () => "react-select",
  }),
  opened("ng_select", {
    roots: (root) => queryAll(root, "ng-select, .ng-select"),
    face: (one) => one.querySelector(".ng-select-container"),
    shown: (one) => stripped(one.querySelector(".ng-value .ng-value-label") ?? one.querySelector(".ng-value")),
    several: (one) => one.classList.contains("ng-select-multiple"),
    tags: (one) => [...one.querySelectorAll(".ng-value")],
    items: (one) => (one.classList.contains("ng-select-opened") ? shownAll("ng-dropdown-panel .ng-option:not(.ng-option-disabled)") : []),
    search: (one) => one.querySelector("input"),
    library: () => "ng-select",
  }),
  opened("antd", {
    roots: (root) => queryAll(root, ".ant-select").filter((one) => !one.matches(".ant-select-auto-complete, .ant-select-dropdown *, .ant-pagination *") && one.querySelector(TRIGGER)),
    face: (one) => one.querySelector(".ant-select-selector, .ant-select-content") ?? one,
    shown: (one) => stripped(one.querySelector(".ant-select-selection-item, .ant-select-content-value") ?? plainInk(one)),
    several: (one) => one.matches(".ant-select-multiple"),
    tags: (one) => [...one.querySelectorAll(".ant-select-selection-item")].filter((tag) => tag.matches(".ant-select-multiple *")),
    items: (one) => antdDropDown(one).flatMap((panel) => shownAll(".ant-select-item-option", panel)),
    search: (one) => one.querySelector("input:not([readonly])"),
    library: () => `antd ${window.antd?.version ?? ""}`.trim(),
  }),
);

const REACT_INPUT = "input[id^=react-select], input[aria-autocomplete=list][role=combobox]";
const ownsSelect2 = (select) => { try { return Boolean(window.jQuery?.(select).data("select2")); } catch { return false; } };
const plainInk = (one) => (one.querySelector(".ant-select-placeholder, .ant-select-selection-placeholder") ? null : one.querySelector(".ant-select-content"));
const antdDropDown = (one) => {
  const trigger = firstOf(one, TRIGGER);
  if (!trigger || trigger.getAttribute("aria-expanded") !== "true") return [];
  const own = panelsOf(trigger);
  return own.length ? own : shownAll(".ant-select-dropdown:not(.ant-select-dropdown-hidden)");
};

// A face that a library drew over a select of the page's own: the select is the model.
const FACE = `${FACES.replace(".select2-container, .choices, ", "")}, .ui-selectmenu-button, .ui.dropdown, .select-wrapper`;
const opensBeside = (box, select) => !box.contains(select) && firstOf(box, TRIGGER)?.closest(".choices, .select2-container") === null;
const isFace = (box, select) => visible(box) && (box.matches(FACE) || opensBeside(box, select))
  && !queryAll(box, `select, ${FILLABLE}`).some((one) => one !== select && visible(one) && !closestBox(one, `${FACE}, ${TRIGGER}`));
const facedSelects = (root) => queryAll(root, "select").filter((one) => !visible(one)).flatMap((select) =>
  [select.nextElementSibling, up(select), select.previousElementSibling].filter((one) => one && isFace(one, select)).slice(0, 1));

kinds.push(opened("faced_select", {
  roots: facedSelects,
  native: nativeOf,
  face: (one) => queryAll(one, `${TRIGGER}, button, .chosen-single, .chosen-choices, .ts-control, .selectize-input, .current, input.select-dropdown`).find(visible) ?? one,
  shown: (one) => inkOf(one) || (one.querySelector("input.select-dropdown")?.value ?? ""),
  tags: (one) => queryAll(one, ".search-choice, .item"),
  items: (one) => {
    const trigger = firstOf(one, TRIGGER);
    const own = trigger ? ownItems(one, trigger) : [];
    const drawn = shownAll(".active-result, .option, [role=option], li[data-value], .ss-option, .dropdown-menu li a, .dropdown-content li, .menu > .item", one);
    return own.length ? own : drawn.length ? drawn : shownAll(".ui-selectmenu-open li, .selectize-dropdown .option, .ts-dropdown .option");
  },
  extra: (one) => ({ options: nativeOf(one).options.length > 2 ? optionTexts(offeredBy(nativeOf(one))) : null }),
}));
