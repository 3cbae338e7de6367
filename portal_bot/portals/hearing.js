// Keeps what the page says, from its first moment on: a message may be gone before anybody looks.
() => {
  if (window.__portalBotHeard) return;
  const SPEAKERS = ".toast, [role=alert], .help-block, .field-error, .invalid-feedback";
  const heard = [];
  window.__portalBotHeard = heard;
  const plain = (text) => (text || "").normalize("NFC").replace(/[\s\u00a0\u200b]+/g, " ").trim();
  const note = (el) => {
    const text = plain(el.textContent);
    // A page that never stops speaking is heard for a while.
    if (text && heard.length < 200 && el.getClientRects().length) heard.push({ text, transient: el.matches(".toast, [role=alert]") });
  };
  const speakerOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(SPEAKERS);
  new MutationObserver((records) => {
    const spoke = new Set();
    for (const { type, target, addedNodes } of records) {
      if (type === "characterData") { spoke.add(speakerOf(target)); continue; }
      for (const node of addedNodes) {
        spoke.add(speakerOf(node));
        // While the document is read, each element comes by itself; later, whole pieces do.
        if (node.nodeType === Node.ELEMENT_NODE && document.readyState !== "loading" && node.firstElementChild) {
          node.querySelectorAll(SPEAKERS).forEach((el) => spoke.add(el));
        }
      }
    }
    spoke.delete(null);
    spoke.delete(undefined);
    spoke.forEach(note);
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
