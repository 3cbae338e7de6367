/* Dresses the controls that say so in the real libraries, also those that come later. */
(() => {
const TEXTS = { itemSelectText: "", noResultsText: "Không tìm thấy", shouldSort: false };

/* jQuery's own events reach no other listener; a page made with jQuery would hear them itself. */
function heard(control) { control.dispatchEvent(new Event("change", { bubbles: true })); }

const DRESS = {
  choices: (control) => new Choices(control, TEXTS),
  select2: (control) => $(control).select2({ width: "100%" }).on("select2:select", () => heard(control)),
  tomselect: (control) => new TomSelect(control, { allowEmptyOption: true, maxOptions: null }),
  "flatpickr-iso": (control) => flatpickr(control, { altInput: true, altFormat: "d/m/Y", dateFormat: "Y-m-d", allowInput: true, locale: "vn" }),
  flatpickr: (control) => flatpickr(control, { dateFormat: "d/m/Y", locale: "vn" }),
  "flatpickr-typed": (control) => flatpickr(control, { dateFormat: "d/m/Y", allowInput: true, locale: "vn" }),
  datepicker: (control) => $(control).datepicker({ format: "dd/mm/yyyy", language: "vi", autoclose: true }),
  "jquery-mask": (control) => $(control).mask("00/00/0000"),
  imask: (control) => IMask(control, { mask: "00/00/0000" }),
  inputmask: (control) => new Inputmask("99/99/9999").mask(control),
  eats: (control) => control.addEventListener("blur", () => { control.value = ""; }),
  alters: (control) => control.addEventListener("blur", () => { if (control.value && !control.value.endsWith(" X")) control.value += " X"; }),
};

function dress() {
  document.querySelectorAll("[data-face]").forEach((control) => {
    const word = control.dataset.face;
    delete control.dataset.face;
    DRESS[word](control);
  });
}
customElements.define("x-kin", class extends HTMLElement {
  connectedCallback() { this.attachShadow({ mode: "closed" }).innerHTML = "<input>"; }
});
dress();
new MutationObserver(dress).observe(document.getElementById("formHoSo"), { childList: true, subtree: true });
})();
