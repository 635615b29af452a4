// The other views of an answer, fetched when somebody looks: a timeline, a map, bars.
import { make } from "./results.js";

/** @typedef {Record<string, string>} Roles */

/** @param {HTMLElement} place @param {string} name @param {HTMLElement} answer @param {HTMLTableRowElement[]} rows
 * @param {() => boolean} wanted whether nothing else has been asked for since */
export async function draw(place, name, answer, rows, wanted) {
  const { drawTimeline } = name === "timeline" ? await import("./timeline.js") : { drawTimeline: null };
  const { drawMap } = name === "map" ? await import("./map.js") : { drawMap: null };
  if (drawMap) await style(answer);
  if (!wanted()) return;
  const heads = [...(answer.querySelector("thead tr")?.children ?? [])].map((head) => /** @type {HTMLElement} */ (head).dataset.name ?? "");
  const roles = Object.fromEntries((answer.dataset[name] ?? "").trim().split(/\s+/).map((pair) => pair.split(":")));
  const cell = (/** @type {HTMLTableRowElement} */ row, /** @type {string} */ name) => row.cells[heads.indexOf(name)];
  const text = (/** @type {HTMLTableRowElement} */ row) => cell(row, roles.label)?.textContent?.trim() ?? "";
  const value = (/** @type {HTMLTableRowElement} */ row, /** @type {string} */ name) => cell(row, name)?.dataset.value ?? "";
  const href = (/** @type {HTMLTableRowElement} */ row) => (row.querySelector("td.is-source a") ?? row.querySelector("td a"))?.getAttribute("href") ?? "";
  const all = rows.map((row) => ({ row, label: text(row), href: href(row), side: row.querySelector(".side")?.classList[1] ?? "other" }));
  if (drawTimeline) {
    return timeline(drawTimeline, place, all.map(({ row, ...told }) => ({ ...told, from: value(row, roles.start), to: value(row, roles.end ?? roles.start), when: value(row, "when") })));
  }
  if (drawMap) return map(drawMap, place, all.map(({ row, ...told }) => ({ ...told, wkt: value(row, roles.wkt) })), answer);
  return bars(place, all.map(({ row, ...told }) => ({ ...told, value: Number(value(row, roles.value)) })));
}

/** The sheet of the map. @param {HTMLElement} answer */
async function style(answer) {
  const { mapStyle } = answer.dataset;
  if (!mapStyle || document.querySelector(`link[href="${mapStyle}"]`)) return;
  const sheet = make("link", { rel: "stylesheet", href: mapStyle });
  await new Promise((done) => {
    sheet.onload = sheet.onerror = done;
    document.head.append(sheet);
  });
}

/** @param {typeof import("./timeline.js").drawTimeline} drawTimeline @param {HTMLElement} place
 * @param {import("./timeline.js").Item[]} items */
function timeline(drawTimeline, place, items) {
  const known = items.filter(({ from, to }) => /^\d{4}-\d\d-\d\d/.test(from) || /^\d{4}-\d\d-\d\d/.test(to));
  const days = known.flatMap(({ from, to }) => [from, to]).filter(Boolean).sort();
  if (!days.length) return place.replaceChildren("No row has a date.");
  const inner = make("div", {});
  place.replaceChildren(make("div", { className: "wide", tabIndex: 0, role: "region", "aria-label": "Timeline, drawn" }, inner));
  drawTimeline(inner, known, { from: days[0], to: days[days.length - 1], width: place.clientWidth });
}

/** @param {typeof import("./map.js").drawMap} drawMap @param {HTMLElement} place
 * @param {{label: string, href: string, side: string, wkt: string}[]} items @param {HTMLElement} answer */
function map(drawMap, place, items, answer) {
  /** @type {Map<string, {spot: import("./map.js").Spot, entries: import("./map.js").Entry[]}>} */
  const spots = new Map();
  for (const { label, href, side, wkt } of items) {
    const found = /POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)/i.exec(wkt);
    if (!found) continue;
    const at = spots.get(found[0]) ?? { spot: { key: found[0], longitude: Number(found[1]), latitude: Number(found[2]), ring: false, label }, entries: [] };
    at.entries.push({ label, href, side });
    spots.set(found[0], at);
  }
  if (!spots.size) return place.replaceChildren("No row has coordinates.");
  const inner = make("div", { className: "map" });
  place.replaceChildren(inner, make("p", { className: "caveat", textContent: "Coarse lines (Natural Earth): a river can be 4 km off. A mark is a point, however large the place." }));
  const drawn = drawMap(inner, [...spots.values()].map(({ spot }) => spot), answer.dataset.lines ?? "", "Map of the answer");
  drawn.show(new Map([...spots].map(([key, { entries }]) => [key, entries])));
}

/** @param {HTMLElement} place @param {{label: string, value: number, href: string}[]} items */
function bars(place, items) {
  const known = items.filter(({ value }) => Number.isFinite(value));
  const most = Math.max(1, ...known.map(({ value }) => value));
  const list = make("ol", { className: "bars" });
  for (const { label, value, href } of known) {
    const bar = make("progress", { max: most, value, "aria-label": `${label}: ${value}` });
    list.append(make("li", {}, href ? make("a", { href, textContent: label }) : label, bar, make("b", { textContent: String(value) })));
  }
  place.replaceChildren(list);
}
