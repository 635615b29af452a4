// The table of an answer: sort by a column, filter, leave columns out, turn pages; and the other views, when asked for.
// All of it works on the table that the server sent.

/** @typedef {{name: string, text: string}} Head */
const PAGE = 50;

/** @template {keyof HTMLElementTagNameMap} K @param {K} tag @param {Record<string, unknown>} [told] @param {(Node | string)[]} inside */
export function make(tag, told = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(told)) {
    if (key in made) Object.assign(made, { [key]: value });
    else made.setAttribute(key, String(value));
  }
  made.append(...inside);
  return made;
}

/** @param {ParentNode} [root] */
export function mountAnswers(root = document) {
  for (const answer of root.querySelectorAll(".answer[data-island=results]")) mount(/** @type {HTMLElement} */ (answer));
}

/** @param {HTMLElement} answer */
function mount(answer) {
  const table = answer.querySelector("table");
  if (!table || answer.dataset.mounted) return;
  answer.dataset.mounted = "yes";
  const heads = [...table.tHead?.rows[0].cells ?? []];
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const say = make("p", { className: "shown", role: "status" });
  const filter = make("input", { type: "search", "aria-label": "Filter rows" , placeholder: "Filter rows" });
  const pager = make("div", { className: "pager" });
  let [page, by, down] = [0, -1, false];

  const draw = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fit = rows.filter((row) => words.every((word) => row.textContent?.toLowerCase().includes(word)));
    if (by >= 0) fit.sort((a, b) => compare(a.cells[by], b.cells[by]) * (down ? -1 : 1));
    const pages = Math.max(1, Math.ceil(fit.length / PAGE));
    page = Math.min(page, pages - 1);
    body.replaceChildren(...fit.slice(page * PAGE, page * PAGE + PAGE));
    drawn(fit);
    say.textContent = words.length ? `${fit.length} of ${rows.length} rows fit.` : "";
    turn(pages);
  };
  const turn = (/** @type {number} */ pages) => {
    pager.hidden = pages < 2;
    const to = (/** @type {string} */ text, /** @type {number} */ step) =>
      make("button", { type: "button", textContent: text, disabled: page + step < 0 || page + step >= pages, onclick: () => ((page += step), draw()) });
    pager.replaceChildren(to("Previous", -1), ` Page ${page + 1} of ${pages} `, to("Next", 1));
  };
  heads.forEach((head, at) => {
    const button = make("button", { type: "button", className: "sort", textContent: head.textContent ?? "" });
    button.onclick = () => {
      [by, down] = [at, by === at && !down];
      for (const each of heads) each.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      draw();
    };
    head.replaceChildren(button);
  });
  filter.oninput = () => ((page = 0), draw());
  const tools = make("div", { className: "tools" });
  if (rows.length > 5) tools.append(filter);
  if (heads.length > 2) tools.append(columns(table, heads));
  answer.prepend(tools);
  answer.append(say, pager);
  const drawn = others(answer, tools);
  draw();
}

/** @param {HTMLTableElement} table @param {HTMLElement[]} heads */
function columns(table, heads) {
  const boxes = heads.map((head, at) => {
    const box = make("input", { type: "checkbox", checked: true });
    box.onchange = () => {
      for (const row of [table.tHead?.rows[0], ...all(table)]) row?.cells[at].toggleAttribute("hidden", !box.checked);
    };
    return make("label", {}, box, ` ${head.textContent}`);
  });
  /** @type {HTMLTableRowElement[]} */
  const rows = [...table.tBodies[0].rows];
  const all = (/** @type {HTMLTableElement} */ _) => rows;
  return make("details", { className: "columns" }, make("summary", { textContent: "Columns" }), ...boxes);
}

/** Numbers as numbers, all else as text; what is empty comes last. @param {HTMLElement} a @param {HTMLElement} b */
function compare(a, b) {
  const [x, y] = [a.dataset.value ?? "", b.dataset.value ?? ""];
  if (!x || !y) return x ? -1 : y ? 1 : 0;
  if (!isNaN(+x) && !isNaN(+y)) return +x - +y;
  return x.localeCompare(y, "en", { numeric: true });
}

/** Buttons for the other views, which are fetched when they are first looked at; they show the rows that fit.
 * @param {HTMLElement} answer @param {HTMLElement} tools @returns {(fit: HTMLTableRowElement[]) => void} */
function others(answer, tools) {
  const names = ["timeline", "map", "bar"].filter((name) => answer.dataset[name]);
  if (!names.length) return () => {};
  const table = /** @type {HTMLElement} */ (answer.querySelector(".wide"));
  const place = make("div", { className: "drawn", hidden: true });
  table.before(place);
  /** @type {HTMLTableRowElement[]} */
  let fitting = [];
  let turn = 0;
  // On a phone the rows are the timeline.
  const narrow = matchMedia("(max-width: 40rem)").matches && answer.dataset.default === "timeline";
  let now = narrow ? "table" : (answer.dataset.default ?? "table");
  const show = async (/** @type {string} */ name) => {
    now = name;
    for (const each of buttons) each.setAttribute("aria-pressed", String(each.dataset.view === name));
    table.hidden = name !== "table";
    place.hidden = name === "table";
    const asked = ++turn;
    // What is fetched comes in any order; only what was asked for last is drawn.
    if (name !== "table") await (await import("./drawn.js")).draw(place, name, answer, fitting, () => asked === turn);
  };
  const buttons = ["table", ...names].map((name) =>
    make("button", { type: "button", "data-view": name, textContent: name[0].toUpperCase() + name.slice(1), onclick: () => show(name) }),
  );
  tools.prepend(make("div", { className: "switch", role: "group", "aria-label": "View" }, ...buttons));
  return (fit) => {
    fitting = fit;
    void show(now);
  };
}

mountAnswers();
