/**
 * What we know of `pyodide.asm.mjs`, the script that Emscripten makes around Pyodide's WebAssembly:
 * where it names what the module exports and imports, and what it keeps for dynamic libraries.
 */

/** @typedef {[start: string, end: string]} Part what comes before it, and what comes after */

/** @type {Part} */
const ASSIGNED = ["function assignWasmExports(wasmExports){", "}"];
/** @type {Part} */
const WRAPPED = ["wasmExports=Object.assign({},wasmExports);", "return wasmExports}"];
/** @type {Part} */
const IMPORTED = ["var wasmImports={", "}"];

/** What a statement makes of an export. */
const EXPORT = /wasmExports\["([^"]+)"\]/;
/** The signature of a function, under which a dynamic library would import it. */
const SIGNED = /([\w$]+)\.sig="[^"]*";/g;
/** A name given to something for whoever has the module. */
const OFFERED = /\bModule\["([\w$]+)"\]=[\w$]+;/g;
/** A name where a property is meant, and in quotes. */
const MENTIONED = /[.'"`]([\w$]+)/g;

/**
 * The script without its list of exports: what it names is what it needs.
 *
 * @param {string} glue
 */
export function withoutExports(glue) {
  const nothing = () => "";
  const unlisted = replaced(replaced(glue, ASSIGNED, nothing), WRAPPED, nothing);
  const [before, after] = cut(unlisted, ASSIGNED[0]);
  const declared = before.lastIndexOf("var ");
  if (declared < 0) throw new Error("pyodide.asm.mjs is not what it was: it declares no export");
  return before.slice(0, declared) + after;
}

/**
 * The script for a module from which exports and imports are gone, and that loads no library.
 *
 * @param {string} glue
 * @param {string} loader `pyodide.mjs`, the other script that has the module
 * @param {WebAssembly.Module} module
 */
export function fitted(glue, loader, module) {
  const exported = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  const imported = new Set(WebAssembly.Module.imports(module).map(({ name }) => name));
  const kept = (/** @type {string} */ statements) =>
    statements
      .split(";")
      .filter((statement) => {
        const name = EXPORT.exec(statement)?.[1];
        return name === undefined || exported.has(name);
      })
      .join(";");
  const needed = (/** @type {string} */ entries) =>
    entries
      .split(",")
      .filter((entry) => imported.has(entry.split(":")[0]?.replaceAll('"', "") ?? ""))
      .join(",");
  const smaller = replaced(
    replaced(replaced(glue, ASSIGNED, kept), WRAPPED, kept),
    IMPORTED,
    needed,
  );
  return withoutLibraries(smaller, loader, imported);
}

/**
 * A script without what only dynamic libraries would ask of it, and without names under which nothing
 * asks for anything: the functions behind them are then seen to be unused.
 *
 * @param {string} glue
 * @param {string} loader
 * @param {Set<string>} imported by the module
 */
function withoutLibraries(glue, loader, imported) {
  const unsigned = glue.replace(SIGNED, (signed, name) =>
    imported.has(name) || imported.has(bare(name)) ? signed : "",
  );
  /** @type {Map<string, number>} */
  const mentions = new Map();
  for (const [, name = ""] of `${unsigned}${loader}`.matchAll(MENTIONED)) {
    mentions.set(name, (mentions.get(name) ?? 0) + 1);
  }
  return unsigned.replace(OFFERED, (offered, name) => {
    const asked =
      (mentions.get(name) ?? 0) > 1 || (bare(name) !== name && mentions.has(bare(name)));
    return asked ? offered : "";
  });
}

/** @param {string} name as C has it: Emscripten puts a line before it */
function bare(name) {
  return name.replace(/^_/, "");
}

/**
 * @param {string} text
 * @param {Part} part
 * @param {(found: string) => string} replace
 */
function replaced(text, [start, end], replace) {
  const [before, after] = cut(text, start);
  const [found, rest] = cut(after, end);
  return before + start + replace(found) + end + rest;
}

/**
 * What comes before a mark, and after.
 *
 * @param {string} text
 * @param {string} mark
 * @returns {[string, string]}
 */
function cut(text, mark) {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`pyodide.asm.mjs is not what it was: it has no ${mark}`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}
