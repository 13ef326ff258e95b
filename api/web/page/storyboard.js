// Scenes as cards in their order; a card that is dragged, or moved by key or button, is `scene.move`.
import { at, fill, make } from "/dom.js";
import { draggable } from "/dragging.js";
import { flash } from "/flash.js";
import { mayChange } from "/rights.js";
import { count, length, partOfDay } from "/words.js";

// The storyboard; `act(operation, params, said)` does an operation by hand.
export function storyboard(act) {
  const shown = new Map(); // id → what its card was made of
  let order = [];

  async function move(id, place, refocus) {
    const from = order.indexOf(id), title = shown.get(id).title;
    if (place < 0 || place >= order.length || place === from) return;
    await act("scene.move", { scene: id, position: place + 1 }, () => `Moved “${title}” from place ${from + 1} to ${place + 1}.`);
    if (refocus) { const card = at(`card-${id}`); (card?.querySelector(`${refocus}:enabled`) ?? card)?.focus(); }
  }

  at("cards").onkeydown = (event) => {
    const card = event.target.closest(".card"), step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || !step || !card || !mayChange()) return;
    event.preventDefault();
    move(card.dataset.scene, order.indexOf(card.dataset.scene) + step, step < 0 ? ".earlier" : ".later");
  };
  draggable(at("cards"), (id, place) => move(id, place));

  const stepper = (scene, step, kind, sign) => make("button", {
    type: "button", class: `icon edits ${kind}`, "aria-keyshortcuts": step < 0 ? "Alt+ArrowUp" : "Alt+ArrowDown", title: `Move ${kind} (Alt+${step < 0 ? "↑" : "↓"})`, "aria-label": `Move scene ${scene.number}, ${scene.title}, ${kind}`,
    disabled: step < 0 ? scene.number === 1 : scene.number === order.length, onclick: () => move(scene.id, scene.number - 1 + step, `.${kind}`),
  }, sign);

  function draw(card, scene, shots, language) {
    const open = card.querySelector("details")?.open ?? false, focused = card.contains(document.activeElement) ? document.activeElement : null;
    const kept = focused?.className.split(" ").at(-1);
    card.dataset.part = partOfDay(scene.time_of_day);
    fill(card,
      make("div", { class: "top" },
        make("span", { class: "grip edits", title: "Drag to another place", "aria-hidden": "true" }, "⠿"),
        make("span", { class: "slug", lang: language }, `${scene.number}. ${[scene.location, scene.time_of_day].filter(Boolean).join(" – ") || "No place yet"}`),
        stepper(scene, -1, "earlier", "↑"), stepper(scene, 1, "later", "↓")),
      make("div", { class: "pictures", hidden: true }),
      make("h4", { id: `name-${scene.id}`, lang: language }, scene.title),
      make("p", { class: "what", lang: language }, scene.description),
      make("p", { class: "who" }, make("span", {}, scene.names.join(", ") || "Nobody"), make("span", { class: "number" }, length(scene.duration))),
      folded(shots, open, language),
    );
    if (focused && focused !== card && kept) card.querySelector(`.${kept}`)?.focus();
  }

  return (film, before, differs) => {
    const scenes = film?.scenes ?? [], shots = shotsOf(film);
    order = scenes.map(({ id }) => id);
    at("no-scenes").hidden = !film || scenes.length > 0;
    const held = document.activeElement;
    const cards = scenes.map((scene) => {
      const made = JSON.stringify([scene, shots.get(scene.id), order.length, film.project.language]);
      const card = at(`card-${scene.id}`) ?? make("li", { class: "card", id: `card-${scene.id}`, tabIndex: -1, "data-scene": scene.id, "aria-labelledby": `name-${scene.id}` });
      if (shown.get(scene.id)?.made !== made || !card.childElementCount) draw(card, scene, shots.get(scene.id) ?? [], film.project.language);
      shown.set(scene.id, { made, title: scene.title });
      return card;
    });
    if (cards.some((card, place) => at("cards").children[place] !== card) || cards.length !== at("cards").childElementCount) {
      at("cards").replaceChildren(...cards);
      if (at("cards").contains(held)) held.focus({ preventScroll: true });
    }
    for (const id of differs.scenes) flash(at(`card-${id}`));
  };
}

function shotsOf(film) {
  const found = new Map();
  for (const { scene_id: scene, shots } of film?.sequences ?? []) found.set(scene, [...(found.get(scene) ?? []), ...shots]);
  return found;
}

function folded(shots, open, language) {
  if (!shots.length) return null;
  const line = (shot) => make("li", {}, make("b", {}, [shot.type, shot.camera_movement].filter(Boolean).join(", ")),
    make("span", { class: "number" }, ` ${length(shot.duration)} `), make("span", { lang: language }, shot.description));
  return make("details", { open }, make("summary", { class: "shots" }, `More · ${count(shots.length, "shot")}`), make("ol", {}, ...shots.map(line)));
}
