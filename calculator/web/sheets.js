/**
 * The sheets that the page brings: what is asked of a class, whoever the pupil is, without Python.
 */

import { find, pageFields } from "./page.js";

/**
 * Show the sheet of the class chosen, until there is an answer.
 *
 * @param {HTMLElement} root
 * @param {HTMLFormElement} form
 */
export function showSheets(root, form) {
  const place = find(root, "[data-calc-sheet]", HTMLElement);
  const state = find(root, "[data-calc-state]", HTMLElement);
  const waiting = state.parentElement?.dataset.waiting ?? "";
  const sheets = /** @type {HTMLTemplateElement[]} */ ([
    ...root.querySelectorAll("template[data-kinds]"),
  ]);
  /** @type {HTMLTemplateElement | undefined} */
  let shown;
  let said = waiting;
  let answered = false;
  return { follow, answer, fail };

  /** The fields have changed. */
  function follow() {
    if (answered) return;
    const { class_level = "", establishment = "", circular = "", on = "" } = pageFields(form);
    const chosen = sheets.find(
      ({ dataset: { classLevel, kinds = "", circulars, begins = "", ends = "" } }) =>
        classLevel === class_level &&
        kinds.split(" ").includes(establishment) &&
        // Where no text is chosen, the day chooses.
        (circulars?.split(" ").includes(circular) ?? true) &&
        (circular || !circulars || (begins <= on && on <= ends)),
    );
    say(class_level && said);
    if (chosen === shown) return;
    shown = chosen;
    place.replaceChildren(chosen ? chosen.content.cloneNode(true) : "");
  }

  /** There is an answer in the place of the sheet. */
  function answer() {
    answered = true;
    shown = undefined;
    place.replaceChildren();
    say("");
  }

  /** No answer will come. */
  function fail() {
    answered = false;
    said = "";
    follow();
  }

  /** @param {string} words once: saying the same again would be heard again */
  function say(words) {
    if (state.textContent !== words) state.textContent = words;
  }
}
