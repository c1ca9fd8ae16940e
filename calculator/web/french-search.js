/**
 * Makes the theme's search find French words as people type them: « lycee » finds « lycée », and
 * « LYCÉE » « lycee »; « troisième » finds « 3e »; in « académie de Rennes », « de » does not find
 * « développeurs ».
 *
 * The build puts this after lunr's French, which the theme's search worker loads, and after the
 * synonyms of these pages' words. The index keeps
 * words as they are written, so that nothing is ever shown without its accents: it is each word
 * looked for that is widened to all its spellings.
 */

(() => {
  /**
   * @typedef {{ term: string }} Clause
   * @typedef {{ clauses: Clause[] }} Query
   * @typedef {{ edges: Record<string, Words> }} Words the letters that may follow
   * @typedef {{
   *   QueryParser: { prototype: { parse: () => Query } },
   *   TokenSet: { fromClause: (clause: Clause) => Words },
   *   fr: { stopWordFilter: (word: string) => string | undefined },
   * }} Lunr
   */

  const { lunr, calcSynonyms: SYNONYMS } =
    /** @type {{ lunr: Lunr, calcSynonyms: Record<string, string> }} */ (
      /** @type {unknown} */ (globalThis)
    );
  const { parse } = lunr.QueryParser.prototype;
  const { fromClause } = lunr.TokenSet;
  const { startsWith } = String.prototype;

  /** Those of lunr's stop words that it only knows with their accents. */
  const STOP_WORDS = new Set(
    (
      "a cela etaient etais etait etant ete etee etees etes etiez etions eumes eutes fumes futes " +
      "meme"
    ).split(" "),
  );

  /** @type {[string, string][]} each letter that has a plain spelling, and that spelling */
  const SPELLINGS = [];
  for (let code = 0xc0; code < 0x250; code += 1) {
    const letter = String.fromCharCode(code);
    if (plain(letter) !== letter) SPELLINGS.push([letter, plain(letter)]);
  }

  // The theme looks for all that begins with each word.
  lunr.QueryParser.prototype.parse = function () {
    const query = parse.call(this);
    const telling = query.clauses.filter(isTelling);
    if (telling.length) query.clauses = telling;
    for (const clause of query.clauses) {
      const word = wordOf(clause);
      const synonym = Object.hasOwn(SYNONYMS, word) && SYNONYMS[word];
      if (synonym) clause.term = clause.term.endsWith("*") ? `${synonym}*` : synonym;
    }
    return query;
  };

  lunr.TokenSet.fromClause = (clause) => {
    const words = fromClause({ ...clause, term: plain(clause.term) });
    widen(words, new Set());
    return words;
  };

  // How the theme knows which of the words looked for a page lacks.
  String.prototype.startsWith = function (sought, position) {
    return startsWith.call(plain(String(this)), plain(String(sought)), position);
  };

  /** @param {string} text */
  function plain(text) {
    return text
      .normalize("NFD")
      .replace(/\p{Mn}/gu, "")
      .replaceAll("œ", "oe")
      .replaceAll("æ", "ae");
  }

  /** @param {Clause} clause */
  function wordOf({ term }) {
    return plain(term).replace(/\*$/, "");
  }

  /** @param {Clause} clause */
  function isTelling(clause) {
    const word = wordOf(clause);
    const silent = STOP_WORDS.has(word) || SYNONYMS[word] === "";
    return !silent && lunr.fr.stopWordFilter(word) !== undefined;
  }

  /**
   * @param {Words} words
   * @param {Set<Words>} seen
   */
  function widen(words, seen) {
    if (seen.has(words)) return;
    seen.add(words);
    for (const next of Object.values(words.edges)) widen(next, seen);
    for (const [letter, [first = "", second]] of SPELLINGS) {
      const after = words.edges[first];
      const next = second ? after?.edges[second] : after;
      if (next) words.edges[letter] = next;
    }
  }
})();
