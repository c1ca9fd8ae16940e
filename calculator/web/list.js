/**
 * The list page: takes files, sends what its buttons and fields say, puts parts where they go.
 *
 * Nothing is kept: to load the page again is to forget.
 *
 * @import { Answer, Failed, Heard } from "./protocol"
 */

import { copyText } from "./copying.js";
import { readTypedDays } from "./days.js";
import { startEngine } from "./engine.js";
import {
  announcer,
  debounced,
  find,
  pageFields,
  showFailure,
  showProgress,
  whenReady,
} from "./page.js";
import { pasteTables } from "./pasting.js";
import { problemsOf } from "./problems.js";
import { sayReferenceDay } from "./reference-day.js";
import { refill } from "./refilling.js";
import { keepOverReturns } from "./returning.js";
import { saveFile } from "./saving.js";
import { setToday } from "./today.js";

const engine = startEngine(JSON.parse(document.currentScript?.dataset.engine ?? ""));
whenReady(startList);

function startList() {
  const root = find(document, "[data-calc-list]", HTMLElement);
  const form = find(root, "form", HTMLFormElement);
  const chooser = find(form, "input[type=file]", HTMLInputElement);
  const pasted = find(form, "textarea[data-text]", HTMLTextAreaElement);
  const zone = find(form, "[data-drop]", HTMLElement);
  const problems = find(root, '[data-part="problems"]', HTMLElement);
  const wrong = problemsOf(root, form);
  /** @type {Element[]} */
  let told = [];
  const announce = announcer(root, () => told);
  const progress = showProgress(root);
  const reading = showReading(root);
  const pages = JSON.parse(root.dataset.pages ?? "{}");
  let asked = 0;
  let latestFiles = 0;
  let latestPress = 0;
  let answered = false;
  let failed = false;

  readTypedDays(form);
  setToday(form);
  sayReferenceDay(form, () => askSoon("again"))();
  keepOverReturns(form);
  root.hidden = false;
  engine.listen(hear);

  chooser.addEventListener("change", () => {
    read([...(chooser.files ?? [])]);
    chooser.value = ""; // so that the same file, corrected, can be chosen again
  });
  find(form, "[data-read-text]", HTMLButtonElement).addEventListener("click", () => {
    read([new File([pasted.value], pasted.dataset.text ?? "")]);
  });
  pasteTables(pasted);
  reading.cancel.addEventListener("click", () => engine.tell({ type: "cancel" }));
  for (const kind of ["dragenter", "dragover"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.toggleAttribute("data-over", true);
    });
  }
  zone.addEventListener("dragleave", () => zone.toggleAttribute("data-over", false));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.toggleAttribute("data-over", false);
    read([...(event.dataTransfer?.files ?? [])]);
  });

  // Beside the zone, a file would replace the page, and what it shows.
  for (const kind of ["dragover", "drop"]) {
    addEventListener(kind, (event) => {
      const files = event instanceof DragEvent && event.dataTransfer?.types.includes("Files");
      if (files) event.preventDefault();
    });
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement) || button.name !== "do") return;
    ask(button.value);
    latestPress = asked;
  });
  form.addEventListener("keydown", (event) => {
    // It would press the first button of the form; what is typed is asked by itself.
    const typed = event.target instanceof HTMLInputElement && event.target.type !== "file";
    if (event.key === "Enter" && typed) event.preventDefault();
  });
  // Fields of two kinds may change within the delay: each kind is asked.
  /** @type {Set<string>} */
  const toAsk = new Set();
  const askAllSoon = debounced(() => {
    for (const what of toAsk) if (what !== "again" || answered) ask(what);
    toAsk.clear();
  }, 150);
  form.addEventListener("input", ({ target }) => {
    if (!(target instanceof Element)) return;
    const what = target.closest("[data-do]")?.getAttribute("data-do");
    if (what) askSoon(what);
  });
  root.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-copy]") : null;
    if (button instanceof HTMLElement) copy(button);
  });
  addEventListener("afterprint", () => document.body.classList.remove("calc-printing"));

  /** @param {File[]} files */
  function read(files) {
    if (failed || files.length === 0) return;
    asked += 1;
    latestFiles = asked;
    reading.started();
    tell([reading.box]);
    engine.read(asked, files);
  }

  /** @param {string} what */
  function askSoon(what) {
    toAsk.add(what);
    askAllSoon();
  }

  /** @param {string} what */
  function ask(what) {
    if (failed) return;
    asked += 1;
    root.setAttribute("aria-busy", "true");
    const fields = { ...pageFields(form), do: what };
    engine.tell({ type: "ask", of: "list", id: asked, fields, pages });
  }

  /** @param {Heard} message */
  function hear(message) {
    if (message.type === "progress") progress.downloaded(message.loaded, message.total);
    else if (message.type === "starting") progress.starting();
    else if (message.type === "ready") progress.done();
    else if (message.type === "failed") fail(message);
    else if (message.type === "answer") show(message);
    else if (message.id !== latestFiles) return;
    else if (message.type === "reading") reading.read(message.loaded, message.total);
    else {
      reading.done();
      if (!message.cancelled) showWhatIsRead();
    }
  }

  /** What was shown is of other files: nothing of it can be pressed any more. */
  function showWhatIsRead() {
    for (const part of root.querySelectorAll("[data-part]")) {
      if (part.isConnected) put(part.getAttribute("data-part") ?? "", ""); // one may be in another
    }
    answered = false;
    ask("read");
    latestPress = asked;
  }

  /** @param {Answer} answer */
  function show({ id, parts = {}, problems: toCorrect = {}, html = "", focus, print, download }) {
    if (id === asked) root.removeAttribute("aria-busy");
    if (parts.summary || html) wrong.show(toCorrect, html); // other questions look at no field
    const changed = Object.entries(parts).map(([name, part]) => put(name, part));
    if (html) changed.push(wrong.top);
    if (changed.some((part) => part.querySelector("[data-said]"))) tell(changed);
    if ("summary" in parts) answered = parts.summary !== "" || html !== ""; // or to be corrected
    performance.mark(`list:${Object.keys(parts).join()}`);
    if (id === latestPress) focusOn(html ? wrong.top.querySelector("h2") : focus && placeOf(focus)); // not in a field
    if (download) saveFile(download);
    if (print) {
      document.body.classList.add("calc-printing");
      window.print();
    }
  }

  /**
   * Put a part in its place.
   *
   * @param {string} name
   * @param {string} html
   */
  function put(name, html) {
    const part = placeOf(name);
    refill(part, html);
    part.hidden = html === "";
    return part;
  }

  /** @param {string} name */
  function placeOf(name) {
    return find(root, `[data-part="${name}"]`, HTMLElement);
  }

  /** @param {HTMLElement | null | undefined | ""} part */
  function focusOn(part) {
    const title = part && (part.querySelector("[tabindex='-1']") ?? part);
    if (!(title instanceof HTMLElement)) return;
    title.tabIndex = -1;
    title.focus();
  }

  /** @param {Element[]} parts what has something to be told */
  function tell(parts) {
    told = parts;
    announce();
  }

  /** @param {Failed} failure */
  function fail(failure) {
    if (failed) return;
    failed = true;
    engine.stop();
    progress.done();
    reading.done();
    problems.hidden = false;
    showFailure(root, problems, failure);
    tell([problems]);
  }
}

/**
 * How far the reading of files is, and the button that ends it.
 *
 * @param {HTMLElement} root
 */
function showReading(root) {
  const box = find(root, "[data-reading]", HTMLElement);
  const bar = find(box, "progress", HTMLProgressElement);
  return {
    box,
    cancel: find(box, "button", HTMLButtonElement),
    started() {
      bar.removeAttribute("value");
      box.hidden = false;
    },
    /** @param {number} loaded @param {number} total */
    read(loaded, total) {
      bar.max = total;
      bar.value = loaded;
    },
    done() {
      box.hidden = true;
    },
  };
}

/**
 * Copy the text beside a button.
 *
 * @param {HTMLElement} button
 */
async function copy(button) {
  const part = button.closest("[data-part]") ?? document;
  const box = find(button.closest("section") ?? part, "textarea", HTMLTextAreaElement);
  const said = find(part, "[role=status]", HTMLElement);
  box.select();
  const copied = await copyText(box.value, box);
  said.textContent = (copied ? button.dataset.copied : button.dataset.notCopied) ?? "";
}
