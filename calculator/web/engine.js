/**
 * The page's side of Python: starts its worker, and watches it.
 *
 * @import { Engine, Failed, FromWorker, Role, ToWorker } from "./protocol"
 */

import { whenIdle } from "./page.js";

const SILENCE = 30_000;

/** @type {Role[]} */
const ROLES = ["python", "wasm", "library"];

/**
 * Start Python, and watch that it keeps giving signs of life until it has answered.
 *
 * @param {Engine} engine
 */
export function startEngine({ form, parts }) {
  const unanswered = new Set();
  /** @type {FromWorker[]} */
  const unheard = [];
  /** @type {(message: FromWorker) => void} */
  let hear = (message) => unheard.push(message);
  /** @type {ToWorker[]} */
  const untold = [];
  /** @type {Worker | undefined} */
  let worker;
  let timer = 0;
  let alive = false;

  // Not sooner: the page would show later, and opened from a disk could freeze for good in Firefox.
  if (typeof WebAssembly === "object") whenIdle(start);
  else fail("unsupported", "no WebAssembly");
  return { listen, tell, stop };

  function start() {
    try {
      const address = URL.createObjectURL(new Blob([LOADER_SCRIPT], { type: "text/javascript" }));
      worker = new Worker(address);
      worker.addEventListener("error", (event) =>
        fail(alive ? "broken" : "blocked", event.message ?? "worker"),
      );
      worker.addEventListener("message", (/** @type {MessageEvent<FromWorker>} */ { data }) => {
        alive = true;
        const answers = data.type === "answer" || data.type === "read";
        if (answers) unanswered.delete(data.id);
        if ((answers || data.type === "ready") && unanswered.size === 0) clearTimeout(timer);
        else expectSign();
        hear(data);
      });
      for (const part of Object.values(parts)) {
        part.address = new URL(part.address, document.baseURI).href;
      }
      tell({ type: "start", form, parts });
      untold.splice(0).forEach(tell);
      if (form === "embedded") for (const role of ROLES) bringEmbedded(role);
    } catch (error) {
      fail("blocked", String(error));
    }
  }

  /** @param {(message: FromWorker) => void} listener told of everything, also of what came before */
  function listen(listener) {
    hear = listener;
    unheard.splice(0).forEach(hear);
  }

  /** @param {Failed["reason"]} reason @param {string} detail */
  function fail(reason, detail) {
    hear({ type: "failed", reason, detail });
  }

  function expectSign() {
    clearTimeout(timer);
    timer = setTimeout(() => fail("silent", `${SILENCE} ms`), SILENCE);
  }

  /** @param {ToWorker} message */
  function tell(message) {
    if (message.type === "ask" || message.type === "files") unanswered.add(message.id);
    expectSign();
    if (worker) worker.postMessage(message);
    else untold.push(message);
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
