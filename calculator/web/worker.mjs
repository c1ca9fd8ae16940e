/**
 * The worker in which Python runs: fetches the engine, starts it, answers forms.
 *
 * @import { EngineFile, FromWorker, Reason, Start, ToWorker } from "./protocol"
 */

const RULES_PACKAGE = /\.whl$/;
const PROGRESS_STEP = 16 * 1024;

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

self.addEventListener("message", async (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  try {
    if (data.type === "start") {
      answerForm = start(data);
      await answerForm;
      tell({ type: "ready" });
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

/**
 * @param {Start} order
 * @returns {Promise<(request: string) => string>} Python's `answer_form`
 */
async function start({ base, files }) {
  if (typeof WebAssembly !== "object") throw new Failure("unsupported", "no WebAssembly");
  const failure = webAssemblyFailure();
  const downloads = downloadAll(base, files);
  const here = Promise.all([
    importModule(`${base}pyodide.mjs`),
    importModule(`${base}pyodide.asm.mjs`),
    ...downloads.values(),
  ]);
  const [{ loadPyodide }] = await Promise.race([failure, here]);
  tell({ type: "starting" });

  // Pyodide asks for its files with fetch: hand it those that are already here.
  const fetchFromNetwork = self.fetch;
  self.fetch = (input, init) =>
    downloads.get(input instanceof Request ? input.url : String(input)) ??
    fetchFromNetwork(input, init);
  const pyodide = await Promise.race([failure, loadPyodide({ indexURL: base })]);
  self.fetch = fetchFromNetwork;

  for (const [url, response] of downloads) {
    if (RULES_PACKAGE.test(url)) pyodide.unpackArchive(await (await response).arrayBuffer(), "wheel");
  }
  return pyodide.runPython("from calculator.views.page import answer_form; answer_form");
}

/**
 * Pyodide waits for ever when its WebAssembly cannot be instantiated: hear of it ourselves.
 *
 * @returns {Promise<never>}
 */
function webAssemblyFailure() {
  return new Promise((_, reject) => {
    const { instantiate, instantiateStreaming } = WebAssembly;
    /** @param {unknown} error */
    const failed = (error) => {
      reject(error);
      throw error;
    };
    Object.assign(WebAssembly, {
      /** @param {[BufferSource]} given */
      instantiate: (...given) => instantiate(...given).catch(failed),
      /** @param {[Response]} given */
      instantiateStreaming: (...given) => instantiateStreaming(...given).catch(failed),
    });
  });
}

/** @param {string} url */
async function importModule(url) {
  try {
    return await import(url);
  } catch (error) {
    throw new Failure("missing", `${url}: ${error}`);
  }
}

/**
 * Fetch every file at once, telling the page how much is here.
 *
 * @param {string} base
 * @param {EngineFile[]} files
 * @returns {Map<string, Promise<Response>>} each file's response by its address
 */
function downloadAll(base, files) {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let loaded = 0;
  let told = 0;
  /** @param {number} bytes */
  const count = (bytes) => {
    loaded += bytes;
    if (loaded - told < PROGRESS_STEP && loaded < total) return;
    told = loaded;
    tell({ type: "progress", loaded, total });
  };
  return new Map(files.map(({ name }) => [base + name, download(base + name, count)]));
}

/**
 * @param {string} url
 * @param {(bytes: number) => void} count
 * @returns {Promise<Response>} with the whole content, and the type WebAssembly asks for whatever
 *   the server says
 */
async function download(url, count) {
  const response = await fetch(url).catch((error) => {
    throw new Failure("missing", `${url}: ${error}`);
  });
  if (!response.ok || !response.body) throw new Failure("missing", `${url}: ${response.status}`);
  const chunks = [];
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    count(part.value.byteLength);
  }
  const type = url.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
  return new Response(new Blob(chunks), { headers: { "Content-Type": type } });
}
