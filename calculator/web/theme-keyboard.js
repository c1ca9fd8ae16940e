/**
 * What the theme leaves to the mouse, for the keyboard and for screen readers.
 */

(() => {
  const NARROW = matchMedia("(max-width: 76.234375em)");
  /** The theme's keys of one sign, which whoever dictates presses by speaking (WCAG 2.1.4). */
  const SHORTCUTS = new Set(["f", "s", "/", "p", ",", "n", "."]);
  const drawer = toggle("drawer");
  const menu = menuButton();

  addEventListener("keydown", pressed, { capture: true });
  addEventListener("change", showMenus);
  NARROW.addEventListener("change", showMenus);
  document.querySelector(".md-search")?.addEventListener("focusout", leftSearch);
  const search = document.querySelector(".md-search__input");
  search?.addEventListener("input", () => {
    search.dispatchEvent(new KeyboardEvent("keyup")); // for what is pasted or said, not typed
  });
  // Firefox would keep them open when a page is loaded again; an address can ask for the search.
  const asked = "component$" in window && new URLSearchParams(location.search).has("q");
  for (const box of [drawer, asked ? null : toggle("search")]) if (box) box.checked = false;
  showMenus();
  mend(".md-search-result__list", "[tabindex]", (one) => one.removeAttribute("tabindex"));
  mend(".md-search-result__list", "h1", (one) => one.setAttribute("aria-level", "2"));
  mend(".md-search-result__list", "h2", (one) => one.setAttribute("aria-level", "3"));
  mend(".md-search-result__list", "summary > div", asSpan); // HTML has no block there
  if (document.querySelector(".md-content pre")) mend(".md-content", "nav.md-code__nav", asSpan);

  /** A button in place of the label that opens the menu, which no key could press. */
  function menuButton() {
    const label = document.querySelector(".md-header label[for=__drawer]");
    const button = document.createElement("button");
    button.type = "button";
    button.className = label?.className ?? "";
    button.setAttribute("aria-label", drawer?.getAttribute("aria-label") ?? "");
    button.append(...(label?.childNodes ?? []));
    button.addEventListener("click", () => drawer?.click());
    label?.replaceWith(button);
    return button;
  }

  /** Say which menus are open; what an open one covers cannot be reached. */
  function showMenus() {
    for (const box of document.querySelectorAll(".md-nav__toggle")) {
      box.setAttribute("aria-expanded", String(box instanceof HTMLInputElement && box.checked));
    }
    menu.setAttribute("aria-expanded", String(drawer?.checked));
    const open = NARROW.matches && drawer?.checked;
    for (const covered of document.querySelectorAll(".md-content, .md-footer")) {
      covered.toggleAttribute("inert", open);
    }
  }

  /** @param {string} name of one of the theme's toggles */
  function toggle(name) {
    const found = document.querySelector(`[data-md-toggle=${name}]`);
    return found instanceof HTMLInputElement ? found : null;
  }

  /** @param {KeyboardEvent} event */
  function pressed(event) {
    const { target, key, ctrlKey, altKey, metaKey } = event;
    if (!(target instanceof Element) || ctrlKey || altKey || metaKey) return;
    const inSearch = target.closest(".md-search") !== null;
    // The theme hears what goes on to the page: its keys, and the one that closes the search before
    // its results are reached.
    if (inSearch ? key === "Tab" : SHORTCUTS.has(key)) event.stopPropagation();
    if (key !== "Escape") return;
    for (const told of document.querySelectorAll("[role=tooltip]"))
      told.toggleAttribute("hidden", true);
    if (!drawer?.checked) return;
    drawer.click();
    menu.focus();
  }

  /** @param {Event} event */
  function leftSearch(event) {
    const next = event instanceof FocusEvent ? event.relatedTarget : null;
    const box = toggle("search");
    if (next instanceof Element && !next.closest(".md-search") && box?.checked) box.click();
  }

  /**
   * Mend what the theme's scripts write.
   *
   * @param {string} place what they write in
   * @param {string} part what is mended there
   * @param {(one: Element) => void} change
   */
  function mend(place, part, change) {
    const box = document.querySelector(place);
    if (!box) return;
    const observer = new MutationObserver(() => box.querySelectorAll(part).forEach(change));
    observer.observe(box, { childList: true, subtree: true });
  }

  /** @param {Element} one */
  function asSpan(one) {
    const span = document.createElement("span");
    span.className = one.className;
    span.append(...one.childNodes);
    one.replaceWith(span);
  }
})();
