// Results that people want to see as a table: [heading, how to read it from a row] for each kind of row.
import { told } from "/changes.js";
import { make } from "/dom.js";
import { count, length } from "/words.js";

const scenes = [["#", (s) => s.number], ["Scene", (s) => s.title], ["Place", (s) => s.location], ["Time", (s) => s.time_of_day],
  ["Length", (s) => length(s.duration)], ["Cast", (s) => s.names.join(", ")]];
const cast = [["Name", (c) => c.name], ["Role", (c) => c.role], ["Who", (c) => c.description]];
const shots = [["#", (s) => s.number], ["Size", (s) => s.type], ["Camera", (s) => s.camera_movement], ["Length", (s) => length(s.duration)],
  ["Seen", (s) => s.description]];
const changes = [["#", (c) => c.number], ["What", (c) => `${told(c)}${c.undone ? " (undone)" : ""}`], ["Who", (c) => c.by]];
const projects = [["Name", (p) => p.name], ["Title", (p) => p.title ?? ""], ["Changed", (p) => p.modified_at ?? ""]];

const parts = {
  "project.generate": (r) => [[scenes, r.film.scenes, "scene"], [cast, r.film.characters, "character"]],
  "project.show": (r) => [[scenes, r.scenes, "scene"], [cast, r.characters, "character"]],
  "scene.list": (r) => [[scenes, r.scenes]],
  "character.list": (r) => [[cast, r.characters]],
  "shot.list": (r) => [[shots, r.shots]],
  "history.list": (r) => [[changes, r.changes]],
  "project.list": (r) => [[projects, r.projects]],
};

function drawn([columns, rows, folded]) {
  const head = make("tr", {}, ...columns.map(([heading]) => make("th", { scope: "col" }, heading)));
  const cell = (row) => ([heading, read]) => make("td", heading === "#" || heading === "Length" ? { class: "number" } : {}, String(read(row) ?? ""));
  const body = rows.map((row) => make("tr", {}, ...columns.map(cell(row))));
  const table = make("div", { class: "table" }, make("table", {}, make("thead", {}, head), make("tbody", {}, ...body)));
  return folded ? make("details", { class: "folded" }, make("summary", {}, count(rows.length, folded)), table) : table;
}

// A whole film stands beside the conversation already, so here it is folded.
export const table = ({ operation, result }) => (parts[operation]?.(result) ?? []).filter(([, rows]) => rows.length).map(drawn);
