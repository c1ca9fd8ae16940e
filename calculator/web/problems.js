/**
 * What is to be corrected in a form: beside each field, and summed up at the top with links to them.
 */

import { find, unfold } from "./page.js";

const ERROR = "calc-error-";

/**
 * @param {HTMLElement} root where the summary is, in `data-calc-problems`
 * @param {HTMLFormElement} form
 */
export function problemsOf(root, form) {
  const top = find(root, "[data-calc-problems]", HTMLElement);
  let shown = "";
  top.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const field = link && fieldOf(link.getAttribute("data-field"));
    if (!field) return;
    event.preventDefault(); // the address is the form's, not a field's
    unfold(field);
    field.focus();
  });
  return { top, show };

  /**
   * @param {Record<string, string>} problems what is wrong, by field
   * @param {string} summary of them, when there is no answer
   */
  function show(problems, summary) {
    if (summary !== shown) {
      top.innerHTML = summary;
      for (const link of top.querySelectorAll("a")) {
        const field = fieldOf(link.getAttribute("data-field"));
        if (field) link.href = `#${named(field)}`;
      }
    }
    shown = summary;
    for (const field of form.elements) mark(field, problems[field.getAttribute("name") ?? ""]);
  }

  /** @param {string | null} name */
  function fieldOf(name) {
    const field = [...form.elements].find((one) => one.getAttribute("name") === name);
    return field instanceof HTMLElement ? field : undefined;
  }
}

/** @param {Element} field */
function named(field) {
  field.id ||= `calc-field-${field.getAttribute("name")}`;
  return field.id;
}

/** @param {Element} field @param {string | undefined} message */
function mark(field, message) {
  const id = `${ERROR}${field.getAttribute("name")}`;
  const hints = (field.getAttribute("aria-describedby") ?? "").split(" ");
  const described = hints.filter((hint) => hint && hint !== id);
  const note = document.getElementById(id);
  if (!message) {
    if (!note) return;
    note.remove();
    field.removeAttribute("aria-invalid");
  } else {
    described.push(id);
    field.setAttribute("aria-invalid", "true");
    const told = note ?? document.createElement("p");
    told.id = id;
    told.className = "calc-field__error";
    told.textContent = message;
    if (!note) {
      (field.closest("label") ?? field).after(told);
      unfold(field);
    }
  }
  if (described.length) field.setAttribute("aria-describedby", described.join(" "));
  else field.removeAttribute("aria-describedby");
}
