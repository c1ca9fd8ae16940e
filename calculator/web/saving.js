/**
 * Files handed over to the reader: they are made here, and go nowhere else.
 *
 * @import { Calendar } from "./protocol"
 */

/** @param {{ name: string, type: string, text: string }} file */
export function saveFile({ name, type, text }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * Hand over a calendar that Python made, once what writes it is there.
 *
 * @param {Calendar} calendar
 * @param {string} writer the address of that script
 * @returns {Promise<void>} rejected when the script does not come
 */
export async function saveCalendar({ name, jcal }, writer) {
  const write = await bringWriter(writer);
  saveFile({ name, type: "text/calendar;charset=utf-8", text: write(jcal) });
}

/**
 * A page opened from a disk may load nothing but scripts: so do all.
 *
 * @param {string} address
 * @returns {Promise<(jcal: unknown) => string>}
 */
async function bringWriter(address) {
  const here = /** @type {{ calcWriteCalendar?: (jcal: unknown) => string }} */ (globalThis);
  if (!here.calcWriteCalendar) await load(address);
  if (!here.calcWriteCalendar) throw new Error(address);
  return here.calcWriteCalendar;
}

/** @param {string} address @returns {Promise<unknown>} */
function load(address) {
  return new Promise((loaded, failed) => {
    const script = document.createElement("script");
    script.addEventListener("load", loaded);
    script.addEventListener("error", failed);
    script.src = address;
    document.head.append(script);
    script.remove();
  });
}
