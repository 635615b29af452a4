// What the browser keeps of the queries written here: the draft, and those that were run. Nothing of it is sent.

/** @typedef {{query: string, at: number, said: string}} Run */

const DRAFT = "sitrep.draft";
const RUNS = "sitrep.history";
const MOST = 30;

/** @param {string} text */
export function keepDraft(text) {
  write(DRAFT, text);
}

export function readDraft() {
  return read(DRAFT) ?? "";
}

/** @param {Run} run */
export function remember(run) {
  const others = runs().filter(({ query }) => query !== run.query);
  write(RUNS, JSON.stringify([run, ...others].slice(0, MOST)));
}

/** @returns {Run[]} */
function runs() {
  try {
    const found = JSON.parse(read(RUNS) ?? "[]");
    return Array.isArray(found) ? found.filter((each) => typeof each?.query === "string") : [];
  } catch {
    return [];
  }
}

/** @param {HTMLElement} place @param {(query: string) => void} choose */
export function showHistory(place, choose) {
  const list = document.createElement("ol");
  for (const run of runs()) {
    const item = document.createElement("li");
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "plain" });
    button.textContent = run.query.replace(/^\s*PREFIX.*$/gim, "").replace(/\s+/g, " ").trim().slice(0, 160);
    button.addEventListener("click", () => choose(run.query));
    const when = document.createElement("small");
    when.textContent = `${new Date(run.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" })}: ${run.said}`;
    item.append(button, when);
    list.append(item);
  }
  place.replaceChildren(list.children.length ? list : "None yet.");
}

/** @param {string} name */
function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null; // a browser may keep nothing
  }
}

/** @param {string} name @param {string} value */
function write(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // a browser may keep nothing, or have no room
  }
}
