/**
 * Days as fields of a form have them: « 2021-03-10 ».
 */

const FRENCH = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/;
const IN_WORDS = /^(?:\p{L}+di |dimanche )?(\d{1,2})(?:er)? (\p{L}+) (\d{4})$/iu;

/** @param {string} text of a day that exists; a year that begins with a zero is being typed */
export function isDay(text) {
  const time = /^[1-9]\d{3}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/**
 * Where a browser shows the field of a day as one of text, what is typed or pasted there in the French
 * order becomes what such a field would hold.
 *
 * @param {HTMLFormElement} form
 */
export function readTypedDays(form) {
  form.addEventListener("input", read, { capture: true }); // before who asks with it

  /** @param {Event} event */
  function read({ target }) {
    const isTyped = target instanceof HTMLInputElement && target.matches("[type=date]");
    if (!isTyped || target.type === "date") return;
    const text = target.value.trim();
    const [, day = "", month = "", year = ""] =
      FRENCH.exec(text) ?? inWords(text, monthsOf(form)) ?? [];
    const held = year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
    if (held !== target.value && isDay(held)) target.value = held;
  }
}

/** The names of the months, which are in the page. @param {HTMLFormElement} form */
export function monthsOf(form) {
  return form.querySelector("[data-months]")?.getAttribute("data-months")?.split(" ") ?? [];
}

/**
 * The parts of a day as pages write it, « mercredi 10 mars 2021 ».
 *
 * @param {string} text
 * @param {string[]} months
 */
function inWords(text, months) {
  const [all, day = "", name = "", year = ""] = IN_WORDS.exec(text.replace(/\s+/g, " ")) ?? [];
  if (!all) return null;
  const { compare } = new Intl.Collator("fr", { sensitivity: "base" }); // « Aout » is « août »
  const month = months.findIndex((known) => compare(known, name) === 0) + 1;
  return [all, day, `${month}`, year]; // a month 0 makes no day
}
