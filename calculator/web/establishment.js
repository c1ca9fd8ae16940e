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
  const fold = foldOnPhones(root);
  askByForm(engine, root, "establishment");
  const { textContent, dataset } = find(root, "[data-link-says]", HTMLElement);
  if (textContent && textContent === dataset.restored) fold();
}

/**
 * Once it is filled in, a form that is longer than its answer is folded on a phone: by a link, or when
 * the reader goes to the answer.
 *
 * @param {HTMLElement} root
 */
function foldOnPhones(root) {
  const whole = find(root, "[data-calc-whole]", HTMLDetailsElement);
  const phone = matchMedia("(max-width: 44.9em)");
  find(root, "[data-calc-peek]", HTMLButtonElement).addEventListener("click", fold);
  return fold;

  function fold() {
    const wrong = whole.querySelector("[aria-invalid]");
    if (phone.matches && !wrong) whole.open = false;
  }
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
