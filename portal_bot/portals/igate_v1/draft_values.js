// Every value that the form of a draft holds, and the words of its choices, read beside the page that is open.
async (address) => {
  const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok) return { status: answer.status };
  const shown = new DOMParser().parseFromString(await answer.text(), "text/html");
  const boxes = [...shown.querySelectorAll("input, textarea, select")];
  const chosen = (el) => [...el.options].filter((one) => one.selected).map((one) => one.textContent);
  const values = boxes.flatMap((el) => (el.tagName === "SELECT" ? [el.value, ...chosen(el)] : [el.value]));
  const heading = shown.querySelector("h1")?.textContent ?? "";
  return { status: 200, heading, values: values.map((one) => one.trim()).filter(Boolean) };
}
