// Every text that the model of a draft's form holds, dates as people write them. Read beside the page that is open.
async (address) => {
  const headers = { "X-Requested-With": "XMLHttpRequest" };
  const answer = await fetch(address, { credentials: "same-origin", cache: "no-store", headers });
  if (!answer.ok) return { status: answer.status };
  const day = (text) => text.replace(/^(\d{4})-(\d{2})-(\d{2})T.*$/, "$3/$2/$1");
  const texts = (one) => (one && typeof one === "object" ? Object.values(one).flatMap(texts) : [String(one ?? "")]);
  const held = texts((await answer.json()).data);
  return { status: 200, values: held.map((one) => day(one.trim())).filter(Boolean) };
}
