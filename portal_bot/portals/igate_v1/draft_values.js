// Every value that the form of a draft holds, as people read it: of a choice its words, for what is sent for it says
// nothing. Read beside the page that is open.
async (address) => {
  const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok) return { status: answer.status };
  const shown = new DOMParser().parseFromString(await answer.text(), "text/html");
  const worded = (one) => one.textContent.replace(/\s+/g, " ");
  const held = (el) => {
    if (el.tagName === "SELECT") return [...el.options].filter((one) => one.selected).map(worded);
    if (/^(radio|checkbox)$/.test(el.type)) return el.checked ? [...el.labels].map(worded) : [];
    return [el.value];
  };
  const boxes = [...shown.querySelectorAll("input, textarea, select")].flatMap(held);
  const lists = [...shown.querySelectorAll(".cc-select-selected-label")].map(worded);
  const heading = shown.querySelector("h1")?.textContent ?? "";
  return { status: 200, heading, values: [...boxes, ...lists].map((one) => one.trim()).filter(Boolean) };
}
