/** Runs Python in the engine that the site ships: node decide.mjs PYODIDE_FOLDER LIBRARY CODE */

import { pathToFileURL } from "node:url";

const [runtime, library, code] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`).href);
const pyodide = await loadPyodide({ stdLibURL: library });
pyodide.runPython(code);
console.log(pyodide.globals.get("best"));
