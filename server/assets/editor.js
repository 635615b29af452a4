// The editor of /sparql, in the place of the textarea: completion, marks at mistakes, run and stop, history.
// The form does all the asking without it; the answer comes from the server as the same page would show it.
import "./editor.css";
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { completeFrom } from "./complete.js";
import { ask } from "./ask.js";
import { mark, mistakes } from "./mark.js";
import { keepDraft, readDraft, remember, showHistory } from "./memory.js";
import { lines, missing } from "./prefixes.js";
import { mountAnswers } from "./results.js";

/** @typedef {import("./ask.js").Problem} Problem */

/** @template {Element} T @param {string} selector @param {new () => T} kind @returns {T} */
function element(selector, kind) {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`no ${selector} on this page`);
  return found;
}

const form = element("#ask", HTMLFormElement);
const area = element("#query", HTMLTextAreaElement);
const status = element("#ask-status", HTMLElement);
const trouble = element("#trouble", HTMLElement);
const run = element("#run", HTMLButtonElement);
const stop = element("#stop", HTMLButtonElement);
const prefix = element("#add-prefixes", HTMLButtonElement);
const log = element("#history", HTMLElement);

/** @type {Promise<import("./complete.js").Schema> | undefined} */
let schema;
const load = () => (schema ??= fetch(String(form.dataset.schema)).then((answer) => answer.json()));
/** @type {AbortController | undefined} */
let running;

const view = new EditorView({ parent: element("#editor", HTMLElement), state: EditorState.create({ doc: area.value, extensions: extensions() }) });
start();

function extensions() {
  const script = /** @type {HTMLElement | null} */ (document.querySelector("script[nonce]"));
  return [
    EditorView.cspNonce.of(script?.nonce ?? ""),
    lineNumbers(),
    history(),
    mistakes,
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    EditorView.lineWrapping,
    StreamLanguage.define(sparql),
    syntaxHighlighting(classHighlighter),
    autocompletion({ override: [completeFrom(load)], icons: false, maxRenderedOptions: 60 }),
    EditorView.contentAttributes.of({ "aria-label": "SPARQL query", "aria-describedby": "ask-keys", spellcheck: "false" }),
    EditorView.updateListener.of((update) => update.docChanged && changed()),
    Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (send(), true) }])),
    // Tab is left to the browser, so that it leads out of the editor; so does Escape, once no list is open.
    keymap.of([...completionKeymap, ...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, { key: "Escape", run: leave }]),
  ];
}

function start() {
  area.hidden = true;
  form.classList.add("has-editor");
  for (const each of document.querySelectorAll("[data-needs-editor]")) each.removeAttribute("hidden");
  form.addEventListener("submit", (event) => (event.preventDefault(), send()));
  stop.addEventListener("click", () => running?.abort());
  prefix.addEventListener("click", addPrefixes);
  window.addEventListener("popstate", () => location.reload());
  view.contentDOM.addEventListener("focus", () => void load(), { once: true });
  const draft = readDraft();
  if (!area.value.trim() && draft) {
    replace(draft);
    status.textContent = "Your last query is here again.";
  }
  showHistory(log, replace);
  const told = document.querySelector("[data-problem]");
  if (told instanceof HTMLElement) show(JSON.parse(String(told.dataset.problem)), told);
  void offerPrefixes();
}

function changed() {
  area.value = view.state.doc.toString();
  keepDraft(area.value);
  if (!trouble.hidden) clear();
  void offerPrefixes();
}

/** @returns {boolean} */
function leave() {
  run.focus();
  return true;
}

/** @param {string} text */
function replace(text) {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  view.focus();
}

async function offerPrefixes() {
  const { prefixes } = await load();
  prefix.hidden = missing(view.state.doc.toString(), prefixes).length === 0;
}

async function addPrefixes() {
  const { prefixes } = await load();
  const text = view.state.doc.toString();
  view.dispatch({ changes: lines(text, missing(text, prefixes), prefixes) });
  view.focus();
}

async function send() {
  if (running) return;
  const query = view.state.doc.toString();
  running = new AbortController();
  busy(true);
  clear();
  const begun = performance.now();
  try {
    const { answer, problem, rows } = await ask(form, query, running.signal);
    const seconds = (performance.now() - begun) / 1000;
    if (problem) show(problem);
    else if (answer) {
      put(answer, query);
      status.textContent = `${rows === null ? "Answered" : `${rows} row${rows === 1 ? "" : "s"}`} in ${seconds.toFixed(2)} s.`;
    }
    remember({ query, at: Date.now(), said: problem ? problem.title : String(status.textContent) });
  } catch (error) {
    status.textContent = running.signal.aborted ? "Stopped." : "The server does not answer. Your query is kept.";
  } finally {
    running = undefined;
    busy(false);
    showHistory(log, replace);
  }
}

/** @param {boolean} is */
function busy(is) {
  stop.hidden = !is;
  run.disabled = is;
  form.classList.toggle("is-busy", is);
  if (is) status.textContent = "Asking …";
}

/** @param {Element} answer @param {string} query */
function put(answer, query) {
  element("#answer", HTMLElement).replaceWith(answer);
  history_(query);
  mountAnswers(answer);
}

/** The address of the page becomes the query's own. @param {string} query */
function history_(query) {
  const address = new URL(form.action);
  address.search = new URLSearchParams({ query }).toString();
  if (address.href !== location.href) window.history.pushState(null, "", address.href);
}

function clear() {
  trouble.hidden = true;
  trouble.replaceChildren();
  mark(view, null);
}

/** @param {Problem} problem @param {HTMLElement} [place] where the server has said it already */
function show(problem, place) {
  const at = problem.line ? offset(problem.line, problem.column ?? 1) : null;
  if (!place) {
    status.textContent = "";
    trouble.hidden = false;
    trouble.replaceChildren(paragraph(`${problem.title}. `, problem.detail));
    if (problem.hint) trouble.append(paragraph("", problem.hint));
    if (at !== null) trouble.append(leadsTo(at, `Go to line ${problem.line}, column ${problem.column}`));
  }
  if (at === null) return;
  const message = [problem.detail, problem.hint].filter(Boolean).join(" ");
  mark(view, { ...span(at), message });
  view.dispatch({ effects: EditorView.scrollIntoView(at, { y: "center" }) });
}

/** @param {string} strong @param {string} text */
function paragraph(strong, text) {
  const p = document.createElement("p");
  const b = document.createElement("b");
  b.textContent = strong;
  p.append(...(strong ? [b] : []), text);
  return p;
}

/** @param {number} at @param {string} text */
function leadsTo(at, text) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: text, className: "plain" });
  button.addEventListener("click", () => {
    view.dispatch({ selection: { anchor: at } });
    view.focus();
  });
  return button;
}

/** The server counts characters, a browser units of UTF-16. @param {number} line @param {number} column */
function offset(line, column) {
  const { from, text } = view.state.doc.line(Math.min(line, view.state.doc.lines));
  return from + [...text].slice(0, column - 1).join("").length;
}

/** The word at a place, or one character; at the end of the text the one before. @param {number} at */
function span(at) {
  const { length } = view.state.doc;
  const from = Math.max(0, Math.min(at, length - 1));
  const word = /^[\w:?$-]+/.exec(view.state.sliceDoc(from, from + 80));
  return { from, to: Math.min(length, from + (word ? word[0].length : 1)) };
}
