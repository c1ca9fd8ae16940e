/**
 * The calculator page: collects the form, posts it to the worker, shows the HTML that comes back.
 *
 * Python is started at once, before the page is there; until it answers, the page has sheets.
 *
 * @import { Answer, Failed, FromWorker } from "./protocol"
 */

import { startEngine } from "./engine.js";
import { announcer, debounced, find, pageFields, setToday, showFailure, showProgress, whenReady } from "./page.js";
import { showSheets } from "./sheets.js";
import { followAddress, offerTakeaway } from "./takeaway.js";

const engine = startEngine(JSON.parse(document.currentScript?.dataset.engine ?? ""));
whenReady(startCalculator);

function startCalculator() {
  const root = find(document, "[data-crcn-calculator]", HTMLElement);
  const form = find(root, "form", HTMLFormElement);
  const result = find(root, "[data-crcn-result]", HTMLElement);
  const announce = announcer(root, () => [result]);
  const progress = showProgress(root);
  const sheets = showSheets(root, form);
  const takeaway = offerTakeaway(root, form);
  const pages = JSON.parse(root.dataset.pages ?? "{}");
  let asked = 0;
  let shown = "";
  let failed = false;

  setToday(form);
  enterDigits(form);
  followAddress(root, form, ask);
  root.hidden = false;

  const askSoon = debounced(ask, 60);
  form.addEventListener("input", () => {
    sheets.follow();
    asked += 1; // an answer to what was there before comes too late
    askSoon();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  form.addEventListener("reset", () => setTimeout(() => (setToday(form), ask())));
  ask();
  engine.listen(hear);

  function ask() {
    sheets.follow();
    if (failed) return;
    asked += 1;
    result.setAttribute("aria-busy", "true");
    engine.tell({ type: "ask", of: "calculator", id: asked, fields: pageFields(form), pages });
  }

  /** @param {FromWorker} message */
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
    const { html = "", field } = answer;
    for (const control of form.elements) {
      const wrong = field !== null && control.getAttribute("name") === field;
      if (wrong) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
    result.removeAttribute("aria-busy");
    takeaway.answered(answer);
    if (shown === html) return;
    shown = html;
    result.innerHTML = html;
    announce();
    sheets.answer();
    performance.mark("calculator:answered");
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
    sheets.fail();
  }
}

/**
 * One-digit fields side by side: a digit moves on to the next field, and digits pasted in one
 * fill those after it.
 *
 * @param {HTMLFormElement} form
 */
function enterDigits(form) {
  const fields = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("[data-digit]")]);
  fields.forEach((field, place) => {
    field.addEventListener("focus", () => field.select());
    field.addEventListener("input", () => {
      if (/^\d$/.test(field.value)) fields[place + 1]?.focus();
    });
    field.addEventListener("paste", (event) => {
      const digits = event.clipboardData?.getData("text").match(/\d/g) ?? [];
      if (digits.length < 2) return;
      event.preventDefault();
      digits.forEach((digit, step) => {
        const next = fields[place + step];
        if (next) next.value = digit;
      });
      fields[Math.min(place + digits.length, fields.length) - 1]?.focus();
      form.dispatchEvent(new Event("input"));
    });
  });
  for (const button of form.querySelectorAll("button[data-fill]")) {
    button.addEventListener("click", () => {
      const value = button.getAttribute("data-fill") ?? "";
      for (const field of fields) field.value = value;
      form.dispatchEvent(new Event("input"));
    });
  }
}
