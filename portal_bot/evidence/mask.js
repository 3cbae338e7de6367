// Paints over every value on the page before a picture is taken: all controls, with what is chosen
// and ticked, all pictures, and every piece of text that holds one of the given values in whatever
// spelling. Given null, it takes the paint off again.
(asked) => {
  const MARK = "data-portal-bot-masked";
  if (asked === null) {
    document.querySelectorAll(`[${MARK}]`).forEach((el) => el.removeAttribute(MARK));
    document.getElementById("portal-bot-mask")?.remove();
    return;
  }
  const style = document.createElement("style");
  style.id = "portal-bot-mask";
  // A tick is a colour, a border, a shadow, a letter before or behind: none of them is left.
  const all = `[${MARK}], [${MARK}] *, [${MARK}]::before, [${MARK}]::after, [${MARK}] *::before, [${MARK}] *::after`;
  style.textContent = `${all} { color: transparent !important; background: #3a3a3a !important;
    -webkit-text-fill-color: transparent !important; border-color: #3a3a3a !important;
    outline: none !important; box-shadow: none !important; text-decoration: none !important;
    transition: none !important; animation: none !important }
    input[${MARK}], [${MARK}] input { appearance: none !important }
    :is(img, canvas, video, svg, iframe, object, embed)[${MARK}] { filter: brightness(0) !important }`;
  document.head.append(style);
  const paint = (el) => el.setAttribute(MARK, "");
  const controls = "input:not([type=submit], [type=button], [type=reset], [type=hidden]), textarea, select, " +
    "img, canvas, video, iframe, object, embed, [contenteditable=true], " +
    ["radio", "checkbox", "switch", "option", "combobox", "textbox", "spinbutton", "slider", "gridcell"]
      .map((role) => `[role=${role}]`).join(", ") + ", [aria-checked], [aria-selected], [aria-pressed]";
  document.querySelectorAll(controls).forEach(paint);
  // What may be dressed by a choice: its label, and what is no more than a frame around both.
  document.querySelectorAll("input[type=radio], input[type=checkbox]").forEach((el) => {
    [...(el.labels ?? [])].forEach(paint);
  });
  document.querySelectorAll(asked.selector).forEach(paint);
  const fold = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/[^a-z0-9]/g, "");
  const wanted = asked.values.map(fold).filter((value) => value.length > 1);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = fold(walker.currentNode.data);
    if (text && wanted.some((value) => text.includes(value))) paint(walker.currentNode.parentElement);
  }
  const page = document.documentElement;
  return asked.whole ? { width: page.clientWidth, height: page.scrollHeight } : null;
}
