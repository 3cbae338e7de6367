// Paints over every value on the page before a picture is taken: all boxes, and every piece of text
// that holds one of the given values. Given null, it takes the paint off again.
(asked) => {
  const MARK = "data-portal-bot-masked";
  if (asked === null) {
    document.querySelectorAll(`[${MARK}]`).forEach((el) => el.removeAttribute(MARK));
    document.getElementById("portal-bot-mask")?.remove();
    return;
  }
  const style = document.createElement("style");
  style.id = "portal-bot-mask";
  style.textContent = `[${MARK}], [${MARK}] * { color: transparent !important;
    -webkit-text-fill-color: transparent !important; background: #3a3a3a !important; }`;
  document.head.append(style);
  const paint = (el) => el.setAttribute(MARK, "");
  const boxes = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select";
  document.querySelectorAll(boxes).forEach(paint);
  document.querySelectorAll(asked.selector).forEach(paint);
  const fold = (text) => text.normalize("NFC").toLowerCase().replace(/\s+/g, " ");
  const wanted = asked.values.map(fold).filter((value) => value.trim().length > 1);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = fold(walker.currentNode.data);
    if (text.trim() && wanted.some((value) => text.includes(value))) paint(walker.currentNode.parentElement);
  }
  const page = document.documentElement;
  return asked.whole ? { width: page.clientWidth, height: page.scrollHeight } : null;
}
