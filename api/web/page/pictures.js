// What is attached is seen where it hangs: on the cards of the storyboard, with the cast, and on the head of the film.
import { fill, make } from "/dom.js";
import { flash } from "/flash.js";
import { thumbnail } from "/links.js";
import { elementOf } from "/tie.js";

const MOST = 4;

// Draws them anew wherever they differ; `open(id)` shows one large.
export function pictures(library, open) {
  let before = null; // what hung where, to know what is new: "kind:id" → ids

  return (film) => {
    const places = [{ kind: "poster", id: "" }, ...film.scenes.map(({ id, number }) => ({ kind: "scene", id, number })),
      ...film.characters.map(({ id }) => ({ kind: "character", id }))];
    const now = new Map();
    for (const { kind, id, number } of places) {
      const items = library.attached(kind, id, number), key = `${kind}:${id}`, element = elementOf({ kind, id });
      const box = element?.querySelector(".pictures");
      if (!box) continue;
      now.set(key, items.map((item) => item.id).join());
      draw(box, items, open);
      if (before?.project === film.project.id && before.has(key) && before.get(key) !== now.get(key)) flash(element);
    }
    now.project = film.project.id;
    before = now;
  };
}

function draw(box, items, open) {
  const made = JSON.stringify(items.map(({ id, status, title }) => [id, status, title]));
  if (box.dataset.made === made) return;
  const held = box.contains(document.activeElement) ? document.activeElement.dataset.media : null;
  box.dataset.made = made;
  box.hidden = items.length === 0;
  const rest = items.length - MOST;
  fill(box, ...items.slice(0, MOST).map((item) => make("button", {
    type: "button", class: "hung", "data-media": item.id, title: item.title, "aria-label": `Show “${item.title}”`, onclick: () => open(item.id),
  }, thumbnail(item))), rest > 0 ? make("span", { class: "soft" }, `and ${rest} more`) : null);
  if (held) box.querySelector(`[data-media="${CSS.escape(held)}"]`)?.focus();
}
