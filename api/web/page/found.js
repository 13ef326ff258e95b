// Media in an answer: their pictures, numbered as in its text.
import { make } from "/dom.js";
import { thumbnail } from "/links.js";

const shown = {
  "media.search": (r) => r.found.map(({ media }) => media),
  "media.list": (r) => r.media,
  "media.show": (r) => [r.media],
};

// The pictures of a view; null where it has none. `open(id, project)` shows one large.
export function found({ operation, result }, open) {
  const items = shown[operation]?.(result) ?? [];
  if (!items.length) return null;
  return make("ol", { class: "found", "aria-label": "Found" }, ...items.map((item, place) => make("li", {},
    make("button", { type: "button", title: item.title, "aria-label": `Show ${place + 1}, “${item.title}”`, onclick: () => open(item.id, item.project) },
      thumbnail(item), make("span", { class: "number" }, String(place + 1))))));
}
