// The map: Leaflet over coarse lines, no tiles. One mark for all that is in a town, a ring for an area.
import { canvas, circle, divIcon, latLngBounds, Map as LeafletMap, marker, polyline } from "leaflet/dist/leaflet-src.esm.js";

/**
 * @typedef {{key: string, latitude: number, longitude: number, ring: boolean, label: string}} Spot
 * @typedef {{label: string, href: string, side: string}} Entry
 * @typedef {{show: (inside: Map<string, Entry[]>) => void}} Drawn
 */

// The lines are some kilometres off; further in they would mislead.
const CLOSEST = 9;
/** Of a ring, in metres: no area's true size. */
const RING = 14000;
const MOST_LISTED = 12;

/** @param {HTMLElement} place @param {Spot[]} spots @param {string} linesAt @param {string} name @returns {Drawn} */
export function drawMap(place, spots, linesAt, name) {
  place.setAttribute("role", "region");
  place.setAttribute("aria-label", name);
  const map = new LeafletMap(place, { maxZoom: CLOSEST, minZoom: 2, zoomSnap: 0.5, attributionControl: false, renderer: canvas({ padding: 0.5 }), scrollWheelZoom: false, zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches });
  const bounds = latLngBounds(spots.map(({ latitude, longitude }) => [latitude, longitude]));
  // A label stands to the right of its mark, and a ring around it.
  map.fitBounds(bounds, { maxZoom: CLOSEST, paddingTopLeft: [40, 60], paddingBottomRight: [140, 60] });
  void addLines(map, place, linesAt);
  const layers = new Map(spots.map((spot) => [spot.key, addSpot(map, spot, bounds.getCenter())]));
  return {
    show(inside) {
      for (const spot of spots) layers.get(spot.key)?.(inside.get(spot.key) ?? []);
    },
  };
}

/** @param {LeafletMap} map @param {Spot} spot @param {import("leaflet").LatLng} middle @returns {(entries: Entry[]) => void} */
function addSpot(map, spot, middle) {
  const at = /** @type {[number, number]} */ ([spot.latitude, spot.longitude]);
  const ink = getComputedStyle(map.getContainer());
  const ring = spot.ring ? circle(at, { radius: RING, color: ink.getPropertyValue("--muted") || "gray", weight: 1.5, dashArray: "4 4", fill: false, interactive: false }).addTo(map) : null;
  const mark = marker(spot.ring ? onRing(spot, middle) : at, { keyboard: true, alt: "", icon: divIcon({ className: "spot", html: "" }) }).addTo(map);
  const room = map.getContainer().clientWidth - 120; // beside the buttons
  mark.bindPopup(document.createElement("div"), { maxWidth: Math.min(300, room), maxHeight: 220, autoPanPaddingTopLeft: [56, 8] });
  return (entries) => {
    mark.setIcon(divIcon({ className: `spot${spot.ring ? " is-ring" : ""}${entries.length ? "" : " is-empty"}`, html: face(spot, entries), iconSize: undefined }));
    mark.setPopupContent(list(spot, entries));
    mark.getElement()?.setAttribute("role", "button");
    ring?.setStyle({ opacity: entries.length ? 1 : 0.3 });
  };
}

/** The end of a ring that is farther from the middle of all: there its mark covers no town.
 * @param {Spot} spot @param {import("leaflet").LatLng} middle @returns {[number, number]} */
function onRing({ latitude, longitude }, middle) {
  return [latitude + ((latitude < middle.lat ? -1 : 1) * RING) / 111320, longitude];
}

/** @param {Spot} spot @param {Entry[]} entries */
function face(spot, entries) {
  const box = document.createElement("span");
  const count = document.createElement("b");
  count.textContent = String(entries.length);
  const name = document.createElement("i");
  name.textContent = spot.label;
  const unit = document.createElement("span");
  unit.className = "unseen";
  unit.textContent = entries.length === 1 ? " entry" : " entries";
  box.append(count, " ", name, unit);
  return box;
}

/** @param {Spot} spot @param {Entry[]} entries */
function list(spot, entries) {
  const box = document.createElement("div");
  const title = document.createElement("p");
  title.className = "title";
  title.textContent = spot.ring ? `Somewhere in ${spot.label}` : spot.label;
  const items = document.createElement("ul");
  for (const entry of entries.slice(0, MOST_LISTED)) {
    const item = document.createElement("li");
    const sign = document.createElement("span");
    sign.className = `side ${entry.side}`;
    const link = document.createElement("a");
    Object.assign(link, { href: entry.href, textContent: entry.label });
    item.append(sign, link);
    items.append(item);
  }
  box.append(title, items);
  if (entries.length > MOST_LISTED) box.append(`and ${entries.length - MOST_LISTED} more, in the list below`);
  return box;
}

/** @param {LeafletMap} map @param {HTMLElement} place @param {string} linesAt */
async function addLines(map, place, linesAt) {
  const told = await (await fetch(linesAt)).json();
  const colour = (/** @type {string} */ name, /** @type {string} */ otherwise) => getComputedStyle(place).getPropertyValue(name).trim() || otherwise;
  const draw = (/** @type {number[][]} */ lines, /** @type {number} */ scale, /** @type {object} */ style) => {
    for (const line of lines) polyline(points(line, scale), { interactive: false, smoothFactor: 0.5, ...style }).addTo(map);
  };
  draw(told.rivers, 100, { color: colour("--water", "#6b9bb8"), weight: 1.5 });
  const border = { color: colour("--muted", "gray"), weight: 1, dashArray: "6 3" };
  const coast = { color: colour("--muted", "gray"), weight: 1 };
  draw(told.borders, 100, border);
  draw(told.farBorders, 10, border);
  draw(told.coasts, 100, coast);
  draw(told.farCoasts, 10, coast);
}

/** @param {number[]} line @param {number} scale @returns {[number, number][]} */
function points(line, scale) {
  let [lon, lat] = [0, 0];
  /** @type {[number, number][]} */
  const found = [];
  for (let at = 0; at < line.length; at += 2) {
    lon += line[at];
    lat += line[at + 1];
    found.push([lat / scale, lon / scale]);
  }
  return found;
}
