/** Names the site that may not show a tool, for who runs it. */

(() => {
  const asked = new URLSearchParams(location.search).get("colours");
  const dark = asked ? asked === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  if (dark) document.body.setAttribute("data-md-color-scheme", "slate");
  const origin = location.hash.slice(1);
  const place = document.querySelector("[data-origin]");
  const name = place?.querySelector("strong");
  if (!(place instanceof HTMLElement) || !name || !/^https?:\/\/[\w.:[\]-]+$/.test(origin)) return;
  name.textContent = origin;
  place.hidden = false;
})();
