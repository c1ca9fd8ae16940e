/**
 * The school page: a form that asks as it is filled in, with buttons that tick a whole group.
 *
 * Python is started once the page is read.
 */

import { askByForm } from "./asking.js";
import { startEngine } from "./engine.js";
import { find, whenReady } from "./page.js";

const engine = startEngine(JSON.parse(document.currentScript?.dataset.engine ?? ""));
whenReady(startEstablishment);

function startEstablishment() {
  const root = find(document, "[data-calc-establishment]", HTMLElement);
  tickGroups(find(root, "form", HTMLFormElement));
  askByForm(engine, root, "establishment");
}

/**
 * A button ticks all the boxes of its group, or none when all are.
 *
 * @param {HTMLFormElement} form
 */
function tickGroups(form) {
  for (const button of form.querySelectorAll("button[data-tick]")) {
    button.addEventListener("click", () => {
      const group = button.closest("fieldset") ?? form;
      const boxes = /** @type {HTMLInputElement[]} */ ([
        ...group.querySelectorAll("input[type=checkbox]"),
      ]);
      const ticked = boxes.every((box) => box.checked);
      for (const box of boxes) box.checked = !ticked;
      form.dispatchEvent(new Event("input"));
    });
  }
}
