/**
 * What writes calendars: a script of its own, that a page loads when one is asked for.
 */

import ICAL from "ical.js";

ICAL.foldLength = 74; // of 75 octets, where the space that begins a folded line is not counted

Object.assign(globalThis, { calcWriteCalendar: write });

/**
 * Write a calendar as iCalendar; what has no stamp is stamped with the present moment.
 *
 * @param {[string, unknown[], [string, unknown[][], unknown[]][]]} jcal
 */
function write([name, properties, events]) {
  const now = ["dtstamp", {}, "date-time", new Date().toISOString().replace(/\.\d+/, "")];
  const stamped = events.map(([kind, said, alarms]) => {
    const has = said.some(([of]) => of === "dtstamp");
    return [kind, has ? said : [said[0], now, ...said.slice(1)], alarms];
  });
  return ICAL.stringify([name, properties, stamped]);
}
