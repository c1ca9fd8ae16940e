/**
 * Runs Python in Pyodide under Node, and prints the text that it ends with:
 *
 *     node run_python.mjs PYODIDE_FOLDER SCRIPT [WASM LIBRARY [MEMORY]]
 *
 * With those of a site, as the site runs them; else in Pyodide as npm has it.
 */

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { withEngine } from "../../calculator/site/engine_under_node.mjs";

const [runtime, script, wasm, library, remembered] = process.argv
  .slice(2)
  .map((path) => resolve(path));
const text = await readFile(script, "utf8");
const run = (pyodide) => process.stdout.write(pyodide.runPython(text));

try {
  if (wasm && library) {
    const memory = remembered && new Uint8Array(await readFile(remembered));
    await withEngine({ runtime, wasm, library, memory }, run);
  } else {
    const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`).href);
    run(await loadPyodide({ indexURL: runtime }));
  }
} catch (error) {
  // Node would print the line of Pyodide where it was thrown, of a megabyte.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
