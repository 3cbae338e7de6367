// Date pickers: people see a day as the page writes it, the library keeps a date beside it. The date counts.

const two = (number) => String(number).padStart(2, "0");
const dayOf = (date) => `${two(date.getDate())}/${two(date.getMonth() + 1)}/${date.getFullYear()}`;
const dateOf = (text) => { const [day, month, year] = text.split("/").map(Number); return new Date(year, month - 1, day); };
const fromIso = (text) => (/^\d{4}-\d\d-\d\d/.test(text) ? dateOf(text.slice(0, 10).split("-").reverse().join("/")) : null);
const isDate = (one) => one instanceof Date && !Number.isNaN(one.getTime());
/** A date, or what dayjs, moment and luxon make of one. */
const asDate = (one) => (isDate(one) ? one : isDate(one?.toDate?.()) ? one.toDate() : isDate(one?.toJSDate?.()) ? one.toJSDate() : null);
const kept = (element, name) => { try { return window.jQuery?.(element).data(name) ?? null; } catch { return null; } };
/** A box, and what libraries put around it and their instance on. */
const outwards = (element) => [element, up(element), up(element) && up(up(element))].filter(Boolean);
const heldBy = (element, find) => outwards(element).map((one) => [one, find(one)]).find(([, found]) => found) ?? [null, null];

/** One library: what it keeps for a box, or nothing; how its date is read and set. */
const PICKERS = [
  (element) => {
    const [, own] = heldBy(element, (one) => one._flatpickr);
    const widget = own ?? [element.previousElementSibling, element.nextElementSibling].find((one) => one?._flatpickr)?._flatpickr;
    if (!widget || (widget.altInput ?? widget.input ?? element) !== element || !/^(single)?$/.test(widget.config?.mode ?? "")) return null;
    return {
      library: "flatpickr", twin: widget.input,
      read: () => (widget.selectedDates ? widget.selectedDates[0] ?? null : fromIso(widget.input.value)),
      set: (date) => widget.setDate(date ? dayOf(date).split("/").reverse().join("-") : "", true, "Y-m-d"),
    };
  },
  (element) => {
    const [owner, widget] = heldBy(element, (one) => kept(one, "datepicker"));
    if (!widget?.dates || (widget.inputField?.[0] ?? element) !== element) return null;
    const ask = (...given) => window.jQuery(owner).datepicker(...given);
    return { library: "bootstrap-datepicker", read: () => ask("getDate"), set: (date) => (date ? ask("setDate", date) : ask("clearDates")) };
  },
  (element) => {
    if (!element.classList.contains("hasDatepicker") || !window.jQuery?.datepicker) return null;
    const ask = (...given) => window.jQuery(element).datepicker(...given);
    return { library: "jQuery UI", read: () => ask("getDate"), set: (date) => { ask("setDate", date); event(element, "input"); event(element, "change"); } };
  },
  (element) => {
    const [, widget] = heldBy(element, (one) => kept(one, "DateTimePicker"));
    return widget?.date ? { library: "DateTimePicker", read: () => asDate(widget.date()), set: (date) => widget.date(date) } : null;
  },
  (element) => {
    const widget = kept(element, "daterangepicker");
    if (!widget?.singleDatePicker) return null;
    return {
      library: "daterangepicker", read: () => (element.value ? asDate(widget.startDate) : null),
      set: (date) => { if (date) { widget.setStartDate(date); widget.setEndDate(date); widget.clickApply(); } else typeIn(element, ""); },
    };
  },
  (element) => {
    const options = kept(kept(element, "xdsoft_datetimepicker") ?? element, "options");
    const order = /^(d.m.Y|m.d.Y|Y.m.d)$/.exec(options?.format ?? "")?.[0];
    if (!order) return null;
    const written = (date) => order.replace(/[dmY]/g, (one) => ({ d: two(date.getDate()), m: two(date.getMonth() + 1), Y: date.getFullYear() })[one]);
    const read = (text) => {
      const [parts, numbers] = [order.match(/[dmY]/g), text.match(/\d+/g) ?? []];
      const [d, m, Y] = ["d", "m", "Y"].map((one) => Number(numbers[parts.indexOf(one)]));
      return numbers.length === 3 ? new Date(Y, m - 1, d) : null;
    };
    return { library: "jQuery DateTimePicker", read: () => read(element.value), set: (date) => typeIn(element, date ? written(date) : "") };
  },
  (element) => {
    const widget = element.M_Datepicker;
    if (!widget?.setDate) return null;
    return {
      library: "Materialize", read: () => (element.value ? asDate(widget.date) : null),
      set: (date) => { widget.setDate(date ?? null); widget.setInputValue(); event(element, "change"); },
    };
  },
  (element) => {
    const widget = kept(element, "kendoDatePicker");
    return widget ? { library: "Kendo", read: () => widget.value(), set: (date) => { widget.value(date); widget.trigger("change"); } } : null;
  },
  (element) => {
    const widget = element.datepicker;
    return widget?.setDate && widget.getDate ? { library: "vanillajs-datepicker", read: () => asDate(widget.getDate()), set: (date) => widget.setDate(date ?? { clear: true }) } : null;
  },
];
const picker = remembered((element) => {
  for (const of of PICKERS) {
    const found = of(element);
    if (found) return found;
  }
  return null;
});

