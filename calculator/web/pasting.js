/**
 * Tables that are pasted: a browser's text of one cuts its rows into lines, its HTML does not.
 */

const UNSEEN = "[role=tooltip], [hidden], [data-style*='visibility: hidden'], script, template";

/**
 * Paste a table as rows of cells, with tabs between; anything else as ever.
 *
 * @param {HTMLTextAreaElement} box
 */
export function pasteTables(box) {
  box.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    const text = tableText(html);
    if (!text) return;
    event.preventDefault();
    box.setRangeText(text, box.selectionStart, box.selectionEnd, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

/** @param {string} html @returns {string} the rows of the longest table in it, or nothing */
export function tableText(html) {
  if (!/<table/i.test(html)) return "";
  // The page's policy allows no style of others, not even in a document that nobody sees.
  const bare = html.replace(/<style.*?<\/style>/gis, "").replace(/\sstyle\s*=/gi, " data-style=");
  const tables = new DOMParser().parseFromString(bare, "text/html").querySelectorAll("table");
  const longest = [...tables].sort((one, other) => other.rows.length - one.rows.length)[0];
  if (!longest) return "";
  const rows = [...longest.rows].map((row) => [...row.cells].map(cellText).join("\t"));
  return `${rows.join("\n")}\n`;
}

/** @param {HTMLTableCellElement} cell @returns {string} what can be read in it, on one line */
function cellText(cell) {
  for (const unseen of cell.querySelectorAll(UNSEEN)) unseen.remove();
  const walker = cell.ownerDocument.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const parts = [];
  while (walker.nextNode()) parts.push(walker.currentNode.nodeValue ?? "");
  return parts.join(" ").replace(/\s+/g, " ").replace(/"/g, "″").trim();
}
