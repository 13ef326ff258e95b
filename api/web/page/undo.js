// An undo button for changes by their numbers, which knows when they were undone by other ways.
import { make } from "/dom.js";

const BEGINNINGS = ["project.generate", "project.duplicate", "project.open"];
const WALKS = ["history.undo", "history.redo"];

// Those of an answer's changes that can be taken back: not how a film began, nor steps through its history.
export const undoable = (changes) => (changes ?? []).filter(({ number, operation }) =>
  !(number === 1 && BEGINNINGS.includes(operation)) && !WALKS.includes(operation));

export class Undoing {
  #rows = new Set();
  #connection;
  #done;

  // `done` is called after each step.
  constructor(connection, done) {
    this.#connection = connection;
    this.#done = done;
  }

  // The row with the button for these changes ({project, number} each); `what` names them for those who only hear the button.
  row(changes, what) {
    const said = make("span", { role: "status" });
    const button = make("button", { type: "button", class: "small undo", "aria-label": `Undo: ${what}` }, "Undo");
    const row = make("div", { class: "after" }, button, said), entry = { changes, undone: false, button, said, what, row };
    button.onclick = () => this.#step(entry);
    this.#rows.add(entry);
    return row;
  }

  forget() { this.#rows.clear(); }

  // What the history of a project says now: `undone` tells of each number whether it is, `latest` are the numbers undone last, in the
  // order in which a redo would bring them back. What one may only look at has no undo.
  heard({ project, undone, latest, right }) {
    for (const entry of this.#rows) {
      const numbers = entry.changes.filter((change) => change.project === project).map(({ number }) => number);
      if (numbers.length) entry.row.hidden = right === "viewer";
      if (numbers.length !== entry.changes.length || !numbers.every((number) => undone.has(number))) continue;
      this.#show(entry, numbers.every((number) => undone.get(number)), numbers.every((number, place) => latest[place] === number));
    }
  }

  async #step(entry) {
    const [{ project }] = entry.changes, focused = document.activeElement === entry.button;
    entry.button.disabled = true;
    entry.said.textContent = "";
    try {
      if (entry.undone) await this.#connection.do("history.redo", { project, steps: entry.changes.length });
      else for (const { number } of [...entry.changes].reverse()) await this.#connection.do("history.undo", { project, change: number });
      this.#show(entry, !entry.undone, true);
    } catch (problem) {
      entry.said.textContent = problem.message;
    }
    entry.button.disabled = false;
    if (focused) entry.button.focus();
    await this.#done();
  }

  #show(entry, undone, back) {
    entry.button.hidden = undone && !back;
    if (entry.undone === undone) return;
    entry.undone = undone;
    entry.button.textContent = undone ? "Redo" : "Undo";
    entry.button.setAttribute("aria-label", `${entry.button.textContent}: ${entry.what}`);
    entry.said.textContent = undone ? "Undone." : "";
  }
}
