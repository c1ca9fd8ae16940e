/**
 * Makes a smaller Pyodide, for pages that load no dynamic library and import few built-in modules:
 *
 *     node cut_runtime.mjs NODE_MODULES MODULES DESTINATION
 *
 * where MODULES are the built-in modules that may be imported, with commas between.
 *
 * Pyodide offers nearly all of C's and Python's functions to the libraries that may be loaded. What
 * its own scripts do not name is not offered any longer, the other modules are not in Python's list
 * any longer, and what nothing else calls goes with them.
 */

import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { withoutExports } from "./pyodide_glue.mjs";
import { unneeded } from "./unneeded.mjs";
import { partsOf } from "./wasm_reading.mjs";

/** @import { Entry } from "./link_order.mjs" */
/** @import { Memory } from "./wasm_reading.mjs" */

const [folder, imported, target] = process.argv.slice(2);
const [modules, destination] = [resolve(folder), resolve(target)];
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
const offered = WebAssembly.Module.exports(compiled)
  .filter(({ kind }) => kind === "function" || kind === "global")
  .map(({ name }) => name);
const needed = offered.filter(
  (name) => named.has(name) || named.has(`_${name}`) || lookedUp.has(name),
);

const parts = partsOf(original);
const left = unneeded(parts, new Set(imported.split(",")), new Set(needed));
unlist(parts.memory, left.entries);
for (const [start, end] of left.parts) parts.memory.write(start, new Uint8Array(end - start));

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
for (const name of offered) if (!needed.includes(name)) module.removeExport(name);
emptySlots(left.slots);
module.runPasses(["remove-unused-module-elements"]);
if (!module.validate()) throw new Error("the module that is left is not valid");
const written = module.emitBinary();
new WebAssembly.Module(written);
await writeFile(destination, written);

/**
 * Have Python's list of built-in modules go without some.
 *
 * @param {Memory} memory
 * @param {Entry[]} entries
 */
function unlist(memory, entries) {
  const size = 8;
  for (const { at } of entries.toReversed()) {
    let end = at;
    while (memory.word(end) !== 0) end += size;
    memory.write(at, memory.bytes.slice(at + size, end + size));
  }
}

/**
 * Have slots of the table point to nothing.
 *
 * @param {Set<number>} slots
 */
function emptySlots(slots) {
  const { name, table, data } = binaryen.getElementSegmentInfo(module.getElementSegmentByIndex(0));
  const first = Math.min(...parts.slots.keys());
  module.removeElementSegment(name);
  for (let start = 0; start < data.length; ) {
    let end = start;
    while (end < data.length && !slots.has(first + end)) end += 1;
    const functions = data.slice(start, end);
    if (end > start)
      module.addActiveElementSegment(table, `${start}`, functions, module.i32.const(first + start));
    start = end + 1;
  }
}
