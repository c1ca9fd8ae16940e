/** Pyodide's WebAssembly glue has no types of its own; `loadPyodide` takes it as it is. */
declare module "pyodide/pyodide.asm.mjs" {
  type Options = NonNullable<Parameters<typeof import("pyodide").loadPyodide>[0]>;
  const createPyodideModule: NonNullable<Options["createPyodideModule"]>;
  export default createPyodideModule;
}

/** The `info` of Pyodide's own lock file, filled in by the build. */
declare const PYODIDE_LOCK_INFO: import("pyodide").Lockfile["info"];

/** `loader.js` as a classic script, filled in by the build. */
declare const LOADER_SCRIPT: string;

/** Of classic workers; the types of pages do not have it. */
declare function importScripts(...addresses: string[]): void;
