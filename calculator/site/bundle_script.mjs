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
const need = createRequire(`${modules}/`);
const { build } = need("esbuild");
const { minify } = need("terser");
const EVAL = "globalThis.eval"; // only dynamic libraries would be evaluated
const lock = JSON.parse(await readFile(`${modules}/pyodide/pyodide-lock.json`, "utf8"));

/** @type {import("esbuild").Plugin} */
const glue = {
  name: "pyodide-glue",
  setup({ onLoad }) {
    onLoad({ filter: /pyodide\.asm\.mjs$/ }, async ({ path }) => {
      const module = new WebAssembly.Module(await readFile(wasm));
      const given = await readFile(path, "utf8");
      const loader = await readFile(resolve(path, "../pyodide.mjs"), "utf8");
      return { contents: await withoutUnused(fitted(given, loader, module)) };
    });
  },
};

/**
 * A script without the functions that it does not use: the browser would have to parse them. esbuild
 * leaves out unused parts of modules, not of functions, and this is one large function.
 *
 * @param {string} text
 * @returns {Promise<string>}
 */
async function withoutUnused(text) {
  const only = {
    defaults: false,
    unused: true,
    dead_code: true,
    side_effects: true,
    keep_fargs: true,
  };
  const compress = { ...only, passes: 4, global_defs: { "@eval": EVAL } };
  return (await minify(text, { module: true, compress, mangle: false })).code;
}

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
    eval: EVAL, // nothing can be shortened, or known to be unused, around an `eval` of its own
    // A classic script has no import.meta; Pyodide only looks there for files that it is given.
    "import.meta.url": "self.location.href",
  },
});
