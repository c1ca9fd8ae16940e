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
