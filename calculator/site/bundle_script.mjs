/**
 * Makes one classic script of a script and all that it imports:
 *
 *     node bundle_script.mjs NODE_MODULES WASM SCRIPT DESTINATION
 *
 * where WASM is the Pyodide that the script will run, as `cut_runtime.mjs` makes it.
 */

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { fitted } from "./pyodide_glue.mjs";

const [modules, wasm, script, destination] = process.argv.slice(2).map((path) => resolve(path));
const { build } = createRequire(`${modules}/`)("esbuild");
const lock = JSON.parse(await readFile(`${modules}/pyodide/pyodide-lock.json`, "utf8"));

/** @type {import("esbuild").Plugin} */
const glue = {
  name: "pyodide-glue",
  setup({ onLoad }) {
    onLoad({ filter: /pyodide\.asm\.mjs$/ }, async ({ path }) => ({
      contents: fitted(await readFile(path, "utf8"), new WebAssembly.Module(await readFile(wasm))),
    }));
  },
};

/** @type {import("esbuild").BuildOptions} */
const options = {
  nodePaths: [modules],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  supported: { "class-static-blocks": false }, // Safari 16.4
  // And not what a tsconfig.json says, here or in a folder above.
  tsconfigRaw: { compilerOptions: { alwaysStrict: true } },
  external: ["node:*", "ws"],
  logLevel: "warning",
  plugins: [glue],
};
const loader = await build({
  ...options,
  entryPoints: [resolve(script, "../loader.js")],
  write: false,
});

await build({
  ...options,
  entryPoints: [script],
  outfile: destination,
  define: {
    LOADER_SCRIPT: JSON.stringify(loader.outputFiles[0].text),
    PYODIDE_LOCK_INFO: JSON.stringify(lock.info),
    // Only dynamic libraries would be evaluated; and nothing can be shortened around an `eval`.
    eval: "globalThis.eval",
    // A classic script has no import.meta; Pyodide only looks there for files that it is given.
    "import.meta.url": "self.location.href",
  },
});
