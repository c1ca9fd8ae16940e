/**
 * Runs Python in Pyodide under Node, and prints the text that it ends with:
 *
 *     node run_python.mjs PYODIDE_FOLDER SCRIPT [WASM LIBRARY]
 *
 * With those of a site, as the site runs them; else in Pyodide as npm has it.
 */

import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { fitted } from "../../calculator/site/pyodide_glue.mjs";

const [runtime, script, wasm, library] = process.argv.slice(2).map((path) => resolve(path));
const { loadPyodide } = await import(pathToFileURL(`${runtime}/pyodide.mjs`).href);

const workshop = await mkdtemp(`${tmpdir()}/engine-`);
try {
  const options = wasm && library ? await engine(wasm, library) : { indexURL: runtime };
  const pyodide = await loadPyodide(options);
  process.stdout.write(pyodide.runPython(await readFile(script, "utf8")));
} catch (error) {
  // Node would print the line of Pyodide where it was thrown, of a megabyte.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await rm(workshop, { recursive: true });
}

/** The settings for the engine of a site. */
async function engine(wasm, library) {
  const [module, script] = ["wasm", "mjs"].map((suffix) => `${workshop}/pyodide.asm.${suffix}`);
  const glue = await readFile(`${runtime}/pyodide.asm.mjs`, "utf8");
  await writeFile(script, fitted(glue, new WebAssembly.Module(await readFile(wasm))));
  await symlink(wasm, module);
  const lockFileContents = await readFile(`${runtime}/pyodide-lock.json`, "utf8");
  return { indexURL: workshop, stdLibURL: library, lockFileContents };
}
