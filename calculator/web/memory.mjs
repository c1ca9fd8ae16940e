/**
 * The memory of a Python that has imported what answers, to start from: Pyodide's own
 * snapshot, less what its WebAssembly puts there anyway.
 *
 * The build writes it (`remember.mjs`), the worker starts from it; both are to agree.
 *
 * @typedef {{ config: { jsglobals: object }, public_api: object, getExpectedKeys(): unknown[] }} Api
 */

/** Where, in Pyodide's snapshots, the word is that says where the memory begins, in bytes. */
const START = 1;
const WORD = Uint32Array.BYTES_PER_ELEMENT;
/** How many words of zeros are worth being left out. */
const GAP = 16;

/**
 * Have Pyodide look for the objects of JavaScript that our Python knows once it has started: what it
 * has instead of an event loop and of packages asks for no more.
 *
 * @param {unknown} pyodideModule
 */
export function expectFewObjects(pyodideModule) {
  const { API: api } = /** @type {{ API: Api }} */ (pyodideModule);
  api.getExpectedKeys = () => [null, api.config.jsglobals, api.public_api];
}

/**
 * The memory of an instance.
 *
 * @param {WebAssembly.Instance} instance
 */
export function memoryOf({ exports: { memory } }) {
  return /** @type {WebAssembly.Memory} */ (memory).buffer;
}

/**
 * Take away, or put back, what the memory of an instance holds before anything has run.
 *
 * @param {Uint8Array} snapshot changed in place
 * @param {ArrayBuffer} memory
 */
export function exceptThatOf(snapshot, memory) {
  const words = new Uint32Array(snapshot.buffer, 0, snapshot.length / WORD);
  const fresh = new Uint32Array(memory);
  const start = (words[START] ?? 0) / WORD;
  let end = Math.min(fresh.length, words.length - start);
  while (end > 0 && fresh[end - 1] === 0) end -= 1; // most of it: what has run fills the rest
  for (let at = 0; at < end; at += 1) {
    words[start + at] = (words[start + at] ?? 0) ^ (fresh[at] ?? 0);
  }
}

/**
 * What a memory holds, without its zeros, of which it has more than anything else: inflating them would
 * take longer than all the rest. Its words: how many there were, up to the last that is not zero; then,
 * for each piece, its place, its length and what it holds.
 *
 * @param {Uint8Array} memory whole words
 */
export function withoutZeros({ buffer, length }) {
  const words = new Uint32Array(buffer, 0, length / WORD);
  /** @type {ArrayLike<number>[]} */
  const parts = [];
  let last = 0;
  for (let start = 0; start < words.length; ) {
    let end = start; // after the last word of this piece that is not zero
    for (let at = start; at < words.length && at < end + GAP; at += 1) if (words[at]) end = at + 1;
    if (end > start) {
      parts.push([start, end - start], words.subarray(start, end));
      last = end;
    }
    start = end + GAP;
  }
  const packed = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 1));
  packed[0] = last;
  let place = 1;
  for (const part of parts) {
    packed.set(part, place);
    place += part.length;
  }
  return new Uint8Array(packed.buffer);
}

/**
 * The memory of which these are the words without zeros.
 *
 * @param {ArrayBuffer} buffer
 */
export function withZeros(buffer) {
  const packed = new Uint32Array(buffer);
  const words = new Uint32Array(packed[0] ?? 0);
  for (let at = 1; at < packed.length; ) {
    const [place = 0, length = 0] = packed.subarray(at, at + 2);
    at += 2;
    words.set(packed.subarray(at, at + length), place);
    at += length;
  }
  return new Uint8Array(words.buffer);
}
