/**
 * Shows a tool in a page of another site, in a frame that is as high as what it holds.
 *
 *     <script src="https://…/calculateur.js" data-tool="calculateur" async></script>
 *
 * The build wraps it in a function, and calls it with its words. It reads nothing of the page around
 * it; it styles by properties, which no policy refuses.
 *
 * @typedef {{ title: string, frame: string, page: string }} Tool
 * @typedef {{ tools: Record<string, Tool>, how: string, unknown: string, silent: string,
 *   open: string, explain: string }} Words
 * @param {Words} words
 */
// biome-ignore lint/correctness/noUnusedVariables: the build calls it
function embed(words) {
  const HIGHEST = 50000;
  const PATIENCE = 10000;
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const {
    tool: name = "calculateur",
    circular,
    fields,
    height,
    width,
    colours,
    title,
  } = script.dataset;
  const site = new URL(".", script.src);
  const box = document.createElement("div");
  const tool = Object.hasOwn(words.tools, name) ? words.tools[name] : undefined;
  if (tool) show(tool);
  else box.append(words.unknown.replace("{}", () => name));
  if (!script.closest("head")) script.after(box);
  else if (document.readyState !== "loading") document.body.append(box);
  else addEventListener("DOMContentLoaded", () => document.body.append(box));

  /** @param {Tool} tool */
  function show(tool) {
    const frame = document.createElement("iframe");
    const lowest = Number(height) || 600;
    let heard = false;
    frame.title = title ?? tool.title;
    frame.allow = "clipboard-write";
    frame.referrerPolicy = "strict-origin";
    frame.loading = "lazy";
    frame.src = addressOf(tool);
    Object.assign(frame.style, {
      border: "0",
      display: "block",
      height: `${lowest}px`,
      maxWidth: width ? `${Number(width)}px` : "100%",
      width: "100%",
    });
    frame.addEventListener("load", () => {
      frame.contentWindow?.postMessage("calculateur", site.origin);
      setTimeout(() => heard || explain(tool), PATIENCE);
    });
    addEventListener("message", ({ source, origin, data }) => {
      if (source !== frame.contentWindow || origin !== site.origin) return;
      const asked = Number(data?.height);
      if (!(asked > 0)) return;
      heard = true;
      frame.style.height = `${Math.min(asked, HIGHEST)}px`;
      box.querySelector("p")?.remove();
    });
    box.append(frame);
  }

  /** @param {Tool} tool */
  function addressOf(tool) {
    const address = new URL(tool.frame, site);
    if (colours) address.searchParams.set("colours", colours);
    const chosen = circular ? `circular=${encodeURIComponent(circular)}` : "";
    address.hash = [fields, chosen].filter(Boolean).join("&");
    return address.href;
  }

  /** Say that nothing came, and where to go: the frame may be empty. @param {Tool} tool */
  function explain(tool) {
    if (box.querySelector("p")) return;
    const said = document.createElement("p");
    said.append(`${words.silent} `, link(words.open, tool.page), ". ");
    if (words.how) said.append(link(words.explain, words.how), ".");
    box.append(said);
  }

  /** @param {string} text @param {string} page */
  function link(text, page) {
    const made = document.createElement("a");
    made.href = new URL(page, site).href;
    made.textContent = text;
    return made;
  }
}
