/**
 * The answers that the site publishes as files (`api/v1/`): for a class, a kind of school and a day,
 * before Python is there, the same to the letter. What they say, this script does not know: it finds
 * the one of the day, and fills in the day and the counts of days.
 *
 * @import { ClassAnswers, DatedAnswers } from "./protocol"
 */

import { today } from "./page.js";

const DAY = 86_400_000;

/** The fields that an answer of the site is for; with any other filled in, it says a part. */
const OWN = ["class_level", "establishment", "on", "circular"];

/** @param {Record<string, string>} fields */
export function isWhole(fields) {
  return Object.entries(fields).every(([name, value]) => OWN.includes(name) || !value);
}

/** @param {DatedAnswers} answers where they are */
export function datedAnswers({ folder, suffix, version, site, words, circulars }) {
  /** @type {Map<string, ClassAnswers | null>} what is here, null for what cannot be had */
  const here = new Map();
  /** @type {Set<string>} */
  const coming = new Set();
  let arrived = () => {};
  return { expect, find, listen };

  /**
   * Bring what a link will ask for, while the page that it opens is still being read.
   *
   * @param {string} fragment
   */
  function expect(fragment) {
    find({ on: today(), ...Object.fromEntries(new URLSearchParams(fragment.slice(1))) });
  }

  /** @param {() => void} listener called each time that something is here, or cannot be had */
  function listen(listener) {
    arrived = listener;
  }

  /**
   * @param {Record<string, string>} fields
   * @returns {string | null | undefined} the answer as HTML; null when there is none, undefined while
   *   it comes
   */
  function find({ class_level = "", establishment = "", on = "", circular = "" }) {
    const among = circulars.filter(
      ({ id, first_day, last_day }) =>
        first_day <= on && on <= last_day && (!circular || id === circular),
    );
    const [only] = among;
    if (!class_level || !only || among.length > 1) return null;
    const name = `${only.id}/${class_level}`;
    const answers = here.get(name);
    if (answers === undefined && !coming.has(name)) bring(name);
    if (!answers) return answers;
    const state = answers.establishments[establishment]?.find(
      ({ first_day, last_day }) => first_day <= on && on <= last_day,
    );
    if (!state) return null;
    return filled(state.html.map((number) => answers.blocks[number]).join(""), on, only);
  }

  /** @param {string} name */
  async function bring(name) {
    coming.add(name);
    const address = `${folder}${name}${suffix}`;
    const found = await (suffix === ".js" ? byScript(name, address) : byFetch(address));
    // Of another version of the site, they may not be what Python says.
    here.set(name, found?.version === version ? found : null);
    arrived();
  }

  /** @param {string} html @param {string} on @param {{ first_day: string, last_day: string }} year */
  function filled(html, on, { first_day, last_day }) {
    const share = (100 * days(first_day, on)) / (days(first_day, last_day) + 1);
    /** @type {Record<string, () => string>} */
    const values = {
      site: () => site,
      day: () => `${words.days[(new Date(on).getUTCDay() + 6) % 7]} ${short(on)}`,
      short: () => short(on),
      at: () => `${share.toFixed(2)}%`,
    };
    return html.replace(/\{(?:(site|day|short|at)|days:([-\d]+))\}/g, (_, name, to) =>
      name ? (values[name]?.() ?? "") : String(Math.abs(days(on, to))),
    );
  }

  /** @param {string} on */
  function short(on) {
    const day = new Date(on);
    const number = day.getUTCDate() === 1 ? words.first : day.getUTCDate();
    return `${number} ${words.months[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
  }
}

/** @param {string} from @param {string} to days as texts, which a date reads as UTC */
function days(from, to) {
  return (Date.parse(to) - Date.parse(from)) / DAY;
}

/** @param {string} address @returns {Promise<ClassAnswers | null>} */
async function byFetch(address) {
  try {
    const response = await fetch(address);
    return response.ok ? await response.json() : null;
  } catch {
    return null; // Python will answer, or say what is wrong
  }
}

/**
 * A page opened from a disk may read nothing but scripts, and every server knows them: each leaves its
 * answers in `calcAnswers`.
 *
 * @param {string} name @param {string} address
 * @returns {Promise<ClassAnswers | null>}
 */
function byScript(name, address) {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.addEventListener("error", () => resolve(null));
    script.addEventListener("load", () => {
      script.remove();
      const { calcAnswers } = /** @type {{ calcAnswers?: Record<string, ClassAnswers> }} */ (
        globalThis
      );
      resolve(calcAnswers?.[name] ?? null);
    });
    script.src = address;
    document.head.append(script);
  });
}
