/**
 * Python: Pyodide and what starts it, as one classic script that the loader runs in its worker.
 */

// biome-ignore-all assist/source/organizeImports: Pyodide finds what guard.js has changed.
import { failure } from "./guard.js";
import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { exceptThatOf, expectFewObjects, memoryOf, withZeros } from "./memory.mjs";

/** @import { Python, RosterPage } from "./protocol" */

/** Where Pyodide believes that its files are; it never goes there. */
const NOWHERE = "https://engine.invalid/";
const LIBRARY = `${NOWHERE}library.zip`;

Object.assign(self, { startPython });

/**
 * @param {Promise<WebAssembly.Module>} wasm
 * @param {Promise<ArrayBuffer>} library
 * @param {Promise<ArrayBuffer>} [memory]
 * @returns {Promise<Python>}
 */
export async function startPython(wasm, library, memory) {
  const pyodide = await Promise.race([failure, load(wasm, library, memory)]);
  performance.mark("loaded");
  /** @type {RosterPage | undefined} */
  let page;
  return {
    answerForm: pyodide.pyimport("calculator.ask.pupil").answer_form,
    answerEstablishment: (request) =>
      pyodide.pyimport("calculator.ask.school").answer_establishment(request),
    list: () => (page ??= pyodide.pyimport("calculator.ask.lists").RosterPage()),
    feed(list, bytes) {
      const view = pyodide.toPy(bytes);
      try {
        return list.feed(view);
      } finally {
        view.destroy();
      }
    },
  };
}

/**
 * Pyodide asks for its files with fetch: hand it those that are here, and nothing else, ever.
 *
 * @param {Promise<WebAssembly.Module>} wasm
 * @param {Promise<ArrayBuffer>} library
 * @param {Promise<ArrayBuffer>} [memory]
 */
async function load(wasm, library, memory) {
  const snapshot = memory && withZeros(await memory);
  self.fetch = async (url) => new Response(String(url) === LIBRARY ? await library : "");
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = await wasm;
    const instance = await WebAssembly.instantiate(module, imports);
    if (snapshot) exceptThatOf(snapshot, memoryOf(instance));
    performance.mark("instantiated");
    return { module, instance };
  };
  return loadPyodide({
    indexURL: NOWHERE,
    packageBaseUrl: NOWHERE,
    stdLibURL: LIBRARY,
    lockFileContents: { info: PYODIDE_LOCK_INFO, packages: {} },
    ...(snapshot && { _loadSnapshot: snapshot }),
    createPyodideModule: async (settings) => {
      const made = await createPyodideModule(settings);
      if (snapshot) expectFewObjects(made);
      performance.mark("initialized");
      return made;
    },
  });
}
