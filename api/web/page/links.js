// Signed addresses of files and their small pictures: those wanted at once are asked for together, and kept until they soon expire.
import { ask } from "/doors.js";
import { make } from "/dom.js";

const SOON = 300, TOGETHER = 30, MOST = 200;
const SIGNS = { image: "▨", video: "▶", audio: "♪", document: "¶" };
const known = new Map();
let waiting = null; // {ids, answer}

// {file, thumbnail} of an item; undefined where it is gone.
export async function links(id) {
  const has = known.get(id);
  if (has?.thumbnail && has.expires - Date.now() / 1000 > SOON) return has;
  if (!waiting || waiting.ids.size >= MOST) waiting = together();
  waiting.ids.add(id);
  await waiting.answer;
  return known.get(id);
}

function together() {
  const asked = { ids: new Set() };
  asked.answer = new Promise((begin) => { setTimeout(begin, TOGETHER); }).then(async () => {
    if (waiting === asked) waiting = null;
    const found = await ask("/api/v1/media/links", "POST", { ids: [...asked.ids] });
    for (const id of asked.ids) if (found[id]) known.set(id, found[id]); else known.delete(id);
  });
  return asked;
}

// A small picture of an item; a sign of its kind where there is none (yet).
export function thumbnail(media) {
  const frame = make("span", { class: "thumb", "data-kind": media.kind, "aria-hidden": "true" }, SIGNS[media.kind]);
  const pictured = ["image", "video"].includes(media.kind) && (media.status === "ready" || media.width !== null);
  if (pictured) {
    links(media.id).then((found) => {
      if (!found?.thumbnail) return;
      const image = make("img", { alt: "", decoding: "async", draggable: false, src: found.thumbnail });
      image.onload = () => frame.replaceChildren(image);
    }, () => {}); // the sign stays
  }
  return frame;
}
