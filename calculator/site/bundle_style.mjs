/**
 * Makes one style sheet of a sheet and all that it imports, in that order and without comments:
 *
 *     node bundle_style.mjs NODE_MODULES SHEET DESTINATION
 */

import { createRequire } from "node:module";
import { resolve } from "node:path";

const [modules, sheet, destination] = process.argv.slice(2).map((path) => resolve(path));
const { build } = createRequire(`${modules}/`)("esbuild");

await build({
  entryPoints: [sheet],
  outfile: destination,
  bundle: true,
  minifyWhitespace: true, // and no rule: those that look alike are there for old browsers
  logLevel: "warning",
});
