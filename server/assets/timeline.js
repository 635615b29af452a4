// A timeline as SVG: signs for days, bars for what went on, pale bars where the day is not known. The shape tells the side.

/**
 * @typedef {{label: string, href: string, from: string, to: string, when: string, side: string, key?: string}} Item
 * @typedef {{item: Item, x: number, end: number, form: string, left: number, right: number, flip: boolean, inside: boolean}} Placed
 */

const NS = "http://www.w3.org/2000/svg";
const DAY = 86400000;
const LANE = 24;
const TOP = 30;
const SIGN = 5;
/** About how wide a character of a label is. */
const CHARACTER = 6.4;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** @param {string} name @param {Record<string, string | number>} told @param {(Node | string)[]} inside */
function svg(name, told = {}, ...inside) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(told)) made.setAttribute(key, String(value));
  made.append(...inside);
  return made;
}

/** @param {string} day */
export const toDays = (day) => Math.round(Date.parse(`${day.slice(0, 10)}T00:00Z`) / DAY);
/** @param {number} days */
export const toDay = (days) => new Date(days * DAY).toISOString().slice(0, 10);

/** How a date is drawn, by its EDTF where there is one. @param {Item} item */
function formOf({ when, from, to }) {
  if (!from || /^\[\.\.|^(\.\.)?\//.test(when)) return "before";
  if (!to) return "since";
  if (from === to) return "day";
  return when.startsWith("[") || !when.includes("/") && when !== "" ? "between" : "period";
}

/** @param {HTMLElement} place @param {Item[]} items @param {{from: string, to: string, width?: number}} window */
export function drawTimeline(place, items, window) {
  const width = Math.max(window.width ?? place.clientWidth, 620);
  const [first, last] = [toDays(window.from), Math.max(toDays(window.to), toDays(window.from) + 1)];
  const scale = (/** @type {number} */ days) => 14 + ((Math.min(Math.max(days, first), last) - first) / (last - first)) * (width - 28);
  const placed = pack(items.map((item) => locate(item, scale, first, last, width)));
  const lanes = placed.length;
  const height = TOP + lanes * LANE + 8;
  const drawing = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": `${items.length} events on a line of time`, class: "timeline" });
  drawing.append(soft(), axis(scale, first, last, height));
  placed.forEach((lane, at) => drawing.append(...lane.map((each) => entry(each, TOP + at * LANE + LANE / 2))));
  place.replaceChildren(drawing);
}

/** @param {Item} item @param {(days: number) => number} scale @param {number} first @param {number} last @param {number} width
 * @returns {Placed} */
function locate(item, scale, first, last, width) {
  const form = formOf(item);
  const start = item.from ? toDays(item.from) : first;
  const stop = item.to ? toDays(item.to) : last;
  const x = scale(form === "before" ? stop : start);
  const end = form === "day" || form === "before" ? x : Math.max(scale(stop), x + 6);
  const text = item.label.length * CHARACTER + 14;
  // Where a label has no room to the right of its sign it stands to the left.
  const flip = end + text > width && x - text > 0;
  // A bar that leaves room on neither side has its label over it.
  const inside = end + text > width && !flip && x + text < width;
  const stub = form === "before" ? 22 : 0;
  return { item, x, end, form, flip, inside, left: (flip ? x - text : x) - SIGN - stub, right: flip || inside ? Math.max(end + SIGN, inside ? x + text : 0) : Math.max(end + text, end + SIGN) };
}

/** Into as few lines as hold them without touching; each goes into the first that has room.
 * @param {Placed[]} all @returns {Placed[][]} */
function pack(all) {
  /** @type {Placed[][]} */
  const lanes = [];
  for (const each of all) {
    const free = lanes.find((lane) => lane.every((other) => other.right + 8 < each.left || each.right + 8 < other.left));
    if (free) free.push(each);
    else lanes.push([each]);
  }
  return lanes;
}

/** The gradient of a bar whose ends are not known. */
function soft() {
  const stops = [["0", "0"], ["0.3", "0.5"], ["0.7", "0.5"], ["1", "0"]];
  const of = (/** @type {string} */ side) =>
    svg("linearGradient", { id: `soft-${side}` }, ...stops.map(([offset, opacity]) => svg("stop", { offset, "stop-opacity": opacity, class: `stop-${side}` })));
  return svg("defs", {}, of("first"), of("second"), of("other"));
}

/** Months, or weeks where there are few days. @param {(days: number) => number} scale @param {number} first
 * @param {number} last @param {number} height */
function axis(scale, first, last, height) {
  const marks = svg("g", { class: "axis", "aria-hidden": "true" });
  const weekly = last - first <= 45;
  let free = 0;
  for (let days = first; days <= last; days++) {
    const date = new Date(days * DAY);
    if (weekly ? (days - first) % 7 : days !== first && date.getUTCDate() !== 1) continue;
    const x = scale(days);
    marks.append(svg("line", { x1: x, x2: x, y1: TOP - 8, y2: height }));
    const month = MONTHS[date.getUTCMonth()];
    const year = days === first || date.getUTCMonth() === 0 ? ` ${date.getUTCFullYear()}` : "";
    const name = weekly ? `${date.getUTCDate()} ${month}${year}` : month + year;
    if (x < free) continue;
    marks.append(svg("text", { x: x + 3, y: 14 }, name));
    free = x + name.length * CHARACTER + 8;
  }
  return marks;
}

/** @param {Placed} placed @param {number} y */
function entry({ item, x, end, form, flip, inside }, y) {
  const shape = svg("g", { class: `mark is-${item.side} is-${form}` });
  if (end > x) shape.append(bar(item, x, end, y, form));
  if (form === "before") shape.append(svg("line", { x1: x - 22, x2: x - SIGN, y1: y, y2: y, class: "stub" }));
  shape.append(sign(item.side, form === "between" ? (x + end) / 2 : x, y));
  const label = svg("text", { x: flip ? x - SIGN - 5 - (form === "before" ? 20 : 0) : (inside ? x : end) + SIGN + 5, y: y + 4, "text-anchor": flip ? "end" : "start" }, item.label);
  return svg("a", { href: item.href, "data-key": item.key ?? "" }, svg("title", {}, `${item.label}: ${said(item, form)}`), shape, label);
}

/** @param {Item} item @param {number} x @param {number} end @param {number} y @param {string} form */
function bar(item, x, end, y, form) {
  const box = { x, y: y - 4, width: end - x, height: 8, rx: 3 };
  if (form === "between") return svg("rect", { ...box, fill: `url(#soft-${item.side})`, class: "soft" });
  return svg("rect", { ...box, class: form === "since" ? "open" : "lasting" });
}

/** A square, a circle or a diamond. @param {string} side @param {number} x @param {number} y */
function sign(side, x, y) {
  if (side === "second") return svg("circle", { cx: x, cy: y, r: SIGN, class: "sign" });
  const s = SIGN;
  if (side === "first") return svg("rect", { x: x - s + 0.5, y: y - s + 0.5, width: 2 * s - 1, height: 2 * s - 1, class: "sign" });
  return svg("path", { d: `M${x} ${y - s - 1}L${x + s + 1} ${y}L${x} ${y + s + 1}L${x - s - 1} ${y}Z`, class: "sign" });
}

/** @param {Item} item @param {string} form */
function said({ from, to }, form) {
  if (form === "day") return from;
  if (form === "before") return `by ${to}`;
  if (form === "since") return `from ${from}`;
  return form === "between" ? `some time between ${from} and ${to}` : `${from} to ${to}`;
}
