// What was done to the film: each of one's own changes with its undo.
import { at, make } from "/dom.js";
import { undoable } from "/undo.js";
import { count, fieldName, length, value } from "/words.js";

export function changes(undoing, me) {
  const rows = new Map(); // number → its element, kept so that a button keeps its focus
  let project = null;
  at("to-history").onclick = () => { at("changes-part").open = true; };
  return (film, before, differs, log) => {
    at("changes-part").hidden = !log?.length;
    if (project !== film?.project.id) { rows.clear(); project = film?.project.id; }
    if (!log) return;
    const held = document.activeElement;
    at("changes").replaceChildren(...log.map((change) => {
      if (!rows.has(change.number)) rows.set(change.number, row(change, project, undoing, me));
      const item = rows.get(change.number);
      item.dataset.state = change.undone ? "undone" : "done";
      item.firstChild.textContent = `${change.number}. ${told(change)}${change.by === me.name ? "" : ` (${change.by})`}`; // as things are called now
      return item;
    }));
    if (at("changes").contains(held)) held.focus();
    at("changes-count").textContent = count(log.length, "change");
    undoing.heard({ project, undone: new Map(log.map(({ number, undone }) => [number, undone])), latest: redoable(log, me), right: film.right });
  };
}

// The numbers that redo would bring back, first the one undone last.
function redoable(log, me) {
  const found = [];
  for (const change of log.filter(({ by }) => by === me.name)) {
    if (change.undoes === null) break;
    if (change.operation === "history.undo" && !change.undone) found.push(change.undoes);
  }
  return found;
}

function row(change, project, undoing, me) {
  const item = make("li", {}, make("p"));
  const mine = change.by === me.name ? undoable([{ project, number: change.number, operation: change.operation }]) : [];
  if (mine.length) item.append(undoing.row(mine, `change ${change.number}, ${told(change)}`));
  return item;
}

const BEGAN = { "project.generate": "The film was told", "project.duplicate": "Copied from another film", "project.open": "Read from its folder" };
const MOST = 3;

// A change in words.
export function told(change) {
  if (BEGAN[change.operation] && change.number === 1) return BEGAN[change.operation];
  const things = change.touched.slice(0, MOST).map(touched), rest = change.touched.length - MOST;
  const walk = change.operation === "history.undo" ? "Undone: " : change.operation === "history.redo" ? "Done again: " : "";
  return `${walk}${things.join("; ") || change.operation.replace(".", " ")}${rest > 0 ? `; ${count(rest, "more thing", "more things")}` : ""}`;
}

function touched({ kind, label, verb, fields }) {
  const name = kind === "project" ? "The film" : `“${label}”`;
  if (verb === "longer" || verb === "shorter") return `${name} ${length(fields.by[1])} ${verb}`;
  const parts = Object.entries(fields).map(([field, [was, now]]) => (typeof now === "object" ? fieldName(field) : `${fieldName(field)} ${value(field, was)} → ${value(field, now)}`));
  return parts.length ? `${name}: ${parts.join(", ")}` : `${name} ${verb}`;
}
