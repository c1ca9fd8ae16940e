/**
 * What writes calendars: a script of its own, that a page loads when one is asked for.
 */

import ICAL from "ical.js";

ICAL.foldLength = 74; // of 75 octets, where the space that begins a folded line is not counted

Object.assign(globalThis, { crcnWriteCalendar: ICAL.stringify });
