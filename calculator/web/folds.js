/**
 * What answers keep folded, with or without Python: on paper, where nothing can be unfolded, it is
 * open; and it opens for a link that leads into it.
 * In the words of old browsers, as it is a file that every page asks for.
 */

(() => {
  /** @type {HTMLDetailsElement[]} */
  var opened = [];

  addEventListener("beforeprint", () => {
    /** @type {NodeListOf<HTMLDetailsElement>} */
    var folded = document.querySelectorAll("details[data-fold]:not([open])");
    Array.prototype.forEach.call(folded, (/** @type {HTMLDetailsElement} */ fold) => {
      fold.open = true;
      opened.push(fold);
    });
  });
  addEventListener("afterprint", () => {
    opened.splice(0).forEach((fold) => {
      fold.open = false;
    });
  });
  addEventListener("hashchange", openTarget);
  openTarget();

  /** Old browsers show nothing of what is folded, and lead nowhere. */
  function openTarget() {
    var target = document.getElementById(location.hash.slice(1));
    var part = target;
    var closed = false;
    while (part) {
      if (part instanceof HTMLDetailsElement && !part.open) {
        part.open = true;
        closed = true;
      }
      part = part.parentElement;
    }
    if (target && closed) target.scrollIntoView();
  }
})();
