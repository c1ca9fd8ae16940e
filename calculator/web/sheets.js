/**
 * What the page shows before Python answers, or when it cannot: the dated answer that the site has as
 * a file, or the way to the sheet of the class, which says what is asked of it on any day.
 *
 * @typedef {ReturnType<typeof import("./dated.js").datedAnswers>} Dated
 */

import { isWhole } from "./dated.js";
import { find, pageFields } from "./page.js";

/** How long a dated answer is waited for before the way to the sheet is shown, in milliseconds. */
const PATIENCE = 1000;

/**
 * Show what there is for the case chosen, until there is an answer.
 *
 * @param {Dated} dated
 * @param {HTMLElement} root
 * @param {HTMLFormElement} form
 * @param {(html: string) => void} put shows an answer where Python's will be, or nothing
 */
export function showSheets(dated, root, form, put) {
  const place = find(root, "[data-calc-sheet]", HTMLElement);
  const state = find(root, "[data-calc-state]", HTMLElement);
  const { waiting = "", partly = "", without = "" } = state.parentElement?.dataset ?? {};
  const sheets = /** @type {HTMLTemplateElement[]} */ ([
    ...root.querySelectorAll("template[data-class-level]"),
  ]);
  /** @type {HTMLTemplateElement | string | undefined} */
  let shown;
  let timer = 0;
  let late = false;
  let answered = false;
  let failed = false;
  dated.listen(follow);
  return { follow, answer, fail };

  /**
   * The fields have changed.
   *
   * @returns {boolean} whether what is shown in the place of the answer is the answer
   */
  function follow() {
    if (answered) return false;
    const fields = pageFields(form);
    const html = dated.find(fields);
    if (html !== undefined) stopWaiting();
    else if (!late) {
      timer ||= setTimeout(giveUp, PATIENCE);
      return false;
    }
    const whole = typeof html === "string" && isWhole(fields);
    if (whole && !failed) {
      show(undefined);
      say("");
      put(html);
      return true;
    }
    show(html ?? sheetOf(fields));
    if (html) say(whole ? "" : failed ? without : partly);
    else say(fields.class_level && !failed ? waiting : "");
    put("");
    return false;
  }

  function stopWaiting() {
    clearTimeout(timer);
    timer = 0;
    late = false;
  }

  function giveUp() {
    late = true;
    follow();
  }

  /** @param {Record<string, string>} fields */
  function sheetOf({ class_level = "", on = "" }) {
    return sheets.find(
      ({ dataset: { classLevel, begins, ends = "" } }) =>
        classLevel === class_level && (!begins || (begins <= on && on <= ends)),
    );
  }

  /** There is an answer in the place of the sheet. */
  function answer() {
    answered = true;
    show(undefined);
    say("");
  }

  /** No answer will come: what there is stands below the place that says why. */
  function fail() {
    answered = false;
    failed = true;
    follow();
  }

  /** @param {HTMLTemplateElement | string | undefined} chosen */
  function show(chosen) {
    if (chosen === shown) return;
    shown = chosen;
    if (typeof chosen === "string") place.innerHTML = chosen;
    else place.replaceChildren(chosen ? chosen.content.cloneNode(true) : "");
  }

  /** @param {string} words once: saying the same again would be heard again */
  function say(words) {
    if (state.textContent !== words) state.textContent = words;
  }
}
