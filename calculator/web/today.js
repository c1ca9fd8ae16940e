/**
 * Today, and fields of a day (`data-today`): theirs is today's, whichever that is, until the reader
 * chooses one, in the field or by a link.
 *
 * The attribute holds the day that the page put there, and nothing once one is chosen: the day of today,
 * chosen, stays when another one comes.
 *
 * @typedef {HTMLInputElement & { dataset: { today: string } }} DayField
 */

/** What `day.js` says to a page that is there when another day comes. */
const NEW_DAY = "calculator:day";

/**
 * Today, as a field of a form has it: where the reader is, by the clock and the time zone of the
 * device. Texts lay down calendar days, those of the school's own place: in Nouméa the last one is over
 * ten hours before it is in Paris.
 */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}

/** @param {() => void} listener called when today is no longer the day that it was */
export function onNewDay(listener) {
  addEventListener(NEW_DAY, listener);
}

/** @param {Element} field @returns {field is DayField} */
export function isOfDay(field) {
  return field instanceof HTMLInputElement && field.dataset.today !== undefined;
}

/** @param {HTMLInputElement} field whose day is today's from now on */
export function giveToday(field) {
  field.value = today();
  field.dataset.today = field.value;
}

/** @param {HTMLInputElement} field whose day is the reader's own from now on */
export function keepDay(field) {
  field.dataset.today = "";
}

/** @param {HTMLInputElement} field */
export function followsToday(field) {
  return field.value !== "" && field.value === field.dataset.today;
}

/**
 * Today, where nothing is filled in.
 *
 * @param {HTMLFormElement} form
 */
export function setToday(form) {
  for (const field of form.elements) {
    if (isOfDay(field) && !field.value) giveToday(field);
  }
}
