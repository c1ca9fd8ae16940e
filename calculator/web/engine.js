/**
 * The page's side of Python: starts its worker, and watches it.
 *
 * @import { Engine, Failed, Form, FromWorker, Heard, Part, Role, ToWorker, Wanted } from "./protocol"
 */

import { whenIdle, whenReady } from "./page.js";

const SILENCE = 30_000;
const LEAVING = 500;

/**
 * Start Python, and watch that it keeps giving signs of life until it has answered.
 *
 * @param {Engine} engine
 */
export function startEngine({ form, parts }) {
  const unanswered = new Set();
  /** @type {Heard[]} */
  const unheard = [];
  /** @type {(message: Heard) => void} */
  let hear = (message) => unheard.push(message);
  /** @type {ToWorker[]} what Python is told before it is ready, for a worker that is yet to come */
  const early = [];
  /** @type {{ id: number, files: File[] }} what the worker may ask for */
  let chosen = { id: 0, files: [] };
  /** @type {Worker | undefined} */
  let worker;
  let timer = 0;
  let alive = false;
  let ready = false;
  let left = false;

  // Not sooner: the page would show later, and opened from a disk could freeze for good in Firefox.
  const lack = lackOf(form);
  if (lack) fail(...lack);
  else if (form === "embedded") whenReady(start);
  else whenIdle(start);
  addEventListener("pagehide", leave);
  addEventListener("pageshow", comeBack);
  return { listen, tell, read, stop };

  function start() {
    try {
      const address = URL.createObjectURL(new Blob([LOADER_SCRIPT], { type: "text/javascript" }));
      const started = new Worker(address);
      worker = started;
      worker.addEventListener("error", ({ message = "worker" }) => {
        const unread = /SyntaxError/.test(message) ? "unsupported" : "blocked";
        fail(alive ? "broken" : unread, message);
      });
      worker.addEventListener("message", (/** @type {MessageEvent<FromWorker>} */ { data }) => {
        if (started !== worker) return; // it was stopped
        alive = true;
        if (data.type === "failed" && !ready) return failIfStaying(started, data);
        ready ||= data.type === "ready";
        if (data.type === "wanted") return bringPiece(data);
        if (data.type === "script") return host(data.content);
        const answers = data.type === "answer" || data.type === "read";
        if (answers) unanswered.delete(data.id);
        if ((answers || data.type === "ready") && unanswered.size === 0) clearTimeout(timer);
        else expectSign();
        hear(data);
      });
      const roles = /** @type {[Role, Part][]} */ (Object.entries(parts));
      for (const [, part] of roles) {
        part.address = new URL(part.address, document.baseURI).href;
      }
      toWorker({ type: "start", form, parts });
      for (const message of early) toWorker(message);
      if (form === "embedded")
        for (const [role, { address }] of roles) bringEmbedded(role, address, started);
    } catch (error) {
      fail("blocked", String(error));
    }
  }

  /** @param {(message: Heard) => void} listener told of everything, also of what came before */
  function listen(listener) {
    hear = listener;
    unheard.splice(0).forEach(hear);
  }

  /** @param {Failed["reason"]} reason @param {string} detail */
  function fail(reason, detail) {
    hear({ type: "failed", reason, detail });
  }

  /**
   * WebKit cuts downloads short a moment before it says that the page is left.
   *
   * @param {Worker} started what they were for
   * @param {Failed} message
   */
  function failIfStaying(started, message) {
    clearTimeout(timer);
    setTimeout(() => started === worker && hear(message), LEAVING);
  }

  /**
   * A browser that keeps a page freezes its worker: one that has not compiled Python yet would keep for
   * itself what compiles it in the pages that follow, in Firefox for good.
   */
  function leave() {
    if (!worker || ready) return;
    stop();
    left = true;
  }

  function comeBack() {
    if (left) start();
    left = false;
  }

  function expectSign() {
    clearTimeout(timer);
    timer = setTimeout(() => fail("silent", `${SILENCE} ms`), SILENCE);
  }

  /** @param {ToWorker} message @param {Transferable[]} [handedOver] */
  function tell(message, handedOver = []) {
    if (message.type === "ask" || message.type === "files") unanswered.add(message.id);
    if (!ready) early.push(message);
    toWorker(message, handedOver);
  }

  /** @param {ToWorker} message @param {Transferable[]} [handedOver] */
  function toWorker(message, handedOver = []) {
    expectSign();
    worker?.postMessage(message, handedOver);
  }

  /**
   * Have files read, in place of those before.
   *
   * @param {number} id
   * @param {File[]} files
   */
  function read(id, files) {
    chosen = { id, files };
    tell({ type: "files", id, files: files.map(({ name, size }) => ({ name, size })) });
  }

  /** @param {Wanted} wanted */
  async function bringPiece({ id, place, start, end }) {
    clearTimeout(timer); // it is not the worker that is waited for
    const file = id === chosen.id ? chosen.files[place] : undefined;
    const content =
      (await file
        ?.slice(start, end)
        .arrayBuffer()
        .catch(() => null)) ?? null;
    tell({ type: "piece", id, content }, content ? [content] : []);
  }

  /** @param {ArrayBuffer} script */
  function host(script) {
    const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
    toWorker({ type: "script-here", address });
  }

  function stop() {
    clearTimeout(timer);
    worker?.terminate();
    worker = undefined;
  }

  /**
   * A page opened from a disk may read nothing but scripts: each leaves its part in `calcEngine`.
   *
   * @param {Role} role
   * @param {string} address
   * @param {Worker} started
   */
  function bringEmbedded(role, address, started) {
    const script = document.createElement("script");
    script.addEventListener("error", () =>
      failIfStaying(started, { type: "failed", reason: "missing", detail: script.src }),
    );
    script.addEventListener("load", () => {
      script.remove();
      if (started !== worker) return;
      const { calcEngine } = /** @type {{ calcEngine?: Record<string, string> }} */ (globalThis);
      const content = calcEngine?.[role];
      if (content === undefined) return fail("altered", script.src);
      toWorker({ type: "part", role, content });
    });
    script.src = address;
    document.head.append(script);
  }
}

/**
 * What this browser lacks, as a failure, or null. Those that are too old for WebAssembly cannot read
 * this script: where it is missing, a setting has switched it off.
 *
 * @param {Form} form
 * @returns {[Failed["reason"], string] | null}
 */
function lackOf(form) {
  if (typeof WebAssembly !== "object") return ["disabled", "no WebAssembly"];
  const needed = {
    BigInt: typeof BigInt,
    compileStreaming: WebAssembly.compileStreaming,
    DecompressionStream: form === "plain" || typeof DecompressionStream,
    hasOwn: Object.hasOwn,
  };
  const missing = Object.entries(needed).find(([, has]) => !has || has === "undefined");
  return missing ? ["unsupported", `no ${missing[0]}`] : null;
}
