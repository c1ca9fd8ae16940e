/**
 * The order in which Pyodide's WebAssembly was linked, which tells what belongs together.
 *
 * A linker leaves neither names nor sizes. But it takes up one object file after another, and gives a
 * function its slot, the number that a pointer to it is, when it first meets such a pointer. So what a
 * module written in C is made of stands together (functions, slots, data), in the order of Python's
 * own list of modules; and no file holds a pointer above the slots given so far.
 */

/** @import { Parts } from "./wasm_reading.mjs" */

/** @typedef {{ name: string, slot: number, at: number, index: number }} Entry a built-in module, where the list has it, and its first function */

/** How far off a function may be of the file that it seems to be in, as a count of functions. */
const AROUND = 300;

export class LinkOrder {
  /** @param {Parts} parts */
  constructor(parts) {
    /** Python's list of built-in modules. */
    this.listed = builtInModules(parts);
    const unordered = this.listed.findIndex(
      ({ index }, place) => index < (this.listed[place - 1]?.index ?? 0),
    );
    /** Those that are linked one after another, behind Python itself. */
    this.modules = this.listed.slice(0, unordered);
    const slots = new Set(this.listed.map(({ slot }) => slot));
    this.listedUpTo = Math.max(...slots);
    const pairs = [...parts.slots]
      .filter(([slot]) => !slots.has(slot))
      .map(([slot, index]) => ({ slot, index }));
    /** Slots that follow their functions: not those that an earlier file points to. */
    this.rising = longestRise(
      pairs.sort((a, b) => a.index - b.index || a.slot - b.slot),
      "slot",
    );
  }

  /**
   * The highest slot that a function may hold.
   *
   * @param {number} index
   */
  highestSlot(index) {
    const place = above(this.rising, index + AROUND, "index");
    return Math.max(this.listedUpTo, this.rising[place - 1]?.slot ?? 0);
  }

  /**
   * The slots, in order, of functions side by side that are surely theirs.
   *
   * @param {number} first
   * @param {number} end
   */
  slotsOf(first, end) {
    const [from, to] = [first, end].map((index) => above(this.rising, index - 1, "index"));
    return this.rising.slice(from, to).map(({ slot }) => slot);
  }
}

/**
 * @param {Parts} parts
 * @returns {Entry[]}
 */
function builtInModules({ memory, slots, variables }) {
  const list = variables.get("PyImport_Inittab");
  if (list === undefined) throw new Error("no list of built-in modules");
  const entries = [];
  for (let at = memory.word(list); memory.word(at) !== 0; at += 8) {
    const slot = memory.word(at + 4);
    entries.push({ name: memory.text(memory.word(at)), slot, at, index: slots.get(slot) ?? 0 });
  }
  return entries;
}

/**
 * The longest series of sorted things in which something else rises too.
 *
 * @template {Record<string, number>} Thing
 * @param {Thing[]} sorted
 * @param {string} key
 * @returns {Thing[]}
 */
export function longestRise(sorted, key) {
  const ends = [];
  for (const thing of sorted) {
    const place = above(ends, thing[key], "value");
    ends[place] = { thing, value: thing[key], before: ends[place - 1] };
  }
  const series = [];
  for (let end = ends.at(-1); end; end = end.before) series.push(end.thing);
  return series.reverse();
}

/**
 * The place of the first of sorted things that is above a limit.
 *
 * @param {any[]} sorted
 * @param {number} limit
 * @param {string} [key]
 */
export function above(sorted, limit, key) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((key ? sorted[middle][key] : sorted[middle]) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
