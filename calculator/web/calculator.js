/**
 * The calculator page: collects the form, posts it to the worker, shows the HTML that comes back.
 *
 * Python is started at once, before the page is there.
 *
 * @import { Answer, Failed, FromWorker } from "./protocol"
 */

import { startEngine } from "./engine.js";

const engine = startEngine(JSON.parse(document.currentScript?.dataset.engine ?? ""));
if (document.readyState === "loading") addEventListener("DOMContentLoaded", startCalculator);
else startCalculator();

function startCalculator() {
  const root = find(document, "[data-crcn-calculator]", HTMLElement);
  const form = find(root, "form", HTMLFormElement);
  const result = find(root, "[data-crcn-result]", HTMLElement);
  const progress = showProgress(root);
  const pages = JSON.parse(root.dataset.pages ?? "{}");
  let asked = 0;
  let shown = "";
  let failed = false;

  setToday(form);
  enterDigits(form);
  root.hidden = false;

  const askSoon = debounced(ask, 60);
  form.addEventListener("input", askSoon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  form.addEventListener("reset", () => setTimeout(() => (setToday(form), ask())));
  ask();
  engine.listen(hear);

  function ask() {
    if (failed) return;
    asked += 1;
    result.setAttribute("aria-busy", "true");
    const fields = Object.fromEntries(
      [...new FormData(form)].map(([name, value]) => [name, String(value)]),
    );
    engine.tell({ type: "ask", id: asked, fields, pages });
  }

  /** @param {FromWorker} message */
  function hear(message) {
    if (message.type === "progress") progress.downloaded(message.loaded, message.total);
    else if (message.type === "starting") progress.starting();
    else if (message.type === "ready") ready(message.phases);
    else if (message.type === "failed") fail(message);
    else if (message.id === asked) show(message);
  }

  /** @param {[string, number][]} phases */
  function ready(phases) {
    const since = phases.map(([name, time]) => [name, time - performance.timeOrigin]);
    performance.mark("calculator:ready", { detail: since });
    progress.done();
  }

  /** @param {Answer} answer */
  function show({ html, field }) {
    for (const control of form.elements) {
      const wrong = field !== null && control.getAttribute("name") === field;
      if (wrong) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
    result.removeAttribute("aria-busy");
    if (shown === html) return;
    shown = html;
    result.innerHTML = html;
    performance.mark("calculator:answered");
  }

  /** @param {Failed} failure */
  function fail({ reason, detail }) {
    if (failed) return;
    failed = true;
    engine.stop();
    progress.done();
    console.warn(`calculator: ${reason}: ${detail}`);
    result.removeAttribute("aria-busy");
    const message = find(root, `template[data-failure="${reason}"]`, HTMLTemplateElement);
    result.replaceChildren(message.content.cloneNode(true));
  }
}

/**
 * The bar and the words that say how far the engine is; the words are in the page.
 *
 * @param {HTMLElement} root
 */
function showProgress(root) {
  const box = find(root, "[data-crcn-progress]", HTMLElement);
  const bar = find(box, "progress", HTMLProgressElement);
  const words = find(box, "[data-crcn-progress-words]", HTMLElement);
  const { download = "", start = "" } = box.dataset;
  /** @param {number} bytes */
  const megabytes = (bytes) => (bytes / 1e6).toFixed(1).replace(".", ",");
  return {
    /** @param {number} loaded @param {number} total */
    downloaded(loaded, total) {
      bar.max = total;
      bar.value = loaded;
      words.textContent = download
        .replace("{loaded}", megabytes(loaded))
        .replace("{total}", megabytes(total));
    },
    starting() {
      bar.removeAttribute("value");
      words.textContent = start;
    },
    done() {
      box.hidden = true;
    },
  };
}

/**
 * Today in the reader's own time zone, where nothing is filled in.
 *
 * @param {HTMLFormElement} form
 */
function setToday(form) {
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
  for (const field of form.querySelectorAll("input[data-today]")) {
    if (field instanceof HTMLInputElement && !field.value) field.value = day;
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

/**
 * @param {() => void} action
 * @param {number} milliseconds
 */
function debounced(action, milliseconds) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };
}

/**
 * @template {Element} T
 * @param {ParentNode} parent
 * @param {string} selector
 * @param {new () => T} kind
 * @returns {T}
 */
function find(parent, selector, kind) {
  const found = parent.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`calculator: no ${selector} in the page`);
  return found;
}
