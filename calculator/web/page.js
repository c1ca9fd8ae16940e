/**
 * What the pages that start Python share.
 *
 * @import { Failed } from "./protocol"
 */

/** @param {() => void} start */
export function whenReady(start) {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", start);
  else start();
}

/**
 * Once a part of the page is read whole: long before its end, where the theme's scripts run.
 *
 * @param {string} selector of that part, which something follows
 * @param {() => void} start
 */
export function whenPartIsRead(selector, start) {
  let started = false;
  const observer = new MutationObserver(() => {
    if (document.querySelector(`${selector} ~ *`)) startOnce();
  });
  observer.observe(document, { childList: true, subtree: true });
  whenReady(startOnce);

  function startOnce() {
    observer.disconnect();
    if (!started) start();
    started = true;
  }
}

/**
 * Once the page is read and has nothing more pressing to do, or after a while.
 *
 * @param {() => void} start
 */
export function whenIdle(start) {
  whenReady(() => {
    if ("requestIdleCallback" in self) requestIdleCallback(start, { timeout: 300 });
    else setTimeout(start);
  });
}

/**
 * What a form holds; files apart.
 *
 * @param {HTMLFormElement} form
 * @returns {Record<string, string>}
 */
export function pageFields(form) {
  const texts = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  return Object.fromEntries(texts.map(([name, value]) => [name, String(value)]));
}

/**
 * Say that no answer will come, and why.
 *
 * @param {HTMLElement} root
 * @param {HTMLElement} place
 * @param {Failed} failure
 */
export function showFailure(root, place, { reason, detail }) {
  console.warn(`calculator: ${reason}: ${detail}`);
  place.removeAttribute("aria-busy");
  const message = find(root, `template[data-failure="${reason}"]`, HTMLTemplateElement);
  place.replaceChildren(message.content.cloneNode(true));
}

/**
 * Have a screen reader told, once all is still, what Python marks in its answer: not each letter
 * typed, nor the whole answer.
 *
 * @param {HTMLElement} root
 * @param {() => Iterable<Element>} parts where what is to be told can be
 */
export function announcer(root, parts) {
  const place = find(root, "[data-calc-said]", HTMLElement);
  return debounced(() => {
    const marked = [...parts()].flatMap((part) => [...part.querySelectorAll("[data-said]")]);
    const told = marked.map((one) => one.textContent?.trim() ?? "");
    const text = told.map((one) => (/[.!?…]$/.test(one) ? one : `${one}.`)).join(" ");
    if (place.textContent === text) return;
    const wrong = marked.some((one) => one.closest(".calc-error"));
    place.setAttribute("role", wrong ? "alert" : "status");
    place.textContent = text;
  }, 600);
}

/**
 * The bar and the words that say how far the engine is; the words are in the page.
 *
 * @param {HTMLElement} root
 */
export function showProgress(root) {
  const box = find(root, "[data-calc-progress]", HTMLElement);
  const bar = find(box, "progress", HTMLProgressElement);
  const words = find(box, "[data-calc-progress-words]", HTMLElement);
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
 * @template {unknown[]} T
 * @param {(...given: T) => void} action
 * @param {number} milliseconds
 */
export function debounced(action, milliseconds) {
  let timer = 0;
  return (/** @type {T} */ ...given) => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds, ...given);
  };
}

/**
 * @template {Element} T
 * @param {ParentNode} parent
 * @param {string} selector
 * @param {new () => T} kind
 * @returns {T}
 */
export function find(parent, selector, kind) {
  const found = parent.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`calculator: no ${selector} in the page`);
  return found;
}

/**
 * Opens what holds a field that the reader is to see.
 *
 * @param {Element} field
 */
export function unfold(field) {
  for (let part = field.closest("details"); part; part = parentFold(part)) part.open = true;
}

/** @param {HTMLDetailsElement} part */
function parentFold(part) {
  return part.parentElement?.closest("details") ?? null;
}
