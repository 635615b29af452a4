// /battle: one window of time over map, timeline and list. All that is drawn stands in the list already.
import "./battle.css";
import { drawMap } from "./map.js";
import { drawTimeline, toDay, toDays } from "./timeline.js";

/** @typedef {import("./timeline.js").Item & {key: string, spots: string[], row: HTMLElement}} Happening */

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.time"));
if (form) mount(form);

/** @param {HTMLFormElement} form */
function mount(form) {
  const all = read();
  const [from, to] = sliders(form);
  const map = mountMap();
  const timed = show("timeline-part");
  const timeline = /** @type {HTMLElement} */ (document.getElementById("timeline"));
  const says = /** @type {HTMLElement} */ (document.getElementById("fitting"));
  const change = () => {
    const window_ = { from: toDay(from.valueAsNumber), to: toDay(to.valueAsNumber) };
    const inside = all.filter((each) => (each.from || "0000") <= window_.to && (each.to || "9999") >= window_.from);
    const kept = new Set(inside);
    for (const each of all) each.row.hidden = !kept.has(each);
    if (timed.offsetParent) drawTimeline(timeline, inside, window_);
    map?.show(bySpot(inside));
    says.textContent = `${inside.length} of ${all.length} events`;
    note(form, window_);
  };
  for (const slider of [from, to]) slider.addEventListener("input", change);
  new ResizeObserver(() => change()).observe(timed);
  change();
}

/** @returns {Happening[]} */
function read() {
  return [...document.querySelectorAll("#happenings > li")].map((row, at) => {
    const { from, to, when, side, spots } = /** @type {HTMLElement} */ (row).dataset;
    const thing = row.querySelector("b a");
    const source = row.querySelector("a.source") ?? thing;
    return {
      row: /** @type {HTMLElement} */ (row),
      key: String(at),
      label: thing?.textContent ?? "",
      href: source?.getAttribute("href") ?? "",
      from: from ?? "",
      to: to ?? "",
      when: when ?? "",
      side: side ?? "other",
      spots: (spots ?? "").split(" ").filter(Boolean),
    };
  });
}

/** Two sliders in the place of the two days; they never cross. @param {HTMLFormElement} form @returns {HTMLInputElement[]} */
function sliders(form) {
  const made = [...form.querySelectorAll("input[type=date]")].map((each) => {
    const day = /** @type {HTMLInputElement} */ (each);
    const slider = document.createElement("input");
    Object.assign(slider, { type: "range", min: String(toDays(String(form.dataset.first))), max: String(toDays(String(form.dataset.last))), step: "1" });
    slider.value = String(toDays(day.value));
    slider.name = day.name;
    const told = document.createElement("output");
    day.replaceWith(slider, told);
    return { slider, told };
  });
  const [from, to] = made;
  const tell = () => {
    for (const { slider, told } of made) {
      told.textContent = words(toDay(slider.valueAsNumber));
      slider.setAttribute("aria-valuetext", told.textContent);
    }
  };
  from.slider.addEventListener("input", () => (hold(to.slider, Math.max(to.slider.valueAsNumber, from.slider.valueAsNumber)), tell()));
  to.slider.addEventListener("input", () => (hold(from.slider, Math.min(to.slider.valueAsNumber, from.slider.valueAsNumber)), tell()));
  tell();
  form.classList.add("is-live");
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
  Object.assign(button, { type: "button", textContent: "All of it" });
  button.onclick = () => {
    hold(from.slider, Number(from.slider.min));
    hold(to.slider, Number(to.slider.max));
    from.slider.dispatchEvent(new Event("input"));
  };
  return [from.slider, to.slider];
}

/** @param {HTMLInputElement} slider @param {number} value */
function hold(slider, value) {
  slider.value = String(value);
}

/** @param {string} day */
function words(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${date} ${MONTHS[month - 1]} ${year}`;
}

function mountMap() {
  const spots = [...document.querySelectorAll("#spots > li[data-spot]")].map((row) => {
    const { spot, latitude, longitude, ring } = /** @type {HTMLElement} */ (row).dataset;
    return { key: String(spot), latitude: Number(latitude), longitude: Number(longitude), ring: Boolean(ring), label: row.querySelector("a, span")?.textContent ?? "" };
  });
  if (!spots.length) return null;
  const part = show("map-part");
  return drawMap(/** @type {HTMLElement} */ (document.getElementById("map")), spots, String(part.dataset.lines), "Map of the places");
}

/** @param {string} id @returns {HTMLElement} */
function show(id) {
  const part = /** @type {HTMLElement} */ (document.getElementById(id));
  part.hidden = false;
  return part;
}

/** @param {Happening[]} inside */
function bySpot(inside) {
  /** @type {Map<string, Happening[]>} */
  const found = new Map();
  for (const each of inside) for (const spot of each.spots) found.set(spot, [...(found.get(spot) ?? []), each]);
  return found;
}

/** The address says which window is shown, so that it can be sent to somebody.
 * @param {HTMLFormElement} form @param {{from: string, to: string}} window_ */
function note(form, { from, to }) {
  const address = new URL(location.href);
  const whole = from === form.dataset.first && to === form.dataset.last;
  for (const [name, day] of [["from", from], ["to", to]]) {
    if (whole) address.searchParams.delete(name);
    else address.searchParams.set(name, day);
  }
  if (address.href !== location.href) history.replaceState(null, "", address);
}
