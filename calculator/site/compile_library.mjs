/**
 * Runs Pyodide under Node to make the standard library that the browser needs, and no more:
 *
 *     node compile_library.mjs PYODIDE_FOLDER RULES_FOLDER INSTEAD_FOLDER DESTINATION
 *
 * `compile_library.py`, beside this file, does the work inside that Python, whose bytecode it is.
 */

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [runtime, rules, instead, destination] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`).href);
const workshop = await mkdtemp(join(tmpdir(), "library-"));
try {
  // What is imported depends on what stands instead: it has to be there when Python starts.
  const sources = join(workshop, "sources.zip");
  await run("write_sources", sources);
  await run("write_library", destination, { stdLibURL: sources });
} catch (error) {
  // Node would show the line that threw before anything else: all of Pyodide, a megabyte.
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await rm(workshop, { recursive: true });
}

/**
 * @param {string} step a function of `compile_library.py`
 * @param {string} written where the file that it makes goes
 * @param {Parameters<typeof loadPyodide>[0]} [settings]
 */
async function run(step, written, settings) {
  const pyodide = await loadPyodide({
    indexURL: runtime, // which it guesses wrong in a folder whose name has parentheses
    ...settings,
    env: {
      PYTHONHASHSEED: "0", // the same sources give the same bytes
      PYTHONNODEBUGRANGES: "1", // columns in tracebacks are a fifth of the bytecode
    },
  });
  pyodide.mountNodeFS("/rules", rules);
  pyodide.mountNodeFS("/instead", instead);
  pyodide.runPython(await readFile(new URL("compile_library.py", import.meta.url), "utf8"));
  pyodide.globals.get(step)("/written.zip");
  await writeFile(written, pyodide.FS.readFile("/written.zip"));
}
