// PREFIX lines: what a query declares, what it uses, and what it lacks to run elsewhere.
import { tokenize } from "./context.js";

const DECLARATION = /^[ \t]*PREFIX\s+([^\s:]*):\s*<([^>]*)>/gim;

/** @param {string} text @returns {Map<string, string>} */
export function declared(text) {
  return new Map([...text.matchAll(DECLARATION)].map(([, prefix, iri]) => [prefix, iri]));
}

/** The prefixes that a query uses and does not declare, and that the server knows.
 * @param {string} text @param {Record<string, string>} prefixes */
export function missing(text, prefixes) {
  const told = declared(text);
  const used = tokenize(text)
    .filter(({ text: token }) => !/^[<"'?$@]/.test(token) && token.includes(":"))
    .map(({ text: token }) => token.slice(0, token.indexOf(":")));
  return [...new Set(used)].filter((prefix) => !told.has(prefix) && prefix in prefixes).sort();
}

/** The lines to add, and where: after those that are there, else at the top.
 * @param {string} text @param {string[]} names @param {Record<string, string>} prefixes */
export function lines(text, names, prefixes) {
  const last = [...text.matchAll(DECLARATION)].pop();
  const insert = names.map((name) => `PREFIX ${name}: <${prefixes[name]}>`).join("\n");
  if (last) return { from: last.index + last[0].length, insert: insert && `\n${insert}` };
  return { from: 0, insert: insert && `${insert}\n\n` };
}

/** How a term is written in this query, and the prefixes that it lacks: none where the query leaves all to the server.
 * @param {string} text @param {string} name @param {Record<string, string>} prefixes
 * @returns {{written: string, lacks: string[]}} */
export function write(text, name, prefixes) {
  if (!name.includes(":") || name.startsWith("<")) return { written: name, lacks: [] };
  const prefix = name.slice(0, name.indexOf(":"));
  const told = declared(text);
  if (told.has(prefix)) {
    const same = told.get(prefix) === prefixes[prefix];
    return { written: same ? name : `<${prefixes[prefix]}${name.slice(prefix.length + 1)}>`, lacks: [] };
  }
  return { written: name, lacks: told.size ? [prefix] : [] };
}
