/**
 * Taking an answer away: its link, its text, its calendar, its print.
 *
 * Every word is in the page. Nothing is written in the address until the reader asks for a link:
 * a shared computer remembers no pupil's levels.
 *
 * @import { Answer, Calendar } from "./protocol"
 */

import { copyText } from "./copying.js";
import { find } from "./page.js";
import { fragmentOf, restore } from "./permalink.js";
import { saveCalendar } from "./saving.js";

/** How much is shown of what a link says and this form does not know. */
const LONGEST_NAME = 40;

/**
 * Fill a form in from the address, now and each time its fragment changes, and say what of it could
 * not be read.
 *
 * @param {HTMLElement} root where the page says so, in `data-link-says`
 * @param {HTMLFormElement} form
 * @param {() => void} changed called when the form is not what it was
 */
export function followAddress(root, form, changed) {
  const says = find(root, "[data-link-says]", HTMLElement);
  const { restored = "", partly = "" } = says.dataset;
  for (const change of ["input", "reset"]) form.addEventListener(change, leave);
  addEventListener("hashchange", () => {
    if (location.hash !== fragmentOf(form) && fill()) changed();
  });
  fill();

  function fill() {
    const found = restore(form, location.hash);
    if (!found) return false;
    const names = [...found.wrong.map(label), ...found.unknown.map(shortened)];
    say(names.length ? partly.replace("{fields}", () => names.join(", ")) : restored);
    return true;
  }

  /** The form is the reader's own from now on: the address no longer tells what it holds. */
  function leave() {
    say("");
    if (!location.hash.includes("=")) return;
    history.replaceState(history.state, "", location.pathname + location.search);
  }

  /** @param {string} words */
  function say(words) {
    says.textContent = words;
  }
}

/**
 * The buttons beside an answer.
 *
 * @param {HTMLElement} root
 * @param {HTMLFormElement} form
 */
export function offerTakeaway(root, form) {
  const bar = find(root, "[data-takeaway]", HTMLElement);
  const said = find(bar, "[role=status]", HTMLElement);
  const box = find(bar, "textarea", HTMLTextAreaElement);
  const link = find(bar, "a[data-take-link]", HTMLAnchorElement);
  const file = find(bar, "a[data-take-file]", HTMLAnchorElement);
  const written = find(bar, "[data-take=calendar]", HTMLButtonElement);
  const address = find(bar, "[data-take-address]", HTMLElement);
  const words = bar.dataset;
  const onDisk = location.protocol === "file:";
  let text = "";
  /** @type {Calendar | null} */
  let calendar = null;

  bar.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button[data-take]") : null;
    const what = button?.getAttribute("data-take");
    if (what === "link") copy(link.href, onDisk ? words.copiedHere : "");
    else if (what === "text") copy(text);
    else if (what === "calendar") save();
    else if (what === "print") window.print();
  });
  return { answered };

  /** @param {Pick<Answer, "text" | "calendar">} answer without a text when there is none */
  function answered({ text: summary, calendar: offered = null }) {
    bar.hidden = !summary;
    box.hidden = true;
    said.textContent = "";
    if (!summary) return;
    text = summary;
    link.hash = fragmentOf(form); // of the page that the link names, in a frame too
    address.hidden = onDisk;
    find(address, "span", HTMLElement).textContent = link.href;
    calendar = offered;
    file.hidden = !calendar?.address;
    written.hidden = !calendar?.jcal;
    if (!calendar?.address) return;
    file.href = calendar.address;
    file.download = calendar.name;
  }

  /** @param {string} what @param {string} [besides] */
  async function copy(what, besides = "") {
    box.hidden = true;
    const copied = await copyText(what, box);
    said.textContent = `${copied ? words.copied : words.notCopied} ${besides}`.trim();
  }

  async function save() {
    if (!calendar) return;
    said.textContent = words.preparing ?? "";
    try {
      await saveCalendar(calendar, words.writer ?? "");
      said.textContent = words.saved ?? "";
    } catch {
      said.textContent = words.notSaved ?? "";
    }
  }
}

/** @param {string} name */
function shortened(name) {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name;
}

/** @param {import("./permalink").Field} field */
function label(field) {
  const digits = field.hasAttribute("data-digit") && field.closest("details");
  const named = digits ? digits.querySelector("summary") : field.labels?.[0];
  return named?.textContent?.trim() ?? field.getAttribute("aria-label") ?? "";
}
