/**
 * The day that an answer is for: said where its field is folded, which a reader opens to change it.
 * Every word is in the page.
 */

import { isDay, monthsOf } from "./days.js";
import { find } from "./page.js";
import { followsToday, giveToday, keepDay, onNewDay, today } from "./today.js";

/**
 * @param {HTMLFormElement} form
 * @param {() => void} changed called when the form has another day because another one has come
 * @returns {() => void} says what day it is, at first and when the form did not change by an input
 */
export function sayReferenceDay(form, changed) {
  const fold = find(form, "[data-calc-reference]", HTMLDetailsElement);
  const summary = find(fold, "summary", HTMLElement);
  const words = find(summary, "[data-other]", HTMLElement);
  const months = monthsOf(form);
  const field = find(fold, "input", HTMLInputElement);
  const back = find(fold, "button", HTMLButtonElement);
  back.addEventListener("click", () => {
    giveToday(field);
    fold.open = false;
    summary.focus(); // the button is about to go
    fold.dispatchEvent(new Event("input", { bubbles: true })); // not of the field: nothing is chosen
  });
  field.addEventListener("input", () => keepDay(field));
  form.addEventListener("input", say);
  form.addEventListener("reset", () => (fold.open = false));
  onNewDay(() => {
    const follows = followsToday(field);
    if (follows) giveToday(field);
    say();
    if (follows) changed();
  });
  return say;

  function say() {
    const { value } = field;
    const { unset = "", other = "" } = words.dataset;
    const frame = value === today() ? words.dataset.today : isDay(value) ? other : unset;
    words.textContent = (frame ?? "").replace("{day}", dayWords(value, months));
    back.hidden = value === today();
  }
}

/**
 * « 1er mars 2021 »: the browser knows these words too, but takes longer to open its own than all else
 * that a page does before it can be used.
 *
 * @param {string} day as a field has it
 * @param {string[]} months
 */
function dayWords(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  return `${date === 1 ? "1er" : date} ${months[Number(month) - 1]} ${year}`;
}
