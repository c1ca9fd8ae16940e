/** Starts, under Node, the Python that a site publishes. */

import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { pathToFileURL } from "node:url";
import { exceptThatOf, expectFewObjects, memoryOf, withZeros } from "../web/memory.mjs";
import { fitted } from "./pyodide_glue.mjs";

/** @typedef {import("pyodide").PyodideInterface} Pyodide */
/** @typedef {NonNullable<Parameters<typeof import("pyodide").loadPyodide>[0]>} Settings */
/** @typedef {{ runtime: string, wasm: string, library: string, memory?: Uint8Array }} Parts */

const { instantiate } = WebAssembly;

/**
 * Start it, use it, and leave nothing behind.
 *
 * @template T
 * @param {Parts} parts the folder of Pyodide, the files of the engine, and what it is to remember
 * @param {(pyodide: Pyodide, fresh: ArrayBuffer) => T} use told also of the memory before it started
 * @param {Settings} [settings]
 * @returns {Promise<T>}
 */
export async function withEngine({ runtime, wasm, library, memory }, use, settings) {
  const workshop = await mkdtemp(`${tmpdir()}/engine-`);
  try {
    const scripts = ["pyodide.asm.mjs", "pyodide.mjs"].map((name) => `${runtime}/${name}`);
    const [glue = "", loader = ""] = await Promise.all(scripts.map((one) => readFile(one, "utf8")));
    const script = `${workshop}/pyodide.asm.mjs`;
    await writeFile(script, fitted(glue, loader, new WebAssembly.Module(await readFile(wasm))));
    await symlink(wasm, `${workshop}/pyodide.asm.wasm`);
    const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`).href);
    const { default: createPyodideModule } = await import(pathToFileURL(script).href);
    const snapshot = memory && withZeros(memory.slice().buffer);
    let fresh = new ArrayBuffer();
    WebAssembly.instantiate = async (/** @type {[BufferSource, any]} */ ...given) => {
      const made = await instantiate(...given);
      fresh = memoryOf(made.instance).slice(0);
      if (snapshot) exceptThatOf(snapshot, fresh);
      return made;
    };
    const pyodide = await loadPyodide({
      indexURL: workshop,
      stdLibURL: library,
      lockFileContents: await readFile(`${runtime}/pyodide-lock.json`, "utf8"),
      ...(snapshot && { _loadSnapshot: snapshot }),
      createPyodideModule: async (/** @type {object} */ given) => {
        const made = await createPyodideModule(given);
        expectFewObjects(made);
        return made;
      },
      ...settings,
    });
    return use(pyodide, fresh);
  } finally {
    WebAssembly.instantiate = instantiate;
    await rm(workshop, { recursive: true });
  }
}
