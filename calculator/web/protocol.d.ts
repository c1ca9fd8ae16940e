/**
 * What the calculator page and its worker say to each other. Neither knows anything of the domain:
 * a form goes in as texts, HTML comes back.
 */

/** One file of the engine, relative to its base address, with its size in bytes once decoded. */
export interface EngineFile {
  name: string;
  size: number;
}

/** From the page: start the engine whose files are under `base` (absolute, ending with "/"). */
export interface Start {
  type: "start";
  base: string;
  files: EngineFile[];
}

/** From the page: answer this form. `fields` and `pages` are as `answer_form` in Python. */
export interface Ask {
  type: "ask";
  id: number;
  fields: Record<string, string>;
  pages: Record<string, string>;
}

export type ToWorker = Start | Ask;

/** From the worker: so many bytes of the engine are here. */
export interface Progress {
  type: "progress";
  loaded: number;
  total: number;
}

/** From the worker: everything is here, Python is being started. */
export interface Starting {
  type: "starting";
}

/** From the worker: Python answers from now on. */
export interface Ready {
  type: "ready";
}

/** From the worker: what Python says of form `id`; `field` names one to correct. */
export interface Answer {
  type: "answer";
  id: number;
  html: string;
  field: string | null;
}

/** Why Python could not start or went away; the page has a message for each. */
export type Reason = "missing" | "memory" | "unsupported" | "blocked" | "silent" | "broken";

/** From the worker: no answer will come. `detail` is for the person who repairs the site. */
export interface Failed {
  type: "failed";
  reason: Reason;
  detail: string;
}

export type FromWorker = Progress | Starting | Ready | Answer | Failed;
