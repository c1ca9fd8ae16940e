/**
 * A tool in a page of another site: it shows itself where it may, and says how high it is.
 *
 * All that it sends is a height, and only to a site of the list. A server can forbid more: the
 * `frame-ancestors` of a policy, which a page cannot state by itself.
 */

(() => {
  const PATIENCE = 8000;
  const given = document.currentScript?.dataset.frame;
  /** @type {{ origins: string[], refusal: string }} */
  const { origins, refusal } = JSON.parse(given ?? "");
  const known = new Set([location.origin, ...origins]);
  let grows = false;

  colour();
  if (parent !== self) {
    addEventListener("click", openBeside, { capture: true });
    addEventListener("message", greeted);
    meet();
  }

  /** The system's colours, or those that the page around it asks for. */
  function colour() {
    const asked = new URLSearchParams(location.search).get("colours");
    const dark = matchMedia("(prefers-color-scheme: dark)");
    follow();
    dark.addEventListener("change", follow);

    function follow() {
      const isDark = asked ? asked === "dark" : dark.matches;
      document.body.setAttribute("data-md-color-scheme", isDark ? "slate" : "default");
    }
  }

  /** Whose pages are around this one, where the browser tells; else wait until one of them does. */
  function meet() {
    const around = location.ancestorOrigins ?? (document.referrer && [document.referrer]);
    const stranger = [...around].map(originOf).find((origin) => !known.has(origin));
    if (stranger !== undefined) refuse(stranger);
    if (around.length) return;
    document.documentElement.hidden = true;
    setTimeout(() => document.documentElement.hidden && refuse(""), PATIENCE);
  }

  /** @param {MessageEvent} event */
  function greeted({ source, origin, data }) {
    if (source !== parent || data !== "calculateur") return;
    if (!known.has(origin)) refuse(origin);
    else if (!grows) grow(origin);
  }

  /** @param {string} origin of the page around this one */
  function grow(origin) {
    const root = document.documentElement;
    grows = true;
    root.hidden = false;
    root.classList.add("calc-grows");
    new ResizeObserver(() => {
      parent.postMessage({ height: Math.ceil(root.getBoundingClientRect().height) }, origin);
    }).observe(root);
  }

  /** @param {string} origin */
  function refuse(origin) {
    location.replace(`${refusal}${location.search}#${origin}`);
  }

  /** @param {string} address */
  function originOf(address) {
    return address === "null" ? address : new URL(address).origin;
  }

  /** What answers lead to is opened beside the page that shows them. @param {Event} event */
  function openBeside({ target }) {
    const link = target instanceof Element ? target.closest("a[href]") : null;
    if (!link || link.hasAttribute("download") || link.getAttribute("href")?.startsWith("#"))
      return;
    link.setAttribute("target", "_blank");
    link.setAttribute("rel", "noopener");
  }
})();
