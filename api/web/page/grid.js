// The media as a grid of pictures: what each is, how far the look at it is or what is wrong with it, and where it hangs.
import { at, fill, make } from "/dom.js";
import { thumbnail } from "/links.js";
import { tieName } from "/tie.js";
import { length, plainly } from "/words.js";

const KINDS = { image: "Picture", video: "Film", audio: "Sound", document: "Text" };

// `open(id)` shows one large, `attach(item)` asks where it is to hang.
export function grid(list, open, attach) {
  const shown = new Map(); // id → {made, tile}

  function draw(tile, item, matching) {
    const held = tile.contains(document.activeElement) ? document.activeElement.className.split(" ").at(-1) : null;
    const picture = make("button", { type: "button", class: "picture", title: item.title, "aria-label": `Show “${item.title}”`, onclick: () => open(item.id) }, thumbnail(item));
    tile.dataset.state = item.status;
    fill(tile,
      picture,
      make("b", { class: "name" }, item.title),
      make("p", { class: "soft" }, [KINDS[item.kind], item.duration ? length(item.duration) : null, plainly(item.media_type)].filter(Boolean).join(" · ")),
      how(item),
      matching === undefined ? null : make("p", { class: "matching" }, matching.length ? `Fits: ${matching.join(", ")}` : "Fits by its meaning"),
      item.tied.length ? make("p", { class: "tied" }, `On ${item.tied.map(tieName).join("; ")}`) : null,
      make("button", { type: "button", class: "small edits hang", "aria-label": `Attach to… “${item.title}”`, onclick: () => attach(item) }, "Attach to…"),
    );
    if (held) tile.querySelector(`.${held}`)?.focus();
  }

  // The items in that order; `matches` are the words that carried each, by id, where it was searched for.
  return (items, matches) => {
    const held = document.activeElement, gone = new Set(shown.keys());
    const tiles = items.map((item) => {
      const matching = matches?.get(item.id), made = JSON.stringify([item, matching]);
      const one = shown.get(item.id) ?? { tile: make("li", { class: "tile", "data-media": item.id }) };
      if (one.made !== made) draw(one.tile, item, matching);
      one.made = made;
      shown.set(item.id, one);
      gone.delete(item.id);
      return one.tile;
    });
    for (const id of gone) shown.delete(id);
    if (tiles.length === list.childElementCount && tiles.every((tile, place) => list.children[place] === tile)) return;
    list.replaceChildren(...tiles);
    if (list.contains(held)) held.focus({ preventScroll: true });
  };
}

function how(item) {
  if (item.status === "failed") return make("p", { class: "removed" }, `Not looked at: ${item.failure}`);
  if (item.status === "waiting") return make("p", { class: "soft" }, "Waits to be looked at");
  if (item.status !== "looking") return null;
  return make("p", { class: "soft" }, make("progress", { max: 100, value: item.percent, "aria-label": `How far the look at “${item.title}” is` }), ` Being looked at`);
}

// Focuses the tile of an item, or where files are added when it is gone.
export const focusTile = (id) => (document.querySelector(`#media-grid [data-media="${CSS.escape(id)}"] .picture`) ?? at("add-files")).focus();
