/**
 * What a page and its worker say to each other. Neither knows anything of the domain: a form goes in
 * as texts, or files as bytes, and HTML comes back.
 */

/** `memory`, which only what is opened from a disk has: a Python that has imported what answers. */
export type Role = "python" | "wasm" | "library" | "memory";

export type Parts = Record<Exclude<Role, "memory">, Part> & { memory?: Part };

/**
 * One part of the engine, as the build describes it to the page.
 *
 * `address` is relative to the page; `size` is in bytes, once the server's compression is undone;
 * `integrity` is the SHA-256 of those bytes, as in Subresource Integrity.
 */
export interface Part {
  address: string;
  size: number;
  integrity: string;
}

/**
 * How parts come: `plain` files, `packed` with gzip by the build, for servers that compress
 * nothing, or `embedded` in scripts, packed and in base 64, for pages opened from a disk.
 */
export type Form = "plain" | "packed" | "embedded";

/** Python, as the worker calls it. */
export interface Python {
  answerForm(request: string): string;
  /** The school page. */
  answerEstablishment(request: string): string;
  /** The list page, made at its first use. */
  list(): RosterPage;
  /** Hand bytes over. */
  feed(page: RosterPage, bytes: Uint8Array): boolean;
}

/** `calculator.ask.lists.RosterPage`. */
export interface RosterPage {
  begin(): void;
  open(name: string): void;
  feed(bytes: unknown): boolean;
  give_up(): boolean;
  close(): void;
  ask(request: string): string;
}

/** What Python is made of. */
export interface Engine {
  form: Form;
  parts: Parts;
}

/** From the page: start Python. Addresses are absolute. */
export interface Start extends Engine {
  type: "start";
}

/** From the page: an embedded part, in base 64. */
export interface PartHere {
  type: "part";
  role: Role;
  content: string;
}

/** From the page: the address of the script that the worker made known; it can be imported. */
export interface ScriptHere {
  type: "script-here";
  address: string;
}

/**
 * From the page: answer this. `fields` and `pages` are as in Python: `answer_form` for the calculator,
 * `answer_establishment` for a school, `RosterPage.ask` for a list.
 */
export interface Ask {
  type: "ask";
  id: number;
  of: "calculator" | "establishment" | "list";
  fields: Record<string, string>;
  pages: Record<string, string>;
}

/** From the page: read these files, in place of those before; they are asked for piece by piece. */
export interface Files {
  type: "files";
  id: number;
  files: { name: string; size: number }[];
}

/** From the page: the piece that was asked for, or null when it cannot be read. */
export interface Piece {
  type: "piece";
  id: number;
  content: ArrayBuffer | null;
}

/** From the page: read no more of them. */
export interface Cancel {
  type: "cancel";
}

export type ToWorker = Start | PartHere | ScriptHere | Ask | Files | Piece | Cancel;

/** From the worker: give this script an address. A page opened from a disk makes others. */
export interface Script {
  type: "script";
  content: ArrayBuffer;
}

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

/** From the worker: Python answers from now on. `phases`: when each ended, in ms since 1970. */
export interface Ready {
  type: "ready";
  phases: [string, number][];
}

/**
 * From the worker: what Python says of form `id`, with its `problems`, by field. The calculator and a
 * school get one `html`, with its `text` to copy and its `calendar` when that is an answer; a list gets
 * `parts` of its page, an `html` that sums up its problems, and may be told to `focus` a part, to
 * `print`, or to hand over a `download`.
 */
export interface Answer {
  type: "answer";
  id: number;
  problems?: Record<string, string>;
  html?: string;
  text?: string;
  calendar?: Calendar | null;
  parts?: Record<string, string>;
  focus?: string;
  print?: boolean;
  download?: { name: string; type: string; text?: string; base64?: string };
}

/** A calendar to hand over under a `name`: one of the site's files, or one to be written. */
export interface Calendar {
  name: string;
  address?: string;
  jcal?: unknown;
}

/** From the worker: the bytes that I want of a file of `id`, which stands at that `place`. */
export interface Wanted {
  type: "wanted";
  id: number;
  place: number;
  start: number;
  end: number;
}

/** From the worker: so many bytes of the files `id` are read. */
export interface Reading {
  type: "reading";
  id: number;
  loaded: number;
  total: number;
}

/** From the worker: files `id` are read to their end, or given up. */
export interface Read {
  type: "read";
  id: number;
  cancelled: boolean;
}

/** Why Python could not start or went away; the page has a message for each. */
export type Reason =
  | "missing"
  | "altered"
  | "filtered"
  | "memory"
  | "unsupported"
  | "disabled"
  | "blocked"
  | "refused"
  | "silent"
  | "broken";

/** From the worker: no answer will come. `detail` is for the person who repairs the site. */
export interface Failed {
  type: "failed";
  reason: Reason;
  detail: string;
}

/** What the page's script hears. */
export type Heard = Progress | Starting | Ready | Answer | Reading | Read | Failed;

export type FromWorker = Heard | Script | Wanted;

/**
 * Where the answers that the site publishes as files are, as the build describes it to the page.
 *
 * `scripts`: whether they are in scripts; `site` is the address of the site's root relative to the
 * page; `words` are those of dates.
 */
export interface DatedAnswers {
  version: string;
  scripts: boolean;
  site: string;
  words: { days: string[]; months: string[]; first: string };
  circulars: { id: string; first_day: string; last_day: string; address: string }[];
}

/** Such a file: the answers of a circular, by class and kind of school. */
export interface YearOfAnswers {
  version: string;
  classes: Record<
    string,
    Record<string, { first_day: string; last_day: string; html: number[] }[]>
  >;
  blocks: string[];
}
