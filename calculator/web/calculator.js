/**
 * The calculator page: a form that asks as it is filled in, and what is known until Python answers.
 *
 * Python is started once the page is read.
 */

import { askByForm } from "./asking.js";
import { datedAnswers } from "./dated.js";
import { startEngine } from "./engine.js";
import { find, whenPartIsRead } from "./page.js";
import { showSheets } from "./sheets.js";

const given = document.currentScript?.dataset;
const dated = datedAnswers(JSON.parse(given?.answers ?? ""));
const engine = startEngine(JSON.parse(given?.engine ?? ""));
whenPartIsRead("[data-calc-calculator]", startCalculator);

function startCalculator() {
  const root = find(document, "[data-calc-calculator]", HTMLElement);
  const form = find(root, "form", HTMLFormElement);
  enterDigits(form);
  askByForm(engine, root, "calculator", (asked, put) => showSheets(dated, root, asked, put));
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
