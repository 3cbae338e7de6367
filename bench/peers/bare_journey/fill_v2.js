async ({ typed, chosen, addresses, ticked, province, ward, lists }) => {
  // Writes all that is declared into Form.io's own model at once; its labels are read as people read them.
  const read = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.normalize("NFD")
    .replace(/(?<!q)([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])(?![\p{L}\p{M}])/giu, "$1$3$2").normalize("NFC")
    .replace(/\(\*\)|\*/g, "").replace(/[\s\u00a0]+/g, " ").replace(/\s*:\s*$/, "").trim().toLowerCase();
  const small = (all) => new Map(Object.entries(all).map(([label, value]) => [label.toLowerCase(), value]));
  const list = async (path) => (await fetch(lists + path)).json();
  const texts = small(typed), choices = small(chosen), units = small(addresses);
  const form = window.bieuMau, data = { ...form.submission.data };
  const provinceId = (await list("/tinh")).find((one) => one.name === province).id;
  const wardId = (await list(`/xa?tinh=${provinceId}`)).find((one) => one.name === ward).id;
  const fill = (one, above) => {
    const { component } = one;
    const path = [...above, read(component.title ?? component.legend ?? component.label)];
    if (one.components && component.type !== "datagrid") { one.components.forEach((each) => fill(each, path)); return; }
    const name = path.join(" / ");
    if (texts.has(name)) data[one.key] = texts.get(name);
    if (units.has(name)) data[one.key] = units.get(name) === province ? provinceId : wardId;
    if (name === ticked.toLowerCase()) data[one.key] = true;
    if (choices.has(name)) {
      const offered = component.type === "radio" ? component.values : component.data.values;
      data[one.key] = offered.find((each) => each.label === choices.get(name)).value;
    }
  };
  form.components.forEach((one) => fill(one, []));
  await form.setSubmission({ data });
}
