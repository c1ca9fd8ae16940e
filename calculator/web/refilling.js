/**
 * HTML in place of other HTML: what a reader unfolded stays so, and what has the focus keeps it.
 *
 * @param {HTMLElement} place
 * @param {string} html
 */
export function refill(place, html) {
  const open = [...place.querySelectorAll("details[open]")].map(nameOf);
  const refocus = keepFocus(place);
  place.innerHTML = html;
  for (const fold of place.querySelectorAll("details")) {
    if (open.includes(nameOf(fold))) fold.open = true;
  }
  refocus();
}

/** @param {Element} fold */
function nameOf(fold) {
  return fold.getAttribute("data-fold") ?? fold.querySelector("summary")?.textContent;
}

/**
 * @param {HTMLElement} place
 * @returns {() => void} gives the focus to what is, in the new HTML, what has it now, or to its like
 */
function keepFocus(place) {
  const before = document.activeElement;
  if (!(before instanceof HTMLElement) || before === place || !place.contains(before))
    return () => {};
  const at = likes().indexOf(before);
  const { top, bottom } = before.getBoundingClientRect();
  const isSeen = bottom > 0 && top < innerHeight;
  return () => {
    const found = likes();
    const after =
      [found[at], ...found].find((like) => like && keyOf(like) === keyOf(before)) ??
      found.find(({ textContent }) => textContent === before.textContent) ??
      found[at] ??
      found.at(-1);
    if (before.hasAttribute("tabindex")) after?.setAttribute("tabindex", `${before.tabIndex}`);
    after?.focus({ preventScroll: !isSeen });
  };

  function likes() {
    const found = before ? place.querySelectorAll(before.tagName) : [];
    return /** @type {HTMLElement[]} */ ([...found]);
  }
}

/** @param {Element} element */
function keyOf(element) {
  return element.getAttribute("value") ?? element.textContent;
}
