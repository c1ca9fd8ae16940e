/**
 * What of a WebAssembly can be reached from what it offers, through calls and through pointers.
 *
 * A number is a pointer when it may be one: that some are mistaken for one only keeps too much.
 */

/** @import { LinkOrder } from "./link_order.mjs" */
/** @import { Parts } from "./wasm_reading.mjs" */

import { above, longestRise } from "./link_order.mjs";

/** How far what is pointed to reaches at least, in bytes: something may point to its middle. */
const AT_LEAST = 160;
/** How far a constant is looked through, in bytes, and how far from itself it may point. */
const LARGE = 1024;
const FAR = 65536;
/** How far from its own file a function calls, when a compiler put another's code into it. */
const AROUND = 300;

/** What the memory holds at first, and what of it may be pointers. */
export class Data {
  /**
   * @param {Parts} parts
   * @param {LinkOrder} order
   */
  constructor({ functions, imported, memory, variables }, order) {
    this.memory = memory;
    this.order = order;
    /** From where on Python may write: what is before are constants. */
    this.variables = Math.min(
      ...[...variables].filter(([name]) => /^Py\w+_Type$/.test(name)).map(([, address]) => address),
    );
    const mentions = functions.flatMap(({ values, addresses }, place) =>
      [...values, ...addresses]
        .filter((address) => memory.has(address))
        .map((address) => ({ address, index: place + imported })),
    );
    mentions.sort((a, b) => a.address - b.address || a.index - b.index);
    const constants = above(mentions, this.variables - 1, "address");
    /** Mentions by the functions that are linked with what they mention, in order. */
    this.owners = longestRise(mentions.slice(constants), "index");
    const words = this.words(this.variables, memory.end).map(([, word]) => word);
    const pointed = words.filter((word) => memory.has(word) && word >= this.variables);
    /** Where things may start. */
    this.starts = [...new Set([...mentions.map(({ address }) => address), ...pointed])];
    this.starts.sort((a, b) => a - b);
  }

  /**
   * The highest slot that a variable may hold.
   *
   * @param {number} address
   */
  highestSlot(address) {
    const next = this.owners[above(this.owners, address, "address")];
    return this.order.highestSlot(next?.index ?? Number.POSITIVE_INFINITY);
  }

  /**
   * The words of what is at an address, each with its own.
   *
   * @param {number} address
   */
  wordsFrom(address) {
    const next = this.starts[above(this.starts, address)] ?? this.memory.end;
    const end = Math.max(next, address + AT_LEAST);
    return this.words(address, address < this.variables ? Math.min(end, address + LARGE) : end);
  }

  /**
   * @param {number} start
   * @param {number} end
   * @returns {[number, number][]}
   */
  words(start, end) {
    /** @type {[number, number][]} */
    const words = [];
    for (let at = (start + 3) & ~3; at + 4 <= Math.min(end, this.memory.end); at += 4) {
      const word = this.memory.word(at);
      if (word !== 0) words.push([at, word]);
    }
    return words;
  }
}

export class Reach {
  /**
   * @param {Parts} parts
   * @param {LinkOrder} order
   * @param {Data} data
   * @param {Map<number, { first: number, end: number }>} suspects slots that count only when a
   *   function between these does mention them
   */
  constructor(parts, order, data, suspects) {
    this.parts = parts;
    this.order = order;
    this.data = data;
    this.suspects = suspects;
    /** @type {Set<number>} */
    this.functions = new Set();
    /** @type {Set<number>} */
    this.slots = new Set();
    /** @type {Set<number>} */
    this.addresses = new Set();
    /** @type {(() => void)[]} */
    this.left = [];
  }

  /** Follow all that is to be followed. */
  finish() {
    for (let next = this.left.pop(); next; next = this.left.pop()) next();
  }

  /** @param {number} index */
  addFunction(index) {
    if (this.functions.has(index)) return;
    this.functions.add(index);
    const mentions = this.parts.functions[index - this.parts.imported];
    if (!mentions) return;
    this.left.push(() => {
      for (const called of mentions.calls) this.addFunction(called);
      for (const address of mentions.addresses) this.addAddress(address);
      for (const value of mentions.values) {
        if (!this.parts.slots.has(value)) this.addAddress(value);
        else if (this.mayHold(index, mentions.calls, value)) this.addSlot(value);
      }
    });
  }

  /**
   * Whether a number in a function may be a slot.
   *
   * @param {number} index
   * @param {number[]} calls
   * @param {number} slot
   */
  mayHold(index, calls, slot) {
    const group = this.suspects.get(slot);
    if (group) return group.first <= index && index < group.end;
    if (slot <= this.order.highestSlot(index)) return true;
    const target = this.parts.slots.get(slot) ?? 0;
    return calls.some((called) => Math.abs(called - target) <= AROUND);
  }

  /** @param {number} slot */
  addSlot(slot) {
    this.slots.add(slot);
    this.addFunction(this.parts.slots.get(slot) ?? 0);
  }

  /** @param {number} address */
  addAddress(address) {
    if (this.addresses.has(address) || !this.data.memory.has(address)) return;
    this.addresses.add(address);
    if (address % 4 === 0) this.left.push(() => this.followWords(address));
  }

  /** @param {number} address */
  followWords(address) {
    for (const [at, word] of this.data.wordsFrom(address)) {
      const constant = at < this.data.variables;
      if (!this.parts.slots.has(word)) {
        if (!constant || Math.abs(word - at) <= FAR) this.addAddress(word);
      } else if (!constant && !this.suspects.has(word) && word <= this.data.highestSlot(at))
        this.addSlot(word);
    }
  }
}
