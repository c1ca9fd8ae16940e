/**
 * The lines that show a tool in a page of another site, and what they show.
 */

import { copyText } from "./copying.js";
import { debounced } from "./page.js";

const root = /** @type {HTMLElement} */ (document.querySelector("[data-calc-embedding]"));
const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
const lines = /** @type {HTMLTextAreaElement} */ (root.querySelector("textarea"));
const said = /** @type {HTMLElement} */ (root.querySelector("[data-embed-said]"));
const preview = /** @type {HTMLElement} */ (root.querySelector("[data-embed-preview]"));
const { script = "", frames = "", site = "", copied = "", notCopied = "" } = root.dataset;
const showSoon = debounced(show, 600);

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", () => {
  write();
  showSoon();
});
root.querySelector("[data-embed-copy]")?.addEventListener("click", copy);
write();
show();

function write() {
  said.textContent = "";
  const { preset = "" } = option().dataset;
  field("class").disabled = !preset;
  lines.value = field("how").value === "script" ? scriptLines() : frameLines();
}

function show() {
  const made = document.createElement("script");
  made.src = script;
  for (const [name, value] of attributes()) made.setAttribute(`data-${name}`, value);
  if (field("how").value === "script") preview.replaceChildren(made);
  else preview.replaceChildren(fixedFrame());
}

/** @returns {[string, string][]} */
function attributes() {
  const names = ["tool", "fields", "circular", "height", "width", "colours"];
  /** @type {[string, string][]} */
  const all = names.map((name) => [
    name,
    name === "fields" ? fields() : (field(name)?.value ?? ""),
  ]);
  return all.filter(([, value]) => value);
}

function scriptLines() {
  const given = attributes().map(([name, value]) => ` data-${name}="${escaped(value)}"`);
  const page = escaped(whole(option().dataset.page ?? ""));
  const title = escaped(titleOf());
  return `<script src="${escaped(whole(script))}"${given.join("")} async></script>
<noscript><p><a href="${page}">${title}</a></p></noscript>`;
}

function frameLines() {
  const { src, title, width, height } = fixedFrame();
  return `<iframe src="${escaped(src)}" title="${escaped(title)}" width="${width}" height="${height}" \
referrerpolicy="strict-origin" allow="clipboard-write" loading="lazy"></iframe>`;
}

function fixedFrame() {
  const frame = document.createElement("iframe");
  const address = new URL(`${frames}${field("tool").value}.html`, location.href);
  const { value: circular = "" } = field("circular") ?? {};
  if (field("colours").value) address.searchParams.set("colours", field("colours").value);
  address.hash = [fields(), circular && `circular=${circular}`].filter(Boolean).join("&");
  frame.src = address.href;
  frame.title = titleOf();
  frame.width = field("width").value || "100%";
  frame.height = field("height").value || "900";
  frame.referrerPolicy = "strict-origin";
  frame.allow = "clipboard-write";
  frame.loading = "lazy";
  return frame;
}

async function copy() {
  said.textContent = (await copyText(lines.value, lines)) ? copied : notCopied;
}

/** The class that is chosen, as the tool's links have it. */
function fields() {
  const { value } = field("class");
  const { preset = "" } = option().dataset;
  return value && preset.replace("{}", () => encodeURIComponent(value));
}

function titleOf() {
  return `${option().textContent?.trim()} - ${site}`;
}

function option() {
  const tool = /** @type {HTMLSelectElement} */ (form.elements.namedItem("tool"));
  return /** @type {HTMLOptionElement} */ (tool.selectedOptions[0]);
}

/** @param {string} name */
function field(name) {
  return /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name));
}

/** @param {string} address */
function whole(address) {
  return new URL(address, location.href).href;
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
