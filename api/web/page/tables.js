// Results that people want to see as a table: [heading, how to read it from a row] for each kind of row.
const seconds = (value) => {
  const whole = Math.round(value * 10) / 10, minutes = Math.floor(whole / 60);
  return minutes ? `${minutes}:${(whole - minutes * 60).toFixed(1).padStart(4, "0")}` : `${whole.toFixed(1)} s`;
};
const scenes = [["#", (s) => s.number], ["Scene", (s) => s.title], ["Place", (s) => s.location], ["Time", (s) => s.time_of_day],
  ["Length", (s) => seconds(s.duration)], ["Cast", (s) => s.names.join(", ")]];
const cast = [["Name", (c) => c.name], ["Role", (c) => c.role], ["Who", (c) => c.description]];
const shots = [["#", (s) => s.number], ["Size", (s) => s.type], ["Camera", (s) => s.camera_movement], ["Length", (s) => seconds(s.duration)],
  ["Seen", (s) => s.description]];
const changes = [["#", (c) => c.number], ["Operation", (c) => c.operation], ["What", (c) => c.touched.map((t) => `${t.label} ${t.verb}`).join(", ")],
  ["Who", (c) => c.by], ["", (c) => (c.undone ? "undone" : "")]];
const projects = [["Name", (p) => p.name], ["Title", (p) => p.title ?? ""], ["Changed", (p) => p.modified_at ?? ""]];

const parts = {
  "project.generate": (r) => [[scenes, r.film.scenes], [cast, r.film.characters]],
  "project.show": (r) => [[scenes, r.scenes], [cast, r.characters]],
  "scene.list": (r) => [[scenes, r.scenes]],
  "character.list": (r) => [[cast, r.characters]],
  "shot.list": (r) => [[shots, r.shots]],
  "history.list": (r) => [[changes, r.changes]],
  "project.list": (r) => [[projects, r.projects]],
};

function drawn([columns, rows]) {
  const made = document.createElement("table");
  const head = made.createTHead().insertRow();
  for (const [heading] of columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    cell.textContent = heading;
    head.append(cell);
  }
  const body = made.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const [heading, read] of columns) {
      const cell = line.insertCell();
      cell.textContent = read(row);
      if (heading === "#" || heading === "Length") cell.className = "number";
    }
  }
  return made;
}

export const table = ({ operation, result }) => (parts[operation]?.(result) ?? []).filter(([, rows]) => rows.length).map(drawn);
