// Asks the endpoint as the form would, and reads the answer out of the page that comes back.

/**
 * @typedef {{title: string, detail: string, hint?: string, line?: number, column?: number}} Problem
 * @typedef {{answer?: Element, problem?: Problem, rows: number | null}} Answered
 */

// An address may be so long before servers on the way refuse it.
const LONGEST_ADDRESS = 6000;

/** @param {HTMLFormElement} form @param {string} query @param {AbortSignal} signal @returns {Promise<Answered>} */
export async function ask(form, query, signal) {
  const fields = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  fields.set("query", query);
  const headers = { Accept: "application/problem+json, text/html;q=0.9" };
  const short = fields.toString().length < LONGEST_ADDRESS;
  const response = short
    ? await fetch(`${form.action}?${fields}`, { headers, signal })
    : await fetch(form.action, { method: "POST", body: fields, headers, signal });
  if (!response.ok) return { problem: await read(response), rows: null };
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const answer = page.querySelector("#answer");
  if (!answer) return { problem: { title: "No answer", detail: "The server sent a page without an answer." }, rows: null };
  const total = /** @type {HTMLElement} */ (answer).dataset.total;
  return { answer: document.importNode(answer, true), rows: total === undefined ? null : Number(total) };
}

/** @param {Response} response @returns {Promise<Problem>} */
async function read(response) {
  try {
    return await response.json();
  } catch {
    return { title: `Status ${response.status}`, detail: "The server did not say why." };
  }
}
