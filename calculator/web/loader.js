/**
 * The first script of the worker: brings the engine's parts, verifies them, starts Python, answers
 * forms, reads files.
 *
 * The build writes it, as text, in the page's script: made from memory, the worker starts at once,
 * and obeys the page's own security policy whatever the server says.
 *
 * @import { Ask, Files, Form, FromWorker, Part, Python, Reason, Role, Start, ToWorker } from "./protocol"
 * @typedef {typeof import("./python.js").startPython} StartPython
 */

/** Pyodide is given another `fetch`, which goes nowhere. */
const realFetch = self.fetch.bind(self);

const PROGRESS_STEP = 64 * 1024;

/** How much of a file Python reads between two looks at what the page says, in bytes. */
const READ_AT_ONCE = 128 * 1024;

/** @type {Record<Role, string>} */
const TYPES = {
  python: "text/javascript",
  wasm: "application/wasm",
  library: "application/zip",
  memory: "application/octet-stream",
};

/** A failure that the page has a message for. */
class Failure extends Error {
  /** @param {Reason} reason @param {string} detail */
  constructor(reason, detail) {
    super(detail);
    this.reason = reason;
  }
}

/** @type {Promise<Python>} */
let started;

/** The files that are to be read; 0 when none are. */
let reading = 0;

/** @type {Partial<Record<Role, (content: string) => void>>} where parts that the page brings go */
const receivers = {};

/** @type {(address: string) => void} where the address that the page makes goes */
let addressed;

/** @type {Map<number, (content: ArrayBuffer | null) => void>} where the pieces of files go */
const pieces = new Map();

self.addEventListener("message", async (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  try {
    if (data.type === "start") {
      started = start(data);
      await started;
      tell({ type: "ready", phases: phases() });
    } else if (data.type === "part") {
      receivers[data.role]?.(data.content);
    } else if (data.type === "script-here") {
      addressed(data.address);
    } else if (data.type === "piece") {
      pieces.get(data.id)?.(data.content);
    } else if (data.type === "files") {
      await readFiles(data);
    } else if (data.type === "cancel") {
      reading = 0;
    } else {
      const { id, of, fields, pages } = data;
      const python = await started;
      const request = JSON.stringify({ fields, pages });
      tell({ type: "answer", id, ...JSON.parse(answerOf(python, of, request)) });
    }
  } catch (error) {
    tell({ type: "failed", reason: reasonOf(error), detail: String(error) });
  }
});

/** @param {Python} python @param {Ask["of"]} of @param {string} request */
function answerOf(python, of, request) {
  if (of === "list") return python.list().ask(request);
  return of === "establishment" ? python.answerEstablishment(request) : python.answerForm(request);
}

/** @param {FromWorker} message */
function tell(message) {
  self.postMessage(message);
}

/** @param {unknown} error @returns {Reason} */
function reasonOf(error) {
  if (error instanceof Failure) return error.reason;
  if (error instanceof RangeError || /memory/i.test(String(error))) return "memory";
  // A script that is here is not loaded: a policy or a filter is between it and the worker.
  if (/content.security.policy|unsafe-eval|NetworkError/i.test(String(error))) return "blocked";
  // Every part is verified: it is the browser that does not know what is in it.
  const unknown = error instanceof SyntaxError || error instanceof WebAssembly.CompileError;
  return unknown ? "unsupported" : "broken";
}

/** @param {Start} order @returns {Promise<Python>} */
async function start({ form, parts }) {
  performance.mark("started");
  const count = counter(Object.values(parts));
  /** @type {<T>(role: Role, use: (content: Response) => Promise<T>) => Promise<T>} */
  const bring = (role, use) => bringPart(role, /** @type {Part} */ (parts[role]), form, count, use);
  const wasm = bring("wasm", WebAssembly.compileStreaming);
  const library = bring("library", (content) => content.arrayBuffer());
  const memory = parts.memory && bring("memory", (content) => content.arrayBuffer());
  const python = bring("python", (content) => content.arrayBuffer()).then(async (script) => {
    const startPython = await run(script, form);
    return startPython(wasm, library, memory); // which prepares itself meanwhile
  });
  const allHere = Promise.all([wasm, library, memory]).then(() => tell({ type: "starting" }));
  const [ready] = await Promise.all([python, allHere]);
  performance.mark("imported");
  return ready;
}

/**
 * Read files piece by piece, and hear the page in between. It is the page that opens them: in WebKit,
 * the worker of a page opened from a disk may not.
 *
 * @param {Files} order
 */
async function readFiles({ id, files }) {
  reading = id;
  const cancelled = () => reading !== id;
  const python = await started;
  if (cancelled()) return tell({ type: "read", id, cancelled: true });
  const list = python.list();
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let loaded = 0;
  list.begin();
  for (const [place, { name, size }] of files.entries()) {
    list.open(name);
    for (let start = 0, wanted = true; wanted && start < size; start += READ_AT_ONCE) {
      const end = Math.min(start + READ_AT_ONCE, size);
      const bytes = await pieceOf(id, place, start, end);
      if (cancelled()) return tell({ type: "read", id, cancelled: true });
      if (bytes) wanted = python.feed(list, new Uint8Array(bytes));
      else wanted = list.give_up();
      tell({ type: "reading", id, loaded: loaded + end, total });
    }
    list.close();
    loaded += size;
  }
  tell({ type: "read", id, cancelled: false });
}

