// What the film is, and the strip of its scenes by length.
import { at, make } from "/dom.js";
import { flash } from "/flash.js";
import { count, length, partOfDay } from "/words.js";

// The film's head; `act` does an operation by hand.
export function head(act) {
  return (film, before, differs) => {
    at("film").dataset.open = film ? "yes" : "no";
    if (!film) return;
    const { project, logline } = film, preview = project.state === "preview";
    at("film-title").textContent = project.title;
    at("film-title").lang = project.language;
    const facts = [project.genre, project.style, count(project.scene_count, "scene"), length(project.duration)];
    at("facts").replaceChildren(...facts.filter(Boolean).map((fact) => make("li", {}, fact)));
    at("logline").textContent = logline;
    at("logline").lang = project.language;
    at("unsaved").textContent = preview ? "A preview: not kept yet" : project.unsaved ? count(project.unsaved, "unsaved change") : "Saved";
    at("unsaved").dataset.state = preview || project.unsaved ? "open" : "done";
    at("save").hidden = !preview && !project.unsaved;
    at("save").textContent = preview ? "Keep this film" : "Save";
    at("save").onclick = () => act(preview ? "project.finalize" : "project.save", {}, ({ result }) => `Saved “${result.title}” in ${result.path}.`);
    for (const id of differs.header) flash(at(id));
  };
}

// A segment a scene, as wide as the scene is long; it leads to the card.
export function timeline(film) {
  if (!film) return;
  let start = 0;
  const focused = at("timeline").contains(document.activeElement) ? document.activeElement.dataset.scene : null;
  at("timeline").replaceChildren(...film.scenes.map((scene) => {
    const name = `Scene ${scene.number}, ${scene.title}, ${length(scene.duration)}, from ${length(start)}`;
    const button = make("button", { type: "button", "aria-label": name, title: name, "data-scene": scene.id }, String(scene.number));
    button.onclick = () => goTo(scene.id);
    const segment = make("li", { "data-part": partOfDay(scene.time_of_day) }, button);
    segment.style.flexGrow = String(Math.max(scene.duration, 0.1));
    start += scene.duration;
    return segment;
  }));
  if (focused) at("timeline").querySelector(`[data-scene="${CSS.escape(focused)}"]`)?.focus();
  at("ends").textContent = length(start);
  at("strip").hidden = film.scenes.length === 0;
}

function goTo(id) {
  const card = at(`card-${id}`);
  card?.scrollIntoView({ block: "nearest" });
  card?.focus();
}
