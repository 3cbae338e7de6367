// What the procedure's page shows: the codes that it prints, the lists of the picker, the cards with agencies.
({ action, many, calmMs, waitMs, card }) => {
  const plain = (text) => (text || "").normalize("NFC").replace(/[\s\u00a0\u200b]+/g, " ").trim();
  const seen = (el) => el.getClientRects().length > 0 && getComputedStyle(el).visibility !== "hidden";
  const shown = (root, selector) => [...root.querySelectorAll(selector)].filter(seen);
  const main = document.querySelector("main") || document.body;
  const APPLY = "Nộp trực tuyến";

  // The card is known by its heading alone; its two lists by their order.
  const heading = shown(document, "h1, h2, h3, h4").find((el) => plain(el.textContent) === "Chọn cơ quan thực hiện");
  const picker = heading?.closest("section, .card, form, article") ?? heading?.parentElement;
  const slots = picker
    ? shown(picker, "button[aria-haspopup=listbox], input").map((el) => (el.tagName === "INPUT" ? plain(el.value) : ""))
    : null;
  const buttons = () => shown(document, "button, a").filter((el) => plain(el.textContent) === APPLY);
  // Upwards as long as the box is this button's alone.
  const cardOf = (button) => {
    let box = button;
    while (box.parentElement && box.parentElement !== main && shown(box.parentElement, "button, a").filter((el) => plain(el.textContent) === APPLY).length === 1) box = box.parentElement;
    return box;
  };
  const linesOf = (box) => box.innerText.split("\n").map(plain).filter((line) => line && line !== APPLY);

  if (action === "cards") {
    // Cards come one after the other: until there are as many as the portal answered with, or the same for a while.
    return new Promise((done) => {
      const ended = performance.now() + waitMs;
      let [there, calm] = [-1, performance.now()];
      const look = () => {
        const now = performance.now();
        const found = buttons();
        if (found.length !== there) [there, calm] = [found.length, now];
        if (there === many || (there > 0 && now - calm >= calmMs) || now > ended) done(found.map((one) => linesOf(cardOf(one))));
        else setTimeout(look, 40);
      };
      look();
    });
  }
  if (action === "take") { buttons()[card].click(); return null; }

  const head = [...shown(main, "h1"), ...shown(main, "p, div, span, dd, b")].map((el) => plain(el.textContent)).filter((text) => text.length < 400);
  const codes = [...new Set(head.flatMap((text) => text.match(/(?<![\d.])\d\.\d{6}(?!\d)/g) ?? []))];
  // The innermost box that says it.
  const agency = head.map((text) => /Cơ quan thực hiện: ([^·]+)/.exec(text)?.[1]).filter(Boolean).sort((one, other) => one.length - other.length)[0] ?? "";
  return {
    codes, slots, agency: plain(agency),
    account: shown(document, "button, a").some((el) => plain(el.textContent) === "Đăng xuất"),
    found: shown(main, "a[href]").map((el) => ({ text: plain(el.textContent), href: el.getAttribute("href") })),
  };
}
