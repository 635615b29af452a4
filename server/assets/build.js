// Builds what the pages load: `make assets` runs it. Bundles with hashed names, the map's lines, a manifest, the licences.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { drawLines } from "./lines.js";
import { writeThirdParty } from "./licences.js";

const HERE = dirname(fileURLToPath(import.meta.url));
const BUILT = join(HERE, "../static/built");
/** Each is a script that a page asks for by this name, and a sheet of the same name where there is one. */
const ISLANDS = ["site.js", "editor.js", "results.js", "battle.js", "map.css"];

process.chdir(join(HERE, "../.."));
rmSync(BUILT, { recursive: true, force: true });
mkdirSync(BUILT, { recursive: true });
const result = await build({
  entryPoints: ISLANDS.map((name) => join(HERE, name)),
  outdir: BUILT,
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022"],
  minify: true,
  metafile: true,
  entryNames: "[name]-[hash]",
  chunkNames: "part-[hash]",
  loader: { ".png": "empty" }, // Leaflet's own pictures, none of which is shown
  legalComments: "none", // they are in THIRD_PARTY.txt, whole
  logLevel: "warning",
});

/** @type {Record<string, {script?: string, style?: string, parts?: string[], data?: string}>} */
const manifest = {};
for (const [path, output] of Object.entries(result.metafile.outputs)) {
  if (!output.entryPoint) continue;
  const [name, suffix] = basename(output.entryPoint).split(".");
  manifest[name] = {
    [suffix === "js" ? "script" : "style"]: relative(BUILT, path),
    ...(output.cssBundle && { style: relative(BUILT, output.cssBundle) }),
    // What the script imports at once: the browser may begin to load it with the page.
    parts: partsOf(path),
  };
}
manifest.lines = { data: hashed("lines", "json", drawLines()) };
writeThirdParty(join(BUILT, "THIRD_PARTY.txt"), Object.keys(result.metafile.inputs));
// The manifest comes last: make takes it for the sign that all is there.
writeFileSync(join(BUILT, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
const names = readdirSync(BUILT);
console.log(`Built ${names.length} files in ${relative(process.cwd(), BUILT)}`);

/** @param {string} path @returns {string[]} */
function partsOf(path) {
  const found = new Set();
  const queue = [path];
  for (const each of queue) {
    for (const { path: next, kind } of result.metafile.outputs[each].imports) {
      if (kind === "import-statement" && !found.has(next)) {
        found.add(next);
        queue.push(next);
      }
    }
  }
  return [...found].map((each) => relative(BUILT, each));
}

/** @param {string} name @param {string} suffix @param {string} content */
function hashed(name, suffix, content) {
  const file = `${name}-${createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase()}.${suffix}`;
  writeFileSync(join(BUILT, file), content);
  return file;
}
