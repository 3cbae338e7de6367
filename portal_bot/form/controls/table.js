// A table that grows by a row: members, children, copies. Its cells are controls, named by the column's heading.

// One column is a table too, where the page says that it is a heading; else it is only a frame.
const isGrid = (row) => row.cells.length > 1 || row.closest("table").tHead?.rows[0]?.cells.length === 1;
// Over the buttons of a row nothing stands, often in a cell that is no heading.
const isHead = (cell) => cell.tagName === "TH" || (!said(cell) && !cell.querySelector(RAW));
const headRow = (table) => [...table.rows].find((row) =>
  isGrid(row) && [...row.cells].every(isHead) && [...row.cells].some((cell) => cell.tagName === "TH"));
const dataRows = (table) => {
  const head = headRow(table);
  return [...table.rows].filter((row) => row !== head && row.closest("table") === table && visible(row) && row.querySelector(RAW));
};
const headings = (table) => [...headRow(table).cells].flatMap((cell) => Array(cell.colSpan).fill(said(cell) || squeeze(cell.textContent)));

const ADD = /^(\+|(\+\s*)?thêm\b.*|add\b.*)$/i;
const REMOVE = /^([✕✖×x−-]|xóa\b.*|xoá\b.*|bỏ\b.*|remove\b.*|delete\b.*)$/i;
const buttonSays = (button, pattern) =>
  [said(button), squeeze(button.getAttribute("aria-label")), squeeze(button.title)].some((text) => text && pattern.test(text));
const buttons = (within) =>
  [...within.querySelectorAll("button, [role=button], a.btn, input[type=button], a.add, .act.add")].filter(visible);

/** The add button nearest to the table: in it, or in the smallest box around it that has just this table. */
function addButton(table) {
  for (let box = table; box && box !== document.body; box = box.parentElement) {
    if ([...box.querySelectorAll("table")].some((one) => one !== table && headRow(one))) return null;
    const found = buttons(box).find((one) => buttonSays(one, ADD));
    if (found) return found;
  }
  return null;
}
const removeButton = (row) => buttons(row).find((one) => buttonSays(one, REMOVE));

kinds.push({
  name: "table",
  find: (root) => queryAll(root, "table").filter((table) =>
    headRow(table) && (dataRows(table).length ? dataRows(table).some(isGrid) : addButton(table))),
  parts: (table) => dataRows(table).flatMap((row) => [...row.querySelectorAll(RAW)]),
  isGroup: true,
  label: (table) => (table.caption ? { text: said(table.caption), used: [table.caption] } : tiedLabel(table)),
  read: () => null,
  facts: (table) => ({
    columns: headings(table),
    canGrow: addButton(table) !== null,
    disabled: dataRows(table).length > 0 && dataRows(table).every((row) => [...row.querySelectorAll(RAW)].every((one) => one.disabled)),
  }),
  cells: (table) => dataRows(table).map((row) => [...row.cells].map((cell, place) => [headings(table)[place] ?? "", cell])),
  rows: async (table, wanted, again) => {
    for (let here = table; dataRows(here).length < wanted; here = again()) {
      const before = dataRows(here).length;
      const add = addButton(here);
      if (!add) return "no_add";
      press(add);
      if (!(await until(() => dataRows(again()).length > before, settings.settleMs))) return "no_row";
    }
    for (let here = again(); dataRows(here).length > wanted; here = again()) {
      const rows = dataRows(here);
      const remove = removeButton(rows.at(-1));
      if (!remove) return null;
      press(remove);
      if (!(await until(() => dataRows(again()).length < rows.length, settings.settleMs))) return null;
    }
    return null;
  },
});
