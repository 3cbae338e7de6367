// What the page shows now, and how its buttons are pressed. Evaluated in the page's main frame.
({ action, button, mark, before, waitMs, onlyFresh, leave, body }) => {
  const plain = (text) => (text || "").normalize("NFC").replace(/[\s\u00a0\u200b]+/g, " ").trim();
  const visible = (el) => el.getClientRects().length > 0 && getComputedStyle(el).visibility !== "hidden";
  const shown = (selector) => [...document.querySelectorAll(selector)].filter(visible);
  // What a page says may be without end; nobody reads more of it.
  const MOST = 50;
  const told = (texts) => texts.slice(0, MOST).map((text) => text.slice(0, 1000));

  const OLD = "data-portal-bot-heard";
  const speakers = () => shown(".toast, [role=alert], .help-block, .field-error, .invalid-feedback");
  // What hearing.js kept: also what has vanished by now.
  const heard = window.__portalBotHeard || [];
  const hear = () => {
    heard.length = 0;
    speakers().forEach((el) => el.setAttribute(OLD, plain(el.textContent)));
  };
  const said = () => [...new Set([...heard.map(({ text }) => text), ...speakers().map((el) => [el, plain(el.textContent)])
    .filter(([el, text]) => text && el.getAttribute(OLD) !== text).map(([, text]) => text)])];

  // What stood on the screen when it was pressed is gone, and the like stands in its place. A redrawn part keeps its id.
  const madeAnew = () => {
    const { selector, parts } = window.__portalBotStood || { parts: [] };
    const stands = (el) => el.isConnected || (el.id && document.getElementById(el.id));
    return parts.length > 0 && !parts.some(stands) && shown(selector).length > 0;
  };

  const look = () => {
    if (location.protocol === "chrome-error:") return { broken: true, fresh: true, headings: [], messages: [], text: "" };
    const timing = performance.getEntriesByType("navigation")[0];
    if (!timing || !timing.domContentLoadedEventEnd) return null;
    const headings = shown("h1").map((el) => plain(el.textContent));
    // A page that changes itself has another heading then, or none while it waits for what comes.
    const moved = before !== undefined && before !== null && headings.length > 0 && headings[0] !== before;
    const fresh = window.__portalBotMark !== mark || moved;
    // On the page where the button was pressed only what was said since then counts.
    const messages = said();
    const again = !fresh && madeAnew();
    if (!fresh && (onlyFresh || !(messages.length || again))) return null;
    const wordless = headings.length > 0 && !(timing.responseStatus >= 400);
    const text = wordless ? "" : plain((document.querySelector("main") || document.body)?.innerText).slice(0, 300);
    // 0: the browser does not tell.
    const tookMs = timing.requestStart && timing.responseStart ? timing.responseStart - timing.requestStart : null;
    return { fresh, again, headings: told(headings), messages: told(messages), text, document: performance.timeOrigin, status: timing.responseStatus || null, tookMs };
  };

  const LONGEST_TURN_MS = 250;
  const BUTTONS = "button, input[type=submit], input[type=button], [role=button]";
  const names = () => shown(`${BUTTONS}, a`);
  // A button goes before a link of the same name (“Đăng nhập” also stands in every page's head).
  const named = () => {
    const all = names().filter((el) => nameOf(el) === plain(button));
    const buttons = all.filter((el) => el.matches(BUTTONS));
    return buttons.length ? buttons : all;
  };
  const nameOf = (el) => plain(el.value && el.tagName === "INPUT" ? el.value : el.textContent);

  const press = () => new Promise((done) => {
    // Time in which the page stood still (a frozen script) does not count.
    let left = waitMs;
    let before = performance.now();
    const patient = () => {
      const now = performance.now();
      left -= Math.min(now - before, LONGEST_TURN_MS);
      before = now;
      return left > 0 && !gone();
    };
    const gone = () => shown("h1").some((el) => leave.includes(plain(el.textContent).toLowerCase()));
    const attempt = () => {
      const found = named();
      const ready = found.length === 1 && !found[0].disabled && found[0].getAttribute("aria-disabled") !== "true";
      if (!ready) {
        if (patient()) { requestAnimationFrame(attempt); return; }
        done({ pressed: false, found: found.length, gone: gone(), there: told(names().slice(0, MOST).map(nameOf).filter(Boolean)) });
        return;
      }
      const el = found[0];
      el.scrollIntoView({ block: "center", behavior: "instant" });
      const box = el.getBoundingClientRect();
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      if (top && !el.contains(top) && !top.contains(el)) {
        if (patient()) { requestAnimationFrame(attempt); return; }
        done({ pressed: false, found: 1, covered: true, there: [] });
        return;
      }
      window.__portalBotMark = mark;
      window.__portalBotStood = { selector: body, parts: body ? shown(body) : [] };
      hear();
      // Answer first: the click may take this document away.
      done({ pressed: true, heading: shown("h1").map((h) => plain(h.textContent))[0] || "" });
      setTimeout(() => el.click(), 0);
    };
    attempt();
  });

  return action === "press" ? press() : look();
}
