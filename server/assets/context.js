// Where in a query the cursor stands: what kind of term is being written there, and of which subject.
//
// Not a parser: it reads tokens up to the cursor and keeps, for each open bracket, how far its triple has come. That is
// enough for a query that is not finished, which a parser would refuse.

/**
 * @typedef {{text: string, from: number, to: number}} Token
 * @typedef {"subject" | "predicate" | "object" | "class" | "none"} Place
 * @typedef {{place: Place, subject: string, predicate: string, from: number, word: string}} Context
 * @typedef {{classes: Map<string, Set<string>>, after: Map<string, Set<string>>}} Known what the whole query says of
 *   each term: its classes, and the properties that lead to it
 * @typedef {{closer: string, triples: boolean, part: number, keyword: string, subject: string, predicate: string}} Level
 */

const TOKEN =
  /#[^\n]*|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>\s]*>|[?$]\w+|@[\w-]+|(?:[\p{L}_][\p{L}\p{N}_.-]*)?:(?:[\p{L}\p{N}_.:%-]*[\p{L}\p{N}_:%-])?|[\p{L}_][\p{L}\p{N}_]*|[\d.]*\d[\d.eE]*|\^\^|&&|\|\||[{}()[\];,.*/|^+?!=<>-]/gu;
/** The parts of a triple that come next, and what else may stand in a group. */
const [SUBJECT, PREDICATE, OBJECT, DONE, OTHER] = [0, 1, 2, 3, 4];
const KEYWORD =
  /^(select|construct|ask|describe|where|optional|minus|union|graph|service|filter|bind|values|from|named|order|group|having|limit|offset|by|as|distinct|reduced|exists|not|prefix|base)$/i;
const BEFORE_TRIPLES = /^(where|optional|minus|union|construct)$/i;

/** @param {string} text @returns {Token[]} */
export function tokenize(text) {
  return [...text.matchAll(TOKEN)]
    .filter(([each]) => !each.startsWith("#"))
    .map((found) => ({ text: found[0], from: found.index, to: found.index + found[0].length }));
}

/** @param {string} text */
export const isVariable = (text) => /^[?$]\w/.test(text);
/** @param {string} text */
const isTerm = (text) => isVariable(text) || /^<.*>$|^[^"']*:|^a$|^["'\d]/.test(text);

/** @param {string} text the query @param {number} at the cursor @returns {{context: Context, known: Known}} */
export function readContext(text, at) {
  const tokens = tokenize(text);
  const word = tokens.find((token) => token.from < at && at <= token.to && /^[\p{L}:_?$]/u.test(token.text));
  const from = word ? word.from : at;
  /** @type {Known} */
  const known = { classes: new Map(), after: new Map() };
  walk(tokens, known);
  const level = walk(tokens.filter((token) => token.to <= from), { classes: new Map(), after: new Map() });
  return { context: { ...placeOf(level), from, word: text.slice(from, at) }, known };
}

/** @param {Level} level @returns {{place: Place, subject: string, predicate: string}} */
function placeOf({ triples, part, subject, predicate }) {
  if (!triples || part >= DONE) return { place: "none", subject, predicate };
  if (part === OBJECT && isType(predicate)) return { place: "class", subject, predicate };
  return { place: part === SUBJECT ? "subject" : part === PREDICATE ? "predicate" : "object", subject, predicate };
}

/** @param {Token[]} tokens @param {Known} known @returns {Level} the innermost group at the end */
function walk(tokens, known) {
  const levels = [group("", false)];
  for (const { text } of tokens) step(levels, text, known);
  return levels[levels.length - 1];
}

/** @param {string} closer @param {boolean} triples @returns {Level} */
function group(closer, triples) {
  return { closer, triples, part: SUBJECT, keyword: "", subject: "", predicate: "" };
}

/** @param {Level[]} levels @param {string} text @param {Known} known */
function step(levels, text, known) {
  const level = levels[levels.length - 1];
  if (text === "{") levels.push(group("}", level.keyword !== "values"));
  else if (text === level.closer && levels.length > 1) close(levels);
  else if (text === "(" && !(level.triples && level.part === PREDICATE)) levels.push(group(")", false));
  else if (text === "[" && level.triples) openNode(levels, known);
  else if (KEYWORD.test(text)) keyword(level, text.toLowerCase());
  else if (level.triples && level.part !== OTHER) triple(level, text, known);
}

/** @param {Level[]} levels */
function close(levels) {
  const { closer } = /** @type {Level} */ (levels.pop());
  const outer = levels[levels.length - 1];
  // A filter ends with its bracket; a list of variables is followed by more.
  if (closer === "}" || (closer === ")" && /^(filter|bind)$/.test(outer.keyword))) {
    Object.assign(outer, { part: SUBJECT, keyword: "" });
  }
}

/** @param {Level[]} levels @param {Known} known */
function openNode(levels, known) {
  const subject = `[${levels.length}`;
  take(levels[levels.length - 1], subject, known);
  levels.push({ ...group("]", true), part: PREDICATE, subject });
}

/** @param {Level} level @param {string} word */
function keyword(level, word) {
  Object.assign(level, { part: BEFORE_TRIPLES.test(word) ? SUBJECT : OTHER, keyword: word });
}

/** @param {Level} level @param {string} text @param {Known} known */
function triple(level, text, known) {
  if (text === ".") Object.assign(level, { part: SUBJECT, subject: "", predicate: "" });
  else if (text === ";") Object.assign(level, { part: PREDICATE, predicate: "" });
  else if (text === ",") level.part = OBJECT;
  else if (/^[/|]$/.test(text)) Object.assign(level, { part: PREDICATE, predicate: level.predicate + text });
  else if (level.part === PREDICATE && /^[\^!(]$/.test(text)) level.predicate += text;
  else if (isTerm(text)) take(level, text, known);
}

/** @param {Level} level @param {string} text @param {Known} known */
function take(level, text, known) {
  if (level.part === SUBJECT) return Object.assign(level, { part: PREDICATE, subject: text, predicate: "" });
  if (level.part === PREDICATE) return Object.assign(level, { part: OBJECT, predicate: level.predicate + text });
  level.part = DONE;
  if (isType(level.predicate)) note(known.classes, level.subject, text);
  else if (!/[/|^!]/.test(level.predicate)) note(known.after, text, level.predicate);
}

/** @param {string} predicate */
const isType = (predicate) => predicate === "a" || predicate === "rdf:type";

/** @param {Map<string, Set<string>>} map @param {string} key @param {string} value */
function note(map, key, value) {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}