const TEXTUAL = "input:not([type]), input[type=text], input[type=tel]";
kinds.push({
  name: "date_picker",
  find: (root) => queryAll(root, TEXTUAL).filter(picker),
  parts: (element) => [element, picker(element).twin].filter(Boolean),
  read: (element) => { const date = picker(element).read(); return isDate(date) ? dayOf(date) : unmasked(element); },
  facts: (element) => {
    const date = picker(element).read();
    return { readOnly: false, model: isDate(date) ? dayOf(date) : "", library: picker(element).library };
  },
  set: (element, wanted) => {
    const { set } = picker(element);
    set(wanted ? dateOf(wanted) : null);
  },
});

/** The box that holds the ISO date of a visible box, of a picker that we do not know. */
function modelOf(element) {
  const near = [element.previousElementSibling, element.nextElementSibling];
  return near.find((one) => one?.matches("input[type=hidden], input.flatpickr-input")
    && (one.dataset.iso !== undefined || one.classList.contains("flatpickr-input")
      || /^\d{4}-\d\d-\d\d$/.test(one.value) || element.dataset.picker !== undefined || /iso|date|model/i.test(one.id + one.className)));
}

kinds.push({
  name: "iso_date",
  find: (root) => queryAll(root, "input:not([type]), input[type=text]").filter((one) => modelOf(one)),
  parts: (element) => [element, modelOf(element)],
  read: unmasked,
  facts: (element) => ({ model: modelOf(element).value, keys: true }),
  set: typeIn,
});

// Pickers of frameworks: the box takes keys, the date lives in a component.
const PICKER_BOX = ".ant-picker:not(.ant-picker-range), .el-date-editor:not(.el-range-editor), .react-datepicker__input-container, "
  + ".ui.calendar, .datepicker-input, vaadin-date-picker, [class*='date-picker' i]:not([class*=range i]), [class*=DateInput], [data-dates-input], "
  + ".MuiPickersTextField-root, p-datepicker, p-calendar, .p-datepicker, .p-calendar, .dp__input_wrap, .dp--input, .mx-datepicker, .rdt, .react-date-picker, "
  + "[aria-label='Datepicker input'], .mat-datepicker-input, [matdatepicker], [bsdatepicker], [ngbdatepicker], .k-datepicker, .v-date-input";

/** The date that a React component above the box was given. */
function dateInProps(element) {
  const key = Object.keys(element).find((one) => one.startsWith("__reactFiber$"));
  for (let fiber = key && element[key], deep = 0; fiber && deep < 40; fiber = fiber.return, deep += 1) {
    for (const name of ["selected", "value"]) {
      const given = fiber.memoizedProps?.[name];
      const date = asDate(Array.isArray(given) ? given[0] : given);
      if (date) return date;
    }
  }
  return null;
}

kinds.push({
  name: "picker_box",
  find: (root) => queryAll(root, TEXTUAL).filter((one) => learned.has(one) || closestBox(one, PICKER_BOX)),
  read: (element) => { const date = dateInProps(element); return date && unmasked(element) ? dayOf(date) : unmasked(element); },
  facts: (element) => {
    const date = dateInProps(element);
    const order = learned.get(element) ?? orderOf(element) ?? (DATE_MASK.test(element.placeholder) ? "dmy" : null);
    return { keys: true, readOnly: false, order, model: date && unmasked(element) ? dayOf(date) : null };
  },
});
