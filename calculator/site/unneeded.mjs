/**
 * Finds what of Pyodide's WebAssembly only serves built-in modules that nothing imports. Where the
 * order of linking does not tell, a thing counts as needed.
 */

/** @import { Entry } from "./link_order.mjs" */
/** @import { Parts } from "./wasm_reading.mjs" */

/** @typedef {{ first: number, last: number, end: number }} Group modules side by side: their first function, that of the last of them, and what comes after */

import { above, LinkOrder } from "./link_order.mjs";
import { Data, Reach } from "./reach.mjs";

/** How many slots at the edges of a group are left alone: code that is twice the same is there once. */
const EDGE = 2;
/** How near to how many functions that are surely called one is that may be pointed to. */
const NEAR = 100;
const SEVERAL = 4;
/** How many things side by side that only unneeded functions mention are no chance. */
const RUN = 8;
/** How far, in bytes, what is needed may reach. */
const MARGIN = 1024;

/**
 * What is not needed: modules of Python's list, slots of the table, and parts of the memory, each with
 * its start and its end.
 *
 * @param {Parts} parts
 * @param {Set<string>} imported the built-in modules that are imported
 * @param {Set<string>} exported the functions that the module still offers
 * @returns {{ entries: Entry[], slots: Set<number>, parts: [number, number][] }}
 */
export function unneeded(parts, imported, exported) {
  const order = new LinkOrder(parts);
  const data = new Data(parts, order);
  // Where the last one ends is not known.
  const entries = order.modules.slice(0, -1).filter(({ name }) => !imported.has(name));
  const groups = groupsOf(order.modules, new Set(entries));
  for (;;) {
    const suspects = suspectsOf(parts, order, groups);
    for (const { slot } of entries) suspects.set(slot, { first: 0, end: 0 });
    const reach = new Reach(parts, order, data, suspects);
    follow(reach, exported);
    if (groups.filter((group) => narrowed(group, reach, exported)).length > 0) continue;
    const slots = [...parts.slots.keys()].filter((slot) => !reach.slots.has(slot));
    return { entries, slots: new Set(slots), parts: unusedParts(reach) };
  }
}

/**
 * The unneeded modules that are side by side.
 *
 * @param {Entry[]} modules
 * @param {Set<Entry>} entries
 */
function groupsOf(modules, entries) {
  /** @type {Group[]} */
  const groups = [];
  modules.forEach((entry, place) => {
    const end = modules[place + 1]?.index;
    if (!entries.has(entry) || end === undefined) return;
    const group = groups.at(-1);
    if (group?.end === entry.index) Object.assign(group, { last: entry.index, end });
    else groups.push({ first: entry.index, last: entry.index, end });
  });
  return groups;
}

/**
 * The slots that are surely those of a group, each with its group.
 *
 * A function that is offered by name may be another file's too, with the same code.
 *
 * @param {Parts} parts
 * @param {LinkOrder} order
 * @param {Group[]} groups
 */
function suspectsOf({ names, slots }, order, groups) {
  /** @type {Map<number, { first: number, end: number }>} */
  const suspects = new Map();
  for (const group of groups) {
    const [from, ...others] = order.slotsOf(group.first, group.end).slice(EDGE, -EDGE);
    for (let slot = from ?? 0; slot <= (others.at(-1) ?? -1); slot++) {
      const index = slots.get(slot) ?? 0;
      const named = names.get(index)?.some((name) => !name.startsWith("PyInit_"));
      if (group.first <= index && index < group.end && !named) suspects.set(slot, group);
    }
  }
  return suspects;
}

/**
 * Follow what is offered, what Python's own files and those of its modules point to, and of the
 * libraries linked behind them what is mentioned.
 *
 * @param {Reach} reach
 * @param {Set<string>} exported
 */
function follow(reach, exported) {
  const { functions, imported, names, slots } = reach.parts;
  const libraries = reach.order.modules.at(-1)?.index ?? 0;
  for (const [index, offered] of names)
    if (offered.some((name) => exported.has(name))) reach.addFunction(index);
  for (const [slot, index] of slots)
    if (index <= libraries && !reach.suspects.has(slot)) reach.addSlot(slot);
  // A compiler may choose between two slots by computing: of the files of which several functions are
  // surely called, all that is pointed to is needed.
  const called = new Set(reach.functions);
  for (const index of called)
    for (const one of functions[index - imported]?.calls ?? []) called.add(one);
  const sorted = [...called].sort((a, b) => a - b);
  for (const [slot, index] of slots) {
    const near = above(sorted, index + NEAR) - above(sorted, index - NEAR);
    if (index > libraries && near >= SEVERAL) reach.addSlot(slot);
  }
  reach.finish();
}

/**
 * End a group before what others call: in a file, the functions that it offers come before the one
 * that makes its module, and those of the next file are not the group's. Whether there were any.
 *
 * @param {Group} group
 * @param {Reach} reach
 * @param {Set<string>} exported
 */
function narrowed(group, reach, exported) {
  const { functions, imported, names } = reach.parts;
  const { first, last, end } = group;
  const called = [...reach.functions]
    .filter((index) => index < first || index >= end)
    .flatMap((index) => functions[index - imported]?.calls ?? []);
  for (const [index, offered] of names)
    if (offered.some((name) => exported.has(name))) called.push(index);
  for (const index of called) if (last < index && index < group.end) group.end = index;
  return group.end !== end;
}

/**
 * The parts of the memory that only unneeded functions mention.
 *
 * @param {Reach} reach
 */
function unusedParts({ addresses: followed, data, functions: needed, parts }) {
  const used = new Set(followed);
  /** @type {Set<number>} */
  const unused = new Set();
  parts.functions.forEach(({ values, addresses }, place) => {
    const those = needed.has(place + parts.imported) ? used : unused;
    for (const address of [...values, ...addresses])
      if (data.memory.has(address)) those.add(address);
  });
  const variables = new Set([...unused].filter((address) => address >= data.variables));
  for (const [start, end] of runsOf(variables, used))
    for (const [, word] of data.words(start, end)) if (data.memory.has(word)) unused.add(word);
  return runsOf(unused, used);
}

/**
 * From where to where there are many unused things and no other, with a margin.
 *
 * @param {Set<number>} unused
 * @param {Set<number>} used
 */
function runsOf(unused, used) {
  /** @type {[number, number][]} */
  const runs = [];
  /** @type {number[]} */
  let run = [];
  let margin = 0;
  const close = () => {
    if (run.length >= RUN) runs.push([run[0] ?? 0, run.at(-1) ?? 0]);
    run = [];
  };
  for (const address of [...new Set([...unused, ...used])].sort((a, b) => a - b)) {
    if (used.has(address)) {
      close();
      margin = address + MARGIN;
    } else if (address >= margin) run.push(address);
  }
  close();
  return runs;
}
