/**
 * Asks only what changes the answer: a part of a form that says when it matters (`data-when`, which
 * the build makes of the duties) is there then; its fields are left out of the question otherwise.
 */

import { pageFields } from "./page.js";

/** @param {HTMLFormElement} form */
export function askWhatMatters(form) {
  for (const part of form.querySelectorAll("[data-when]")) {
    if (!(part instanceof HTMLElement)) continue;
    const fields = pageFields(form);
    const matters = (part.dataset.when ?? "").split(" ").some((when) => {
      const [name = "", value] = when.split("=");
      return value === undefined ? Boolean(fields[name]) : fields[name] === value;
    });
    part.hidden = !matters;
    for (const field of part.querySelectorAll("input, select")) {
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement)
        field.disabled = !matters;
    }
  }
}
