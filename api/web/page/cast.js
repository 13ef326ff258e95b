// The cast.
import { at, make } from "/dom.js";
import { flash } from "/flash.js";

export function cast(film, before, differs) {
  const people = film?.characters ?? [], language = film?.project.language;
  at("cast-part").hidden = people.length === 0;
  at("cast").replaceChildren(...people.map((person) => make("li", { id: `cast-${person.id}`, class: "person", "data-character": person.id },
    make("div", { class: "pictures", hidden: true }), make("b", {}, person.name), person.role ? make("span", { class: "role", lang: language }, person.role) : null,
    make("p", { lang: language }, person.description),
    make("p", { class: "soft" }, person.scenes.length ? `In ${person.scenes.length === 1 ? "scene" : "scenes"} ${ranges(person.scenes)}` : "In no scene"),
  )));
  for (const id of differs.characters) flash(at(`cast-${id}`));
}

// 1, 2, 3, 7 as 1–3, 7.
function ranges(numbers) {
  const runs = [];
  for (const number of numbers) if (runs.at(-1)?.[1] === number - 1) runs.at(-1)[1] = number; else runs.push([number, number]);
  return runs.map(([from, to]) => (from === to ? from : `${from}–${to}`)).join(", ");
}