/**
 * @param {number} id @param {number} place @param {number} start @param {number} end
 * @returns {Promise<ArrayBuffer | null>} null for a folder, or on a disk taken away
 */
async function pieceOf(id, place, start, end) {
  const piece = new Promise((resolve) => pieces.set(id, resolve));
  tell({ type: "wanted", id, place, start, end });
  try {
    return await piece;
  } finally {
    pieces.delete(id);
  }
}

/** @returns {[string, number][]} */
function phases() {
  return performance
    .getEntriesByType("mark")
    .map(({ name, startTime }) => [name, performance.timeOrigin + startTime]);
}

/**
 * Run Python's script. Of a page opened from a disk, the worker may import an address that it made
 * itself in Chromium and in Firefox, and one that the page made in WebKit.
 *
 * @param {ArrayBuffer} script @param {Form} form
 * @returns {Promise<StartPython>}
 */
async function run(script, form) {
  const address = URL.createObjectURL(new Blob([script], { type: TYPES.python }));
  try {
    importScripts(address);
  } catch (error) {
    if (form !== "embedded" || error instanceof SyntaxError) throw error;
    importScripts(await addressByPage(script));
  }
  URL.revokeObjectURL(address);
  performance.mark("evaluated");
  return /** @type {{ startPython: StartPython }} */ (/** @type {unknown} */ (self)).startPython;
}

/** @param {ArrayBuffer} script @returns {Promise<string>} */
function addressByPage(script) {
  return new Promise((resolve) => {
    addressed = resolve;
    self.postMessage({ type: "script", content: script }, { transfer: [script] });
  });
}

/**
 * @param {Part[]} parts
 * @returns {(bytes: number) => void} to be told of each bit that arrives, and of 0 at a part's end;
 *   tells the page
 */
function counter(parts) {
  const total = parts.reduce((sum, { size }) => sum + size, 0);
  let loaded = 0;
  let told = 0;
  return (bytes) => {
    loaded += bytes;
    if (bytes > 0 && loaded - told < PROGRESS_STEP) return;
    told = loaded;
    tell({ type: "progress", loaded, total });
  };
}

/**
 * Hand a part over as it arrives, unpacked, and give what is made of it once it is verified.
 *
 * @template T
 * @param {Role} role
 * @param {Part} part
 * @param {Form} form
 * @param {(bytes: number) => void} count
 * @param {(content: Response) => Promise<T>} use must not run what it is given
 * @returns {Promise<T>}
 */
async function bringPart(role, part, form, count, use) {
  const body = await (form === "embedded" ? fromPage(role) : fromServer(part.address));
  const [checked, used] = body.tee();
  const content = form === "plain" ? used : used.pipeThrough(new DecompressionStream("gzip"));
  const made = use(new Response(content, { headers: { "Content-Type": TYPES[role] } }));
  made.catch(() => {}); // what is wrong with the part, its verification says
  await verify(checked, part, count);
  performance.mark(role);
  return made;
}

/** @param {string} address @returns {Promise<ReadableStream<Uint8Array<ArrayBuffer>>>} */
async function fromServer(address) {
  const response = await realFetch(address).catch((error) => error);
  if (response.ok && response.body) return response.body;
  throw new Failure("missing", `${address}: ${response.status ?? response}`);
}

/** @param {Role} role @returns {Promise<ReadableStream<Uint8Array<ArrayBuffer>>>} */
async function fromPage(role) {
  const text = await new Promise((resolve) => (receivers[role] = resolve));
  try {
    const { body } = new Response(fromBase64(text)); // WebKit would read no Blob here
    if (body) return body;
    throw new Error("no body");
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
 * the site.
 *
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 * @param {Part} part
 * @param {(bytes: number) => void} count
 */
async function verify(stream, { address, integrity, size }, count) {
  const bytes = new Uint8Array(size);
  let end = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error) => {
      throw new Failure("missing", `${address}: ${error}`);
    });
    count(value?.byteLength ?? 0);
    if (done) break;
    if (end + value.byteLength <= size) bytes.set(value, end);
    end += value.byteLength;
  }
  if (end !== size || !(await hasIntegrity(bytes, integrity))) {
    throw new Failure(isPage(bytes) ? "filtered" : "altered", address);
  }
}

/**
 * Whether what came in the place of a part is a page for people: no part begins so.
 *
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
function isPage(bytes) {
  const beginning = new TextDecoder("utf-8").decode(bytes.subarray(0, 1000));
  return /^\s*<(!doctype|html|head|body|meta|script|!--)/i.test(beginning);
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string} integrity
 */
async function hasIntegrity(bytes, integrity) {
  if (crypto.subtle) {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return integrity === `sha256-${btoa(String.fromCharCode(...digest))}`;
  }
  // Plain http has no such function, but verifies what is fetched, from memory too.
  const address = URL.createObjectURL(new Blob([bytes]));
  try {
    return (await realFetch(address, { integrity })).ok;
  } catch {
    return false;
  } finally {
    URL.revokeObjectURL(address);
  }
}
