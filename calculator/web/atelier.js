/**
 * The workshop (« l’atelier »), which is served while a circular is written and never built: keeps
 * its page as the files are, and shows what concerns a paragraph beside it in the site's own pages.
 */
(() => {
  const HOME = "/_atelier/";
  const PAUSE = 700; // milliseconds
  /** @type {HTMLElement | null} */
  const content = document.querySelector("[data-atelier]");
  let version = content?.dataset.atelier ?? "";

  /** @param {string} name */
  async function fetched(name) {
    const answer = await fetch(HOME + name, { cache: "no-store" });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.text();
  }

  /**
   * Fills the table of all cases in a fold that is open.
   *
   * @param {HTMLDetailsElement} fold
   */
  async function fill(fold) {
    const place = fold.querySelector("div[data-cases]");
    if (!(place instanceof HTMLElement) || !fold.open || place.hasChildNodes()) return;
    place.textContent = "…";
    place.innerHTML = await fetched(`cas/${encodeURIComponent(place.dataset.cases ?? "")}`);
  }

  /** @param {HTMLElement} page */
  async function refill(page) {
    const html = await fetched("contenu");
    const open = [...page.querySelectorAll("details[open]")].map((fold) => fold.id);
    page.innerHTML = html;
    for (const fold of page.querySelectorAll("details")) {
      fold.open = open.includes(fold.id);
    }
  }

  /**
   * Whether this page is that of a file of the site's pages.
   *
   * @param {string} file
   */
  function isHere(file) {
    const here = decodeURIComponent(location.pathname).replace(/(index)?(\.html)?$/, "");
    const page = `/${file.replace(/(^|\/)index\.md$|\.md$/, "")}`;
    return here.replace(/\/$/, "").endsWith(page.replace(/\/$/, ""));
  }

  /**
   * @param {string} text
   * @param {string} to
   * @param {string} kind
   */
  function link(text, to, kind) {
    const made = document.createElement("a");
    made.className = kind;
    made.href = to;
    made.textContent = text;
    return made;
  }

  async function mark() {
    /** @type {{ summary: string, marks: { page: string, anchor: string, text: string, to: string }[] }} */
    const told = JSON.parse(await fetched("marques.json"));
    for (const old of document.querySelectorAll(".atelier-note, .atelier-bar")) old.remove();
    document.body.append(link(`Atelier : ${told.summary}`, HOME, "atelier-bar"));
    for (const { page, anchor, text, to } of told.marks) {
      if (!isHere(page)) continue;
      const place = document.getElementById(anchor) ?? document.querySelector("h1");
      const note = document.createElement("aside");
      note.className = "atelier-note";
      note.append(link(text, to, ""));
      if (place?.matches("li, td, dd")) place.append(note);
      else place?.after(note);
    }
  }

  async function look() {
    if (document.visibilityState !== "visible") return;
    const now = await fetched("version");
    if (now === version) return;
    await (content ? refill(content) : mark());
    version = now;
  }

  async function follow() {
    try {
      await look();
    } catch {
      // the server is being started again
    }
    setTimeout(follow, PAUSE);
  }

  if (!content) {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = `${HOME}atelier.css`;
    document.head.append(sheet);
  }
  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target instanceof HTMLDetailsElement && content) fill(event.target);
    },
    true,
  );
  document.addEventListener("visibilitychange", () => look().catch(() => {}));
  follow();
})();
