// The mark at the place of a mistake.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

/** @typedef {{from: number, to: number, message: string}} Mark */

/** @type {import("@codemirror/state").StateEffectType<Mark | null>} */
const setMark = StateEffect.define();

export const mistakes = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) if (effect.is(setMark)) return effect.value ? decorate(effect.value) : Decoration.none;
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** @param {Mark} mark */
function decorate({ from, to, message }) {
  if (from === to) return Decoration.none;
  return Decoration.set(Decoration.mark({ class: "mistake", attributes: { title: message } }).range(from, to));
}

/** @param {EditorView} view @param {Mark | null} mark */
export function mark(view, mark) {
  view.dispatch({ effects: setMark.of(mark) });
}
