/**
 * Reads what a WebAssembly module is made of, as far as deciding what of it is needed takes: what its
 * functions call and name, its table of functions, and what its memory holds at first.
 */

/**
 * What a function does, without what it computes.
 *
 * @typedef {object} Mentions
 * @property {number[]} calls the functions that it calls
 * @property {number[]} values constants that may be anything: numbers, addresses, slots of the table
 * @property {number[]} addresses constants that cannot be slots, and may be addresses
 */

/**
 * @typedef {object} Parts
 * @property {number} imported how many functions are imported: they have the first indices
 * @property {Mentions[]} functions the others, in the order of their indices
 * @property {Map<number, string[]>} names what functions are exported as
 * @property {Map<string, number>} variables the addresses of exported variables
 * @property {Map<number, number>} slots the function of each slot of the table
 * @property {Memory} memory
 */

/** What a memory holds at first, as the module lays it down. */
export class Memory {
  /**
   * @param {Uint8Array} module the module, which `write` changes
   * @param {{ address: number, at: number, size: number }[]} segments what of the module goes where
   */
  constructor(module, segments) {
    this.module = module;
    this.segments = segments;
    this.start = Math.min(...segments.map(({ address }) => address));
    this.end = Math.max(...segments.map(({ address, size }) => address + size));
    this.bytes = new Uint8Array(this.end + 8);
    for (const { address, at, size } of segments)
      this.bytes.set(module.subarray(at, at + size), address);
    this.view = new DataView(this.bytes.buffer);
  }

  /** @param {number} address */
  has(address) {
    return address >= this.start && address < this.end;
  }

  /** @param {number} address */
  word(address) {
    return this.view.getUint32(address, true);
  }

  /** @param {number} address */
  text(address) {
    return new TextDecoder().decode(this.bytes.subarray(address, this.bytes.indexOf(0, address)));
  }

  /**
   * Have it hold something else, where it holds something.
   *
   * @param {number} address
   * @param {Uint8Array} bytes
   */
  write(address, bytes) {
    this.bytes.set(bytes, address);
    for (const segment of this.segments) {
      const from = Math.max(address, segment.address);
      const to = Math.min(address + bytes.length, segment.address + segment.size);
      if (from < to)
        this.module.set(
          bytes.subarray(from - address, to - address),
          segment.at + from - segment.address,
        );
    }
  }
}

const SECTION = { imports: 2, globals: 6, exports: 7, elements: 9, code: 10, data: 11 };
const OP = { end: 0x0b, i32: 0x41, i64: 0x42, nullReference: 0xd0 };
/** Instructions with one operand that is not looked at. */
const ONE_OPERAND = new Set([
  ...[0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0c, 0x0d, 0x18], // blocks, jumps, exceptions
  ...[0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x3f, 0x40, OP.nullReference],
]);
const NO_OPERAND = new Set([0x00, 0x01, 0x05, OP.end, 0x0f, 0x19, 0x1a, 0x1b, 0xd1]);
/** How many operands those of bulk memory and tables have, from 8 on. */
const BULK = [2, 1, 2, 1, 2, 1, 2, 1, 1, 1];

/** A place in the module, from which it is read on. */
class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.at = 0;
  }

  byte() {
    return this.bytes[this.at++];
  }

  unsigned() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  }

  /** The two halves of a signed number of at most 64 bits, as unsigned ones. */
  signed() {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 127) << shift;
      if (byte > 127) continue;
      if (byte & 64) value |= -1n << (shift + 7n);
      return [Number(value & 0xffffffffn), Number((value >> 32n) & 0xffffffffn)];
    }
  }

  skip(numbers = 1) {
    for (let left = numbers; left > 0; left--) while (this.byte() > 127);
  }

  text() {
    const size = this.unsigned();
    this.at += size;
    return new TextDecoder().decode(this.bytes.subarray(this.at - size, this.at));
  }

  /**
   * @template T
   * @param {() => T} read
   * @returns {T[]}
   */
  list(read) {
    return Array.from({ length: this.unsigned() }, read);
  }

  /** A constant that something starts as, when it is a number. */
  constant() {
    const operation = this.byte();
    let value = Number.NaN;
    if (operation === OP.i32 || operation === OP.i64) value = this.signed()[0];
    else if (ONE_OPERAND.has(operation)) this.skip();
    else throw new Error(`a constant made by ${operation}`);
    if (this.byte() !== OP.end) throw new Error("a constant of several instructions");
    return value;
  }
}

/**
 * @param {Uint8Array} module
 * @returns {Parts}
 */
