/**
 * Copy a text. Plain http has only the old way, which takes it from a box that is shown; where that
 * is refused too, the box stays, and the text in it is selected for the reader to copy.
 *
 * @param {string} text
 * @param {HTMLTextAreaElement} box
 * @returns {Promise<boolean>} whether it is copied
 */
export async function copyText(text, box) {
  if (await copiedByBrowser(text)) return true;
  const { hidden } = box;
  const before = document.activeElement;
  box.value = text;
  box.hidden = false;
  box.focus();
  box.select();
  const copied = document.execCommand("copy");
  if (!copied) return false;
  box.hidden = hidden;
  if (before instanceof HTMLElement) before.focus();
  return true;
}

/** @param {string} text */
async function copiedByBrowser(text) {
  if (!navigator.clipboard) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // a reader or a policy said no
  }
}
