/**
 * Writes the memory of a Python that has imported what answers for a pupil and for a school:
 *
 *     node remember.mjs PYODIDE_FOLDER WASM LIBRARY DESTINATION
 *
 * A page that is opened from a disk starts from it (`web/memory.mjs`). Nothing of a circular is in it,
 * nor of where and when it is made: the same parts give the same bytes. What reads lists is not either:
 * the memory would be a quarter larger, and a list takes longer anyway.
 */

import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { exceptThatOf, withoutZeros } from "../web/memory.mjs";
import { withEngine } from "./engine_under_node.mjs";

const [runtime, wasm, library, destination] = process.argv.slice(2).map((path) => resolve(path));
const IMPORTED = `
import gc
import sys

import calculator.ask.pupil
import calculator.ask.school

sys.argv = [""]
gc.collect()
`;
const REMEMBERED = `
import sys

all(f"calculator.ask.{name}" in sys.modules for name in ("pupil", "school"))
`;

try {
  const parts = { runtime, wasm, library };
  stopTime();
  const memory = await withEngine(parts, remembered, {
    _makeSnapshot: true,
    env: { PYTHONHASHSEED: "0" },
  });
  const starts = await withEngine({ ...parts, memory }, (python) => python.runPython(REMEMBERED));
  if (starts !== true) throw new Error("Python does not start from the memory that was written");
  await writeFile(destination, memory);
} catch (error) {
  // Node would show the line that threw before anything else: all of Pyodide, a megabyte.
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** @param {import("./engine_under_node.mjs").Pyodide} python @param {ArrayBuffer} fresh */
function remembered(python, fresh) {
  python.runPython(IMPORTED);
  const snapshot = python.makeMemorySnapshot();
  exceptThatOf(snapshot, fresh);
  return withoutZeros(snapshot);
}

/** Have no clock, no place and no chance leave a trace. */
function stopTime() {
  process.env.TZ = "UTC";
  const nothing = () => 0;
  Object.assign(Date, { now: nothing });
  Object.assign(Math, { random: nothing });
  performance.now = nothing;
  crypto.getRandomValues = (bytes) => bytes;
  process.argv[1] = "python";
}
