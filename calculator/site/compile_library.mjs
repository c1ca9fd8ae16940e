/**
 * Runs Pyodide under Node to make the standard library that the browser needs, and no more:
 *
 *     node compile_library.mjs PYODIDE_FOLDER RULES_WHEEL DESTINATION
 *
 * `compile_library.py`, beside this file, does the work inside that Python, whose bytecode it is.
 */

import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

const [runtime, wheel, destination] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`).href);

const pyodide = await loadPyodide({
  env: {
    PYTHONHASHSEED: "0", // the same sources give the same bytes
    PYTHONNODEBUGRANGES: "1", // columns in tracebacks are a fifth of the bytecode
  },
});
pyodide.FS.writeFile("/rules.whl", await readFile(wheel));
pyodide.runPython(await readFile(new URL("compile_library.py", import.meta.url), "utf8"));
await writeFile(destination, pyodide.FS.readFile("/library.zip"));
