// What is offered while a query is written, from /schema.json: classes after `a`, the properties of the subject's class
// first, things by name.
import { isVariable, readContext, tokenize } from "./context.js";
import { lines, write } from "./prefixes.js";

/**
 * @typedef {{name: string, label: string, says?: string, also?: string[], of: any, to: Record<string, number>,
 *   range?: string[], domain?: string[], under?: string[], count?: number}} Term
 * @typedef {{prefixes: Record<string, string>, classes: Term[], properties: Term[], kinds: Term[], entities: Term[]}} Schema
 * @typedef {import("./context.js").Context} Context
 * @typedef {import("./context.js").Known} Known
 * @typedef {{term: Term, fits: number}} Ranked
 */

const MOST = 80;

/** @param {() => Promise<Schema>} load @returns {import("@codemirror/autocomplete").CompletionSource} */
export function completeFrom(load) {
  return async (asked) => {
    const text = asked.state.doc.toString();
    const { context, known } = readContext(text, asked.pos);
    if (context.place === "none" || (!context.word && !asked.explicit && context.place !== "class")) return null;
    const schema = await load();
    const variables = isVariable(context.word) || context.word === "?" || !context.word ? variablesOf(text, context) : [];
    const found = isVariable(context.word) ? [] : offer(schema, context, known);
    const options = [...found.map(({ term }, rank) => option(schema, term, context, rank)), ...variables];
    return options.length ? { from: context.from, options, filter: false } : null;
  };
}

/** The terms that fit the place and what was written, the best first.
 * @param {Schema} schema @param {Context} context @param {Known} known @returns {Ranked[]} */
export function offer(schema, context, known) {
  const ranked = candidates(schema, context, known).flatMap(({ term, fits }) => {
    const match = matches(term, context.word);
    return match ? [{ term, fits: fits * 10 + match }] : [];
  });
  const many = (/** @type {Term} */ term) => term.count ?? 0;
  return ranked
    .sort((a, b) => b.fits - a.fits || many(b.term) - many(a.term) || a.term.label.localeCompare(b.term.label))
    .slice(0, MOST);
}

/** @param {Schema} schema @param {Context} context @param {Known} known @returns {Ranked[]} */
function candidates(schema, context, known) {
  if (context.place === "class") return schema.classes.map((term) => ({ term, fits: term.count ? 1 : 0 }));
  if (context.place === "predicate") {
    const classes = classesOf(schema, context, known);
    const type = { name: "a", label: "is a", says: "The class of the subject.", of: {}, to: {} };
    return [{ term: type, fits: 1 }, ...schema.properties.map((term) => ({ term, fits: belongs(term, classes) }))];
  }
  const property = schema.properties.find(({ name }) => name === context.predicate.split(/[/|]/).pop());
  const wanted = new Set(property && context.place === "object" ? [...Object.keys(property.to), ...(property.range ?? [])] : []);
  return [...schema.entities, ...schema.kinds].map((term) => ({
    term,
    fits: term.of.some((/** @type {string} */ each) => wanted.has(each)) ? 1 : 0,
  }));
}

/** 2 for a property that the data has with such a subject, 1 for one that the ontology allows.
 * @param {Term} property @param {Set<string>} classes */
function belongs(property, classes) {
  if (Object.keys(property.of).some((each) => classes.has(each))) return 2;
  return (property.domain ?? []).some((each) => classes.has(each)) ? 1 : 0;
}

/** The classes of what a property is looked for: as the query says, as its properties imply, or as the thing is.
 * @param {Schema} schema @param {Context} context @param {Known} known @returns {Set<string>} */
function classesOf(schema, { subject, predicate }, known) {
  const steps = predicate.split(/[/|]/).filter(Boolean);
  if (predicate.endsWith("/") && steps.length) return leadsTo(schema, steps[steps.length - 1]);
  const thing = [...schema.entities, ...schema.kinds].find(({ name }) => name === subject);
  const said = known.classes.get(subject) ?? new Set();
  if (said.size) return said;
  const implied = [...(known.after.get(subject) ?? [])].flatMap((each) => [...leadsTo(schema, each)]);
  return new Set([...(thing ? thing.of : []), ...implied]);
}

/** @param {Schema} schema @param {string} name @returns {Set<string>} */
function leadsTo(schema, name) {
  const property = schema.properties.find((each) => each.name === name);
  return new Set(property ? [...Object.keys(property.to), ...(property.range ?? [])] : []);
}

/** How well a term fits what was written: 0 for not at all. @param {Term} term @param {string} word */
function matches({ name, label, also = [] }, word) {
  if (!word) return 1;
  const wanted = word.toLowerCase();
  const called = [name, name.slice(name.indexOf(":") + 1), label, ...also].map((each) => each.toLowerCase());
  if (called.some((each) => each === wanted)) return 5;
  if (called.some((each) => each.startsWith(wanted))) return 4;
  if (called.some((each) => each.split(/[\s-]+/).some((part) => part.startsWith(wanted)))) return 3;
  return wanted.length > 2 && called.some((each) => each.includes(wanted)) ? 2 : 0;
}

/** @param {Schema} schema @param {Term} term @param {Context} context @param {number} rank
 * @returns {import("@codemirror/autocomplete").Completion} */
function option(schema, term, context, rank) {
  return {
    label: term.label === term.name ? term.name : `${term.label}`,
    detail: term.name,
    info: term.says,
    type: context.place === "class" ? "class" : context.place === "predicate" ? "property" : "constant",
    boost: 99 - rank,
    apply: (view, _, from, to) => insert(view, schema, term.name, from, to),
  };
}

/** @param {import("@codemirror/view").EditorView} view @param {Schema} schema @param {string} name
 * @param {number} from @param {number} to */
function insert(view, schema, name, from, to) {
  const text = view.state.doc.toString();
  const { written, lacks } = write(text, name, schema.prefixes);
  const changes = [{ from, to, insert: written }];
  const added = lacks.length ? lines(text, lacks, schema.prefixes) : { from: 0, insert: "" };
  if (added.insert) changes.push({ ...added, to: added.from });
  const before = added.from <= from ? added.insert.length : 0;
  view.dispatch({ changes, selection: { anchor: from + before + written.length }, userEvent: "input.complete" });
}

/** @param {string} text @param {Context} context @returns {import("@codemirror/autocomplete").Completion[]} */
function variablesOf(text, { word, from }) {
  const names = tokenize(text).filter((token) => isVariable(token.text) && token.from !== from).map((token) => token.text);
  return [...new Set(names)]
    .filter((name) => name.startsWith(word))
    .map((label) => ({ label, type: "variable", boost: -50 }));
}
