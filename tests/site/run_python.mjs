/**
 * Runs Python in Pyodide under Node, and prints the text that it ends with:
 *
 *     node run_python.mjs PYODIDE_FOLDER SCRIPT [LIBRARY]
 *
 * Without LIBRARY, Python has all of its standard library.
 */

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [runtime, script, library] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`).href);

const options = library ? { stdLibURL: resolve(library) } : {};
try {
  const pyodide = await loadPyodide({ indexURL: runtime, ...options });
  process.stdout.write(pyodide.runPython(await readFile(script, "utf8")));
} catch (error) {
  // Node would print the line of Pyodide where it was thrown, of a megabyte.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
