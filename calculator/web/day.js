/**
 * Brings what a page says of a day up to date: the build wrote what was true on its own. When another
 * day comes while the page is there, it does so again, and tells the tools (`today.js`).
 * In the words of old browsers, as it is a file that every page asks for.
 */

(() => {
  /** Timers stop while a computer sleeps: none is for longer. */
  var MINUTE = 60000;
  var shown = "";

  look();
  wait();
  document.addEventListener("visibilitychange", look);
  addEventListener("focus", look);
  addEventListener("pageshow", look); // kept by the browser meanwhile

  /** Bring the page up to date when its day is not that of the clock; once somebody sees it. */
  function look() {
    var now = new Date();
    var today = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map((part) => (part < 10 ? "0" + part : String(part)))
      .join("-");
    if (today === shown || (shown && document.hidden)) return;
    var isNew = shown !== "";
    shown = today;
    bring(now, today);
    if (isNew) dispatchEvent(new Event("calculator:day"));
  }

  function wait() {
    var now = new Date();
    var midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
    setTimeout(lookAgain, Math.min(midnight.getTime() - now.getTime(), MINUTE));
  }

  function lookAgain() {
    look();
    wait();
  }

  /** @param {Date} now @param {string} today */
  function bring(now, today) {
    each("[data-calc-first]", (element) => {
      var first = element.getAttribute("data-calc-first") || "";
      var last = element.getAttribute("data-calc-last") || "";
      element.hidden = today < first || today > last;
    });
    each("[data-calc-to]", (element) => {
      var days = Date.parse(element.getAttribute("data-calc-to") || "") - Date.parse(today);
      element.textContent = String(Math.round(days / 86400000));
    });
    each("[data-calc-after]", (element) => {
      element.hidden = today <= (element.getAttribute("data-calc-after") || "");
    });
    each("[data-calc-day]", (element) => {
      var form = /** @type {const} */ ({ day: "numeric", month: "long", year: "numeric" });
      element.textContent = now.toLocaleDateString("fr", form).replace(/^1 /, "1er ");
    });
  }

  /**
   * @param {string} selector
   * @param {(element: HTMLElement) => void} bring
   */
  function each(selector, bring) {
    var found = document.querySelectorAll(selector);
    Array.prototype.forEach.call(found, bring);
  }
})();
