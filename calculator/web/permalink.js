/**
 * A form's state in the fragment of an address, which browsers send to no server.
 *
 *     #class_level=3e&on=2021-03-10&levels=11--2
 *
 * Every named field is there under its name, when it is filled in. Boxes of one name are one value,
 * separated by commas; fields of one digit side by side (`levels.1.1`, `levels.1.2`…) are one value,
 * a digit or « - » for each. A day that nobody chose is left out: the link is then for the day on which
 * it is opened.
 *
 * @typedef {HTMLInputElement | HTMLSelectElement} Field
 */

import { isDay } from "./days.js";
import { unfold } from "./page.js";
import { followsToday, giveToday, isOfDay, keepDay } from "./today.js";

const EMPTY = "-";

/**
 * The fragment that restores a form, with its « # »; empty when nothing is filled in.
 *
 * @param {HTMLFormElement} form
 */
export function fragmentOf(form) {
  const parts = [];
  for (const [name, fields] of fieldsByName(form)) {
    if (fields[0]?.disabled) continue; // it changes nothing
    const written = fields[0]?.hasAttribute("data-digit") ? digitsOf(fields) : valuesOf(fields);
    if (written) parts.push(`${encodeURIComponent(name)}=${written}`);
  }
  return parts.length ? `#${parts.join("&")}` : "";
}

/**
 * Fill a form in with what a fragment says, and nothing else.
 *
 * @param {HTMLFormElement} form
 * @param {string} fragment
 * @returns {{ wrong: Field[], unknown: string[] } | null} the fields whose value in the fragment is
 *   not possible, and which are left as in an empty form, and the names that are of no field, or that
 *   have a second value; null when the fragment is not one of a form, and nothing is done
 */
export function restore(form, fragment) {
  const { wanted, unknown } = parsed(fragment);
  const groups = fieldsByName(form);
  if (![...wanted.keys()].some((name) => groups.has(name))) return null;
  unknown.push(...[...wanted.keys()].filter((name) => !groups.has(name)));
  /** @type {Field[]} */
  const wrong = [];
  for (const [name, fields] of groups) {
    const digits = fields[0]?.hasAttribute("data-digit");
    for (const field of fields) clear(field);
    const value = wanted.get(name);
    if (value === undefined) continue;
    const done = digits ? enterDigits(fields, value) : enterValues(fields, value);
    if (!done && fields[0]) wrong.push(fields[0]);
    for (const field of fields) if (field.value) unfold(field);
  }
  return { wrong, unknown };
}

/**
 * The fields that a fragment can hold, under the name they have there.
 *
 * @param {HTMLFormElement} form
 */
function fieldsByName(form) {
  /** @type {Map<string, Field[]>} */
  const groups = new Map();
  for (const field of form.elements) {
    const held =
      field instanceof HTMLSelectElement ||
      (field instanceof HTMLInputElement && field.type !== "file" && field.type !== "hidden");
    if (!held || !field.name) continue;
    const digit = field.hasAttribute("data-digit");
    const name = digit ? (field.name.split(".")[0] ?? "") : field.name;
    groups.set(name, [...(groups.get(name) ?? []), field]);
  }
  return groups;
}

/**
 * What a fragment says of each name, the first time; and what it says besides.
 *
 * @param {string} fragment
 */
function parsed(fragment) {
  /** @type {Map<string, string>} */
  const wanted = new Map();
  /** @type {string[]} */
  const unknown = [];
  for (const part of fragment.replace(/^#/, "").split("&")) {
    const [name = "", ...value] = part.split("=");
    const [called, said] = [decoded(name), value.join("=")];
    if (value.length && !wanted.has(called)) wanted.set(called, said);
    else if (part && wanted.get(called) !== said) unknown.push(called);
  }
  return { wanted, unknown };
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not what we write: it is no field's value
  }
}

/** @param {Field} field */
function isBox(field) {
  return field.type === "checkbox" || field.type === "radio";
}

/** @param {Field[]} fields */
function valuesOf(fields) {
  const filled = fields.filter((field) =>
    isBox(field) ? "checked" in field && field.checked : !(isOfDay(field) && followsToday(field)),
  );
  return filled.map(({ value }) => encodeURIComponent(value)).join(",");
}

/** @param {Field[]} fields */
function digitsOf(fields) {
  const digits = fields.map(({ value }) => (/^\d$/.test(value.trim()) ? value.trim() : EMPTY));
  return digits.join("").replace(/-+$/, "");
}

/** @param {Field[]} fields @param {string} text */
function enterValues(fields, text) {
  const values = text.split(",").map(decoded);
  const [first] = fields;
  if (!first) return false;
  if (!isBox(first)) return enter(first, values.join(","));
  const known = values.filter((value) => fields.some((field) => field.value === value));
  for (const field of fields) {
    if ("checked" in field) field.checked = known.includes(field.value);
  }
  return known.length === values.length;
}

/** @param {Field[]} fields @param {string} text */
function enterDigits(fields, text) {
  if (!/^[-\d]*$/.test(text) || text.length > fields.length) return false;
  fields.forEach((field, place) => {
    field.value = text.charAt(place).replace(EMPTY, "");
  });
  return true;
}

/**
 * Browsers take no option, no day and no number that is not possible: the field then stays empty.
 *
 * @param {Field} field
 * @param {string} value
 */
function enter(field, value) {
  if (field.matches("[type=date]") && value && !isDay(value)) return false; // a browser would complain
  field.value = value;
  const done = field.value === value && field.validity.valid;
  if (!done) clear(field);
  else if (isOfDay(field)) keepDay(field);
  return done;
}

/** @param {Field} field */
function clear(field) {
  if (field instanceof HTMLSelectElement) {
    const chosen = [...field.options].findIndex((option) => option.defaultSelected);
    field.selectedIndex = Math.max(chosen, 0);
  } else if (isOfDay(field)) {
    giveToday(field);
  } else {
    field.value = isBox(field) ? field.value : field.defaultValue;
    field.checked = field.defaultChecked;
  }
}
