// Where the cursor stands in a query that is not finished. The bar is the cursor.
import assert from "node:assert/strict";
import { test } from "node:test";
import { offer } from "../../../server/assets/complete.js";
import { readContext } from "../../../server/assets/context.js";
import { declared, lines, missing, write } from "../../../server/assets/prefixes.js";

const PLACES = [
  ["SELECT * { ?e a |", "class", "?e"],
  ["SELECT * { ?e a :Ev|", "class", "?e"],
  ["SELECT * { ?e a :Event ; |", "predicate", "?e"],
  ["SELECT * { ?e a :Event ; :by/|", "predicate", "?e"],
  ["SELECT * { ?e :kind/skos:broader* |", "object", "?e"],
  ["SELECT * { ?e ^:by/:on|", "predicate", "?e"],
  ["SELECT * { ?e :by b:kia, |", "object", "?e"],
  ["SELECT * { ?e :by [ a |", "class", "[2"],
  ["SELECT * { ?e :by ?y . FILTER (?e = 3) ?y |", "predicate", "?y"],
  ["SELECT * { ?e :by ?y OPTIONAL { ?y |", "predicate", "?y"],
  ["SELECT * { GRAPH ?s { ?e :|", "predicate", "?e"],
  ["SELECT * { { SELECT ?e { ?e :by|", "predicate", "?e"],
  ["SELECT * { FILTER (?e = |", "none", ""],
  ["SELECT * { VALUES ?e { b:k|", "none", ""],
  ["SEL|", "none", ""],
  ['SELECT * { ?e :when "2024|', "none", "?e"],
  ["# ?x a |\nSELECT", "none", ""],
];
for (const [marked, place, subject] of PLACES) {
  test(`${marked} is the place of: ${place}`, () => {
    const at = marked.lastIndexOf("|");
    const { context } = readContext(marked.slice(0, at) + marked.slice(at + 1), at);
    assert.equal(context.place, place);
    assert.equal(context.subject, subject);
  });
}

const SCHEMA = {
  prefixes: { "": "https://example.org/ns#", b: "https://example.org/b/" },
  classes: [],
  properties: [
    { name: ":low", label: "low", of: { ":Quantity": 9 }, to: {}, domain: [":Quantity"], count: 90 },
    { name: ":by", label: "by", of: { ":Event": 4 }, to: { ":Actor": 4 }, domain: [], count: 4 },
  ],
  kinds: [],
  entities: [
    { name: "b:town", label: "Town", of: [":Place"], to: {}, count: 50 },
    { name: "b:tribe", label: "Tribe", of: [":Actor"], to: {}, count: 2 },
  ],
};
const first = (marked) => {
  const at = marked.indexOf("|");
  const { context, known } = readContext(marked.replace("|", ""), at);
  return offer(SCHEMA, context, known)[0].term.name;
};
test("the properties of the subject's class come first, however rare", () => {
  assert.equal(first("SELECT * { ?e a :Event ; | }"), ":by");
  assert.equal(first("SELECT * { ?e a :Quantity ; | }"), ":low");
});
test("a class may be said later in the query", () => assert.equal(first("SELECT * { ?e | . ?e a :Event }"), ":by"));
test("things of the property's range come first", () => assert.equal(first("SELECT * { ?e :by t| }"), "b:tribe"));

test("a prefix is missing when it is used, known and not declared", () => {
  const text = 'PREFIX b: <https://example.org/b/>\nSELECT * { b:x :by "c:d" ; d:e <f:g> }';
  assert.deepEqual(missing(text, SCHEMA.prefixes), [""]);
});
test("lines go after those that are there", () => {
  const text = "PREFIX b: <https://example.org/b/>\nASK {}";
  const { from, insert } = lines(text, [""], SCHEMA.prefixes);
  assert.equal(text.slice(0, from) + insert + text.slice(from), "PREFIX b: <https://example.org/b/>\nPREFIX : <https://example.org/ns#>\nASK {}");
});
test("a prefix that the query means otherwise is not used", () => {
  assert.equal(write("PREFIX b: <urn:x:>\n", "b:town", SCHEMA.prefixes).written, "<https://example.org/b/town>");
  assert.equal(declared("prefix B: <urn:x:>").get("B"), "urn:x:");
});
test("a query without PREFIX lines gets none", () => assert.deepEqual(write("ASK {}", "b:town", SCHEMA.prefixes).lacks, []));
