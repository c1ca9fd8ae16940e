/**
 * The form of a page that asks Python, and what is done with the answer.
 *
 * @import { Answer, Ask, Failed, Heard } from "./protocol"
 * @typedef {ReturnType<typeof import("./engine.js").startEngine>} RunningEngine
 * @typedef {ReturnType<typeof import("./sheets.js").showSheets>} Sheets
 * @typedef {(form: HTMLFormElement, put: (html: string) => void) => Sheets} ShowSheets
 */

import { readTypedDays } from "./days.js";
import { askWhatMatters } from "./mattering.js";
import { announcer, debounced, find, pageFields, showFailure, showProgress } from "./page.js";
import { problemsOf } from "./problems.js";
import { sayReferenceDay } from "./reference-day.js";
import { refill } from "./refilling.js";
import { keepOverReturns } from "./returning.js";
import { followAddress, offerTakeaway } from "./takeaway.js";
import { setToday } from "./today.js";

/**
 * A form that asks Python whenever it changes, and shows the HTML that comes back.
 *
 * @param {RunningEngine} engine
 * @param {HTMLElement} root where the form, the progress and the place of the answer are
 * @param {Ask["of"]} of
 * @param {ShowSheets} [showSheets] what the page shows until Python answers
 */
export function askByForm(engine, root, of, showSheets) {
  const form = find(root, "form", HTMLFormElement);
  const result = find(root, "[data-calc-result]", HTMLElement);
  const problems = problemsOf(root, form);
  const announce = announcer(root, () => [problems.top, result]);
  const progress = showProgress(root);
  const takeaway = offerTakeaway(root, form);
  const pages = JSON.parse(root.dataset.pages ?? "{}");
  let asked = 0;
  let shown = "";
  let failed = false;

  readTypedDays(form);
  setToday(form);
  const sayDay = sayReferenceDay(form, ask);
  const sheets = showSheets?.(form, put);
  followAddress(root, form, ask);
  keepOverReturns(form);
  root.hidden = false;

  const askSoon = debounced(ask, 60);
  form.addEventListener("input", () => {
    askWhatMatters(form);
    sheets?.follow();
    asked += 1; // an answer to what was there before comes too late
    askSoon();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  find(root, "[data-calc-peek]", HTMLButtonElement).addEventListener("click", showAnswer);
  form.addEventListener("reset", () =>
    setTimeout(() => {
      setToday(form);
      ask();
    }),
  );
  ask();
  engine.listen(hear);

  function ask() {
    sayDay();
    askWhatMatters(form);
    const answered = sheets?.follow();
    if (failed) return;
    asked += 1;
    if (!answered) result.setAttribute("aria-busy", "true");
    engine.tell({ type: "ask", of, id: asked, fields: pageFields(form), pages });
  }

  /** For the style, and for browsers whose style cannot look into the page (`:has`). */
  function markAnswered() {
    const answered = root.querySelector(".calc-answer") !== null;
    document.body.classList.toggle("calc-answered", answered);
    result.classList.toggle("calc-behind", !result.querySelector(".calc-answer") && answered);
  }

  /** @param {Heard} message */
  function hear(message) {
    if (message.type === "progress") progress.downloaded(message.loaded, message.total);
    else if (message.type === "starting") progress.starting();
    else if (message.type === "ready") ready(message.phases);
    else if (message.type === "failed") fail(message);
    else if (message.type === "answer" && message.id === asked) show(message);
  }

  /** @param {[string, number][]} phases */
  function ready(phases) {
    const since = phases.map(([name, time]) => [name, time - performance.timeOrigin]);
    performance.mark("calculator:ready", { detail: since });
    progress.done();
  }

  /** @param {Answer} answer */
  function show(answer) {
    const { html = "", problems: wrong = {}, text = "" } = answer;
    const summed = !text && Object.keys(wrong).length > 0;
    problems.show(wrong, summed ? html : "");
    takeaway.answered(answer);
    sheets?.answer();
    put(summed ? "" : html);
    if (summed) result.removeAttribute("aria-busy");
    if (summed) announce();
    performance.mark("calculator:answered");
  }

  /**
   * Show an answer, Python's or that of the site; nothing once it is said why none will come.
   *
   * @param {string} html
   */
  function put(html) {
    if (html && !failed) result.removeAttribute("aria-busy");
    if (shown !== html && !failed) {
      shown = html;
      refill(result, html);
      announce();
      if (html) performance.mark("calculator:shown");
    }
    markAnswered();
  }

  /** Bring the reader to the answer, or to the sheet in its place. */
  function showAnswer() {
    const answer = root.querySelector(".calc-answer");
    const title = answer?.querySelector(".calc-answer__headline");
    if (!(title instanceof HTMLElement)) return;
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    answer?.scrollIntoView();
  }

  /** @param {Failed} failure */
  function fail(failure) {
    if (failed) return;
    failed = true;
    engine.stop();
    progress.done();
    takeaway.answered({});
    showFailure(root, result, failure);
    announce();
    sheets?.fail();
    markAnswered();
  }
}
