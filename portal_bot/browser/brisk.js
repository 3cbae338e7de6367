// Movements are over as soon as they begin: nobody watches them, and a page goes on only once they are.
// They still begin and end, so that whoever waits for the end hears of it.
(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`*, ::before, ::after {
    animation-duration: 1ms !important; animation-delay: 0s !important; animation-iteration-count: 1 !important;
    transition-duration: 1ms !important; transition-delay: 0s !important;
  }`);
  document.adoptedStyleSheets.push(sheet);
})();
