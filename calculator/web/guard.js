/**
 * Makes a classic worker fit for Pyodide; to be imported before it.
 *
 * Pyodide refuses classic workers, which it knows by `importScripts`; a page opened from a disk has
 * no others. And it waits for ever when its WebAssembly cannot be instantiated: `failure` tells.
 */

Object.assign(self, { importScripts: undefined });

/** @type {(error: unknown) => void} */
let tell;

/** @type {Promise<never>} rejected when a WebAssembly module cannot be instantiated */
export const failure = new Promise((_, reject) => (tell = reject));

const { instantiate } = WebAssembly;

/** @param {[WebAssembly.Module, WebAssembly.Imports?]} given */
async function watched(...given) {
  try {
    return await instantiate(...given);
  } catch (error) {
    tell(error);
    throw error;
  }
}

Object.assign(WebAssembly, { instantiate: watched });
