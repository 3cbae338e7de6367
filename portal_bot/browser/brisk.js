// Short movements are over as soon as they begin: nobody watches them, and a page goes on only once they are.
// Whoever waits for the end hears of it. What takes longer may be how long something is shown: a message goes with its bar.
(() => {
  const SHORT_MS = 1000;
  const finish = (event) => {
    for (const moving of event.target.getAnimations({ subtree: true })) {
      if (moving.effect?.getComputedTiming().endTime <= SHORT_MS) moving.finish();
    }
  };
  for (const begun of ["animationstart", "transitionrun"]) addEventListener(begun, finish, true);
})();
