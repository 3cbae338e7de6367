// Paints over every value on the page before a picture is taken: all controls, with what is chosen
// and ticked, all pictures, and every piece of text that holds one of the given values in whatever
// spelling. Asked to end, it takes the paint off again, and tells whether all had it until then: what
// a page draws anew meanwhile has none.
(asked) => {
  const MARK = "data-portal-bot-masked";
  const found = new Set();
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
  const paint = (el) => found.add(el);
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
  if (asked.ends) {
    document.getElementById("portal-bot-mask")?.remove();
    const bare = [...found].filter((el) => !el.hasAttribute(MARK) && el.getClientRects().length);
    document.querySelectorAll(`[${MARK}]`).forEach((el) => el.removeAttribute(MARK));
    return bare.length === 0;
  }
  found.forEach((el) => el.setAttribute(MARK, ""));
  document.head.append(style);
  const page = document.documentElement;
  return asked.whole ? { width: page.clientWidth, height: page.scrollHeight } : null;
}
