/**
 * The answers that the site publishes as files: for a class, a kind of school and a day, before Python
 * is there, the same to the letter. What they say, this script does not know: it finds the one of the
 * day, and fills in the day and the counts of days.
 *
 * All are brought, whatever is asked: what a reader chooses decides of no request. Those of other
 * years than today's let the page's style pass before them, on a slow line.
 *
 * @import { DatedAnswers, YearOfAnswers } from "./protocol"
 * @typedef {DatedAnswers["circulars"][number]} Year
 */

import { today } from "./today.js";

const DAY = 86_400_000;

/** The fields that an answer of the site is for; with any other filled in, it says a part. */
const OWN = ["class_level", "establishment", "on", "circular"];

/** @param {Record<string, string>} fields */
export function isWhole(fields) {
  return Object.entries(fields).every(([name, value]) => OWN.includes(name) || !value);
}

/** @param {DatedAnswers} answers where they are */
export function datedAnswers({ version, scripts, site, words, circulars }) {
  /** @type {Map<string, string | YearOfAnswers | null>} what is here, null for what cannot be had */
  const here = new Map();
  let arrived = () => {};
  const now = today();
  circulars.forEach(bring);
  return { find, listen };

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
    const answers = read(only.id);
    if (!answers) return answers;
    const state = answers.classes[class_level]?.[establishment]?.find(
      ({ first_day, last_day }) => first_day <= on && on <= last_day,
    );
    if (!state) return null;
    return filled(state.html.map((number) => answers.blocks[number]).join(""), on, only);
  }

  /** @param {Year} year */
  async function bring({ id, address, first_day, last_day }) {
    const priority = first_day <= now && now <= last_day ? "auto" : "low";
    here.set(id, await (scripts ? byScript(id, address) : byFetch(address, priority)));
    arrived();
  }

  /**
   * The years that nobody asks for stay texts: to read all of them would keep the page busy.
   *
   * @param {string} id
   */
  function read(id) {
    const answers = here.get(id);
    if (typeof answers !== "string") return answers;
    const found = parsed(answers);
    // Of another version of the site, they may not be what Python says.
    const same = found?.version === version ? found : null;
    here.set(id, same);
    return same;
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

/** @param {string} text @returns {YearOfAnswers | null} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null; // cut short, or a server's own page
  }
}

/** @param {string} address @param {RequestPriority} priority @returns {Promise<string | null>} */
async function byFetch(address, priority) {
  try {
    const response = await fetch(address, { priority });
    return response.ok ? await response.text() : null;
  } catch {
    return null; // Python will answer, or say what is wrong
  }
}

/**
 * A page opened from a disk may read nothing but scripts, and every server knows them: each leaves its
 * answers in `calcAnswers`.
 *
 * @param {string} id @param {string} address
 * @returns {Promise<string | null>}
 */
function byScript(id, address) {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.addEventListener("error", () => resolve(null));
    script.addEventListener("load", () => {
      script.remove();
      const { calcAnswers } = /** @type {{ calcAnswers?: Record<string, string> }} */ (globalThis);
      resolve(calcAnswers?.[id] ?? null);
    });
    script.src = address;
    document.head.append(script);
  });
}
