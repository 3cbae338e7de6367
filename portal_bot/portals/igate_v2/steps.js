// What the steps of the application tell: how one goes back to a step, when it is there anew, the fees of the last one.
({ action, name, quietMs, waitMs }) => {
  const plain = (el) => (el ? el.textContent : "").normalize("NFC").replace(/[\s\u00a0\u200b]+/g, " ").trim();
  const seen = (selector) => [...document.querySelectorAll(selector)].filter((el) => el.getClientRects().length > 0);
  const [shown] = seen(".mat-step");

  if (action === "press") {
    const headers = seen(".mat-step-header").filter((el) => plain(el).endsWith(name));
    if (headers.length !== 1) return headers.length;
    // What is there now must give way to what comes, though the heading may be the same.
    const step = [...document.querySelectorAll(".mat-step")].find((el) => plain(el.querySelector("h1")) === name);
    step?.querySelectorAll(".formio-form, tbody tr").forEach((el) => { el.dataset.portalBotOld = ""; });
    headers[0].click();
    return 1;
  }

  if (action === "settled") {
    const here = shown && plain(shown.querySelector("h1")) === name && !shown.querySelector("[data-portal-bot-old]");
    return here || seen(".toast-error").length > 0;
  }

  // Until nothing has changed for a while and no list is on its way: a form makes itself piece by piece.
  if (action === "rest") {
    return new Promise((done) => {
      const loading = () => [...document.querySelectorAll(".formio-component")].some((el) => el.component?.loading === true);
      let still = 0;
      let before = performance.now();
      const ended = before + waitMs;
      const observer = new MutationObserver(() => { still = 0; });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
      const look = () => {
        const now = performance.now();
        still = loading() ? 0 : still + Math.min(now - before, 50);
        before = now;
        if (still < quietMs && now < ended) { requestAnimationFrame(look); return; }
        observer.disconnect();
        done(still >= quietMs);
      };
      look();
    });
  }

  const rows = [...document.querySelectorAll("table.fees tbody tr")].map((row) => [...row.cells].map(plain));
  return {
    total: plain(document.getElementById("tongLePhi")),
    why: rows.filter((row) => /[1-9]/.test(row[row.length - 1])).map((row) => row[0]).join("; "),
    payment: plain(document.getElementById("thanhToan")),
  };
}
