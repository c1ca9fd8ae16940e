/**
 * In Firefox, a page opened from a disk shares its storage with no other: links bring the reader's
 * choice of light or dark to the next page, which puts it back where the theme looks for it.
 */

(() => {
  const PARAMETER = "palette";
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const site = new URL("../../", script.src).pathname;
  const kept = `${site}.__palette`;

  const here = new URL(location.href);
  const brought = here.searchParams.get(PARAMETER);
  let chosen = brought !== null;
  if (brought !== null) {
    localStorage.setItem(kept, JSON.stringify(JSON.parse(brought)));
    here.searchParams.delete(PARAMETER);
    history.replaceState(history.state, "", here);
  }

  addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.name === "__palette") chosen = true;
  });
  for (const click of ["click", "auxclick"]) addEventListener(click, bring, { capture: true });

  /** @param {Event} event */
  function bring({ target }) {
    const link = target instanceof Element ? target.closest("a") : null;
    const palette = localStorage.getItem(kept);
    if (!chosen || !link || !palette || !isAnotherPage(link)) return;
    const to = new URL(link.href);
    to.searchParams.set(PARAMETER, palette);
    link.href = to.href;
  }

  /** @param {HTMLAnchorElement} link */
  function isAnotherPage({ protocol, pathname }) {
    const inSite = protocol === location.protocol && pathname.startsWith(site);
    return inSite && pathname.endsWith(".html") && pathname !== location.pathname;
  }
})();
