/**
 * Audits pages with Lighthouse: node lighthouse.mjs CHROMIUM PRESET FLAGS URL...
 *
 * PRESET is "desktop" or "mobile", FLAGS a JSON list for Chromium. Writes a line of JSON for each
 * page: the scores of its categories, and what cost points. Nothing is sent anywhere: reports of
 * errors to Lighthouse's makers are a matter of its command line, which is not used.
 */

import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";

const [chromePath, preset, flags, ...urls] = process.argv.slice(2);
const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", ...JSON.parse(flags)] });
try {
  for (const url of urls) {
    const config = preset === "desktop" ? desktopConfig : undefined;
    const result = await lighthouse(url, { port: chrome.port, logLevel: "error" }, config);
    console.log(JSON.stringify(summary(/** @type {NonNullable<typeof result>} */ (result).lhr)));
  }
} finally {
  chrome.kill();
}

/** @param {import("lighthouse").Result} report */
function summary({ categories, audits, runtimeError }) {
  if (runtimeError) throw new Error(runtimeError.message);
  const scores = Object.entries(categories).map(([id, { score }]) => [
    id,
    Math.round(100 * (score ?? 0)),
  ]);
  const lost = Object.values(categories)
    .flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0))
    .map(({ id }) => audits[id])
    .filter((audit) => audit !== undefined && audit.score !== null && audit.score < 0.9)
    .map(({ id, displayValue }) => [id, displayValue ?? ""]);
  return { scores: Object.fromEntries(scores), lost: Object.fromEntries(lost) };
}
