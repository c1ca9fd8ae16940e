/**
 * What a form holds when a reader comes back to a page that the browser kept.
 *
 * WebKit then empties it, some time after it has shown the page, and tells nobody: the form would no
 * longer be what the answer below it is about. Nothing is kept outside of the page.
 */

import { followsToday, giveToday, isOfDay } from "./today.js";

/** How long after the return WebKit may empty the form, in milliseconds. */
const AFTER = [0, 50, 250];

/** @param {HTMLFormElement} form */
export function keepOverReturns(form) {
  /** @type {(() => void)[]} */
  let restores = [];
  addEventListener("pagehide", () => (restores = [...form.elements].map(restorer)));
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    for (const delay of AFTER) {
      setTimeout(() => {
        for (const restore of restores) restore();
      }, delay);
    }
  });
  // From then on, what it holds is the reader's.
  for (const kind of ["input", "reset"]) form.addEventListener(kind, () => (restores = []));
}

/**
 * @param {Element} field
 * @returns {() => void} what gives the field what it holds now
 */
function restorer(field) {
  if (isOfDay(field) && followsToday(field)) return () => giveToday(field); // it may be another one
  if (field instanceof HTMLInputElement && field.type !== "file") {
    const { value, checked } = field;
    return () => Object.assign(field, { value, checked });
  }
  if (field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement) {
    const { value } = field;
    return () => (field.value = value);
  }
  return () => {};
}
