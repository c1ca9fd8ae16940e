/**
 * Makes a smaller Pyodide, for pages that load no dynamic library:
 *
 *     node cut_runtime.mjs NODE_MODULES DESTINATION
 *
 * Pyodide offers nearly all of C's and Python's functions to the libraries that may be loaded. What
 * its own scripts do not name is not offered any longer, and what nothing else calls goes with it.
 */

import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { withoutExports } from "./pyodide_glue.mjs";

const [modules, destination] = process.argv.slice(2).map((path) => resolve(path));
const { default: binaryen } = await import(
  pathToFileURL(createRequire(`${modules}/`).resolve("binaryen")).href
);

const scripts = [
  withoutExports(await readFile(`${modules}/pyodide/pyodide.asm.mjs`, "utf8")),
  await readFile(`${modules}/pyodide/pyodide.mjs`, "utf8"),
];
const named = new Set(scripts.flatMap((script) => script.match(/[\w$]+/g) ?? []));

const original = await readFile(`${modules}/pyodide/pyodide.asm.wasm`);
const compiled = new WebAssembly.Module(original);
/** Imported by name from the module itself: their addresses are looked up among its exports. */
const lookedUp = new Set(
  WebAssembly.Module.imports(compiled)
    .filter(({ module }) => module.startsWith("GOT."))
    .map(({ name }) => name),
);
const dropped = WebAssembly.Module.exports(compiled)
  .filter(({ kind }) => kind === "function" || kind === "global")
  .map(({ name }) => name)
  .filter((name) => !named.has(name) && !named.has(`_${name}`) && !lookedUp.has(name));

const { Features } = binaryen;
const module = binaryen.readBinary(original);
// What the module uses, and no more: others change how even what it has is written.
module.setFeatures(
  Features.MutableGlobals |
    Features.SignExt |
    Features.NontrappingFPToInt |
    Features.BulkMemory |
    Features.BulkMemoryOpt |
    Features.ReferenceTypes |
    Features.CallIndirectOverlong |
    Features.Multivalue |
    Features.ExceptionHandling |
    Features.SIMD128,
);
for (const name of dropped) module.removeExport(name);
module.runPasses(["remove-unused-module-elements"]);
if (!module.validate()) throw new Error("the module that is left is not valid");
const left = module.emitBinary();
new WebAssembly.Module(left);
await writeFile(destination, left);
