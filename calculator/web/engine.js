/**
 * The page's side of Python: starts its worker, and watches it.
 *
 * @import { Engine, FromWorker, Reason, Role, ToWorker } from "./protocol"
 */

const SILENCE = 30_000;

/** @type {Role[]} */
const ROLES = ["python", "wasm", "library"];

/**
 * Start Python, and watch that it keeps giving signs of life until it has answered.
 *
 * @param {Engine} engine
 * @param {(message: FromWorker) => void} hear
 * @param {(reason: Reason, detail: string) => void} fail
 */
export function startEngine({ form, parts }, hear, fail) {
  const unanswered = new Set();
  /** @type {Worker | undefined} */
  let worker;
  let timer = 0;
  let alive = false;

  try {
    if (typeof WebAssembly !== "object") throw new Error("no WebAssembly");
    const address = URL.createObjectURL(new Blob([LOADER_SCRIPT], { type: "text/javascript" }));
    worker = new Worker(address);
    worker.addEventListener("error", (event) =>
      fail(alive ? "broken" : "blocked", event.message ?? "worker"),
    );
    worker.addEventListener("message", (/** @type {MessageEvent<FromWorker>} */ { data }) => {
      alive = true;
      if (data.type === "answer") unanswered.delete(data.id);
      if (data.type === "answer" && unanswered.size === 0) clearTimeout(timer);
      else expectSign();
      hear(data);
    });
    for (const part of Object.values(parts)) {
      part.address = new URL(part.address, document.baseURI).href;
    }
    tell({ type: "start", form, parts });
    if (form === "embedded") for (const role of ROLES) bringEmbedded(role);
  } catch (error) {
    const reason = typeof WebAssembly === "object" ? "blocked" : "unsupported";
    setTimeout(() => fail(reason, String(error)));
  }
  return { tell, stop };

  function expectSign() {
    clearTimeout(timer);
    timer = setTimeout(() => fail("silent", `${SILENCE} ms`), SILENCE);
  }

  /** @param {ToWorker} message */
  function tell(message) {
    if (message.type === "ask") unanswered.add(message.id);
    expectSign();
    worker?.postMessage(message);
  }

  function stop() {
    clearTimeout(timer);
    worker?.terminate();
    worker = undefined;
  }

  /**
   * A page opened from a disk may read nothing but scripts: each leaves its part in `crcnEngine`.
   *
   * @param {Role} role
   */
  function bringEmbedded(role) {
    const script = document.createElement("script");
    script.addEventListener("error", () => fail("missing", script.src));
    script.addEventListener("load", () => {
      script.remove();
      const { crcnEngine } = /** @type {{ crcnEngine?: Record<string, string> }} */ (globalThis);
      const content = crcnEngine?.[role];
      if (content === undefined) return fail("altered", script.src);
      tell({ type: "part", role, content });
    });
    script.src = parts[role].address;
    document.head.append(script);
  }
}
