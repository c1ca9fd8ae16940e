/**
 * The first script of the worker: brings the engine's parts, verifies them, starts Python, answers
 * forms.
 *
 * The build writes it, as text, in the page's script: made from memory, the worker starts at once,
 * and obeys the page's own security policy whatever the server says.
 *
 * @import { Form, FromWorker, Part, Reason, Role, Start, ToWorker } from "./protocol"
 * @typedef {typeof import("./python.js").startPython} StartPython
 */

const PROGRESS_STEP = 64 * 1024;

/** A failure that the page has a message for. */
class Failure extends Error {
  /** @param {Reason} reason @param {string} detail */
  constructor(reason, detail) {
    super(detail);
    this.reason = reason;
  }
}

/** @type {Promise<(request: string) => string>} */
let answerForm;

/** @type {Partial<Record<Role, (content: string) => void>>} where parts that the page brings go */
const receivers = {};

self.addEventListener("message", async (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  try {
    if (data.type === "start") {
      answerForm = start(data);
      await answerForm;
      const marks = performance.getEntriesByType("mark");
      tell({ type: "ready", phases: marks.map(({ name, startTime }) => [name, startTime]) });
    } else if (data.type === "part") {
      receivers[data.role]?.(data.content);
    } else {
      const { id, fields, pages } = data;
      const answer = (await answerForm)(JSON.stringify({ fields, pages }));
      tell({ type: "answer", id, ...JSON.parse(answer) });
    }
  } catch (error) {
    tell({ type: "failed", reason: reasonOf(error), detail: String(error) });
  }
});

/** @param {FromWorker} message */
function tell(message) {
  self.postMessage(message);
}

/** @param {unknown} error @returns {Reason} */
function reasonOf(error) {
  if (error instanceof Failure) return error.reason;
  const outOfMemory = error instanceof RangeError || /memory/i.test(String(error));
  return outOfMemory ? "memory" : "broken";
}

/** @param {Start} order @returns {Promise<(request: string) => string>} Python's `answer_form` */
async function start({ form, parts }) {
  performance.mark("started");
  const count = counter(Object.values(parts));
  const [startPython, module, library] = await Promise.all([
    bring("python", parts.python, form, count).then(run),
    bring("wasm", parts.wasm, form, count).then(compile),
    bring("library", parts.library, form, count),
  ]);
  tell({ type: "starting" });
  const answer = await startPython(module, new Response(library));
  performance.mark("imported");
  return answer;
}

/** @param {Blob} script @returns {StartPython} */
function run(script) {
  const address = URL.createObjectURL(script.slice(0, script.size, "text/javascript"));
  importScripts(address);
  URL.revokeObjectURL(address);
  performance.mark("evaluated");
  return /** @type {{ startPython: StartPython }} */ (/** @type {unknown} */ (self)).startPython;
}

/** @param {Blob} wasm */
async function compile(wasm) {
  const headers = { "Content-Type": "application/wasm" };
  const module = await WebAssembly.compileStreaming(new Response(wasm, { headers }));
  performance.mark("compiled");
  return module;
}

/**
 * @param {Part[]} parts
 * @returns {(bytes: number) => void} to be told of each bit that arrives; tells the page
 */
function counter(parts) {
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  let loaded = 0;
  let told = 0;
  return (bytes) => {
    loaded += bytes;
    if (loaded - told < PROGRESS_STEP && loaded < total) return;
    told = loaded;
    tell({ type: "progress", loaded, total });
  };
}

/**
 * @param {Role} role
 * @param {Part} part
 * @param {Form} form
 * @param {(bytes: number) => void} count
 * @returns {Promise<Blob>} the part, verified and unpacked
 */
async function bring(role, { address, integrity, size }, form, count) {
  const blob = await (form === "embedded" ? fromPage(role) : fromServer(address, count));
  if (form === "embedded") count(size);
  await verify(blob, integrity, role);
  performance.mark(role);
  if (form === "plain") return blob;
  return new Response(blob.stream().pipeThrough(new DecompressionStream("gzip"))).blob();
}

/**
 * @param {string} address
 * @param {(bytes: number) => void} count
 */
async function fromServer(address, count) {
  try {
    const response = await fetch(address);
    if (!response.ok || !response.body) throw new Error(String(response.status));
    const chunks = [];
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      chunks.push(part.value);
      count(part.value.byteLength);
    }
    return new Blob(chunks);
  } catch (error) {
    throw new Failure("missing", `${address}: ${error}`);
  }
}

/** @param {Role} role */
async function fromPage(role) {
  const text = await new Promise((resolve) => (receivers[role] = resolve));
  try {
    return new Blob([fromBase64(text)]);
  } catch (error) {
    throw new Failure("altered", `${role}: ${error}`);
  }
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
function fromBase64(text) {
  if ("fromBase64" in Uint8Array) {
    return /** @type {{ fromBase64: typeof fromBase64 }} */ (Uint8Array).fromBase64(text);
  }
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/**
 * Refuse what the build did not make: a byte changed on the way, or a file from another version of
 * the site. Browsers verify this for any page, while `crypto.subtle` needs https.
 *
 * @param {Blob} content
 * @param {string} integrity
 * @param {string} name
 */
async function verify(content, integrity, name) {
  const address = URL.createObjectURL(content);
  try {
    await fetch(address, { integrity });
  } catch (error) {
    throw new Failure("altered", `${name}: ${error}`);
  } finally {
    URL.revokeObjectURL(address);
  }
}