export function partsOf(module) {
  const reader = new Reader(module);
  const sections = new Map();
  for (reader.at = 8; reader.at < module.length; ) {
    const [id, size] = [reader.byte(), reader.unsigned()];
    sections.set(id, reader.at);
    reader.at += size;
  }
  const section = (/** @type {number} */ id, /** @type {() => any} */ read) => {
    reader.at = sections.get(id);
    return reader.list(read);
  };
  const imports = section(SECTION.imports, () => importOf(reader));
  const globals = section(SECTION.globals, () => {
    reader.at += 2;
    return reader.constant();
  });
  const exports = section(SECTION.exports, () => ({
    name: reader.text(),
    kind: reader.byte(),
    index: reader.unsigned(),
  }));
  const count = (/** @type {number} */ kind) => imports.filter((one) => one === kind).length;
  const names = new Map();
  const variables = new Map();
  for (const { name, kind, index } of exports) {
    if (kind === 0) names.set(index, [...(names.get(index) ?? []), name]);
    if (kind === 3) variables.set(name, globals[index - count(3)]);
  }
  const elements = section(SECTION.elements, () => {
    if (reader.unsigned() !== 0) throw new Error("elements of another kind");
    return { first: reader.constant(), functions: reader.list(() => reader.unsigned()) };
  });
  const slots = elements.flatMap(({ first, functions }) =>
    functions.map((/** @type {number} */ index, /** @type {number} */ place) => [
      first + place,
      index,
    ]),
  );
  const segments = section(SECTION.data, () => {
    if (reader.unsigned() !== 0) throw new Error("data of another kind");
    const [address, size] = [reader.constant(), reader.unsigned()];
    reader.at += size;
    return { address, at: reader.at - size, size };
  });
  return {
    imported: count(0),
    functions: section(SECTION.code, () => mentionsOf(reader)),
    names,
    variables,
    slots: new Map(slots),
    memory: new Memory(module, segments),
  };
}

/**
 * The kind of an import.
 *
 * @param {Reader} reader
 */
function importOf(reader) {
  reader.text();
  reader.text();
  const kind = reader.byte();
  if (kind === 0) reader.skip();
  else if (kind === 3) reader.at += 2;
  else throw new Error(`an import of kind ${kind}`);
  return kind;
}

/**
 * @param {Reader} reader
 * @returns {Mentions}
 */
function mentionsOf(reader) {
  /** @type {Mentions} */
  const mentions = { calls: [], values: [], addresses: [] };
  const size = reader.unsigned();
  const end = reader.at + size;
  reader.list(() => {
    reader.skip();
    reader.byte();
  });
  while (reader.at < end) readInstruction(reader, mentions);
  if (reader.at !== end) throw new Error("a function does not end where it should");
  return mentions;
}

/**
 * @param {Reader} reader
 * @param {Mentions} mentions
 */
function readInstruction(reader, { calls, values, addresses }) {
  const operation = reader.byte();
  const place = () => {
    if (reader.unsigned() & 64) reader.skip();
    addresses.push(reader.unsigned());
  };
  if (operation >= 0x45 && operation <= 0xc4) return;
  if (NO_OPERAND.has(operation)) return;
  if (ONE_OPERAND.has(operation)) reader.skip();
  else if (operation === OP.i32) {
    const [value] = reader.signed();
    (isNumber(reader.bytes[reader.at]) ? addresses : values).push(value);
  } else if (operation === OP.i64) values.push(...reader.signed());
  else if (operation === 0x43) reader.at += 4;
  else if (operation === 0x44) reader.at += 8;
  else if (operation >= 0x28 && operation <= 0x3e) place();
  else if (operation === 0x10 || operation === 0x12 || operation === 0xd2)
    calls.push(reader.unsigned());
  else if (operation === 0x11 || operation === 0x13) reader.skip(2);
  else if (operation === 0x0e) reader.skip(reader.unsigned() + 1);
  else if (operation === 0x1c) reader.list(() => reader.byte());
  else if (operation === 0xfc) reader.skip(BULK[reader.unsigned() - 8] ?? 0);
  else if (operation === 0xfd) readVector(reader, values, place);
  else throw new Error(`an instruction ${operation.toString(16)}`);
}

/**
 * Whether what comes after a constant computes with it, or loads from it: it is no slot.
 *
 * @param {number} operation
 */
function isNumber(operation) {
  const computes = operation > 0x6a && operation <= 0x78;
  const orders = operation >= 0x48 && operation <= 0x4f;
  return computes || orders || (operation >= 0x28 && operation <= 0x35);
}

/**
 * @param {Reader} reader
 * @param {number[]} values
 * @param {() => void} place
 */
function readVector(reader, values, place) {
  const operation = reader.unsigned();
  if (operation <= 11 || operation === 92 || operation === 93) place();
  else if (operation === 12 || operation === 13) {
    if (operation === 12)
      for (const lane of [0, 4, 8, 12]) values.push(reader.view.getUint32(reader.at + lane, true));
    reader.at += 16;
  } else if (operation >= 21 && operation <= 34) reader.at += 1;
  else if (operation >= 84 && operation <= 91) {
    place();
    reader.at += 1;
  }
}
