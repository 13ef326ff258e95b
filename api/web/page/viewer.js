// One of the media, large: what can be said of it, its colours and measures, where it hangs; to keep, to name, to attach and to take out.
import { diff } from "/diff.js";
import { at, fill, make } from "/dom.js";
import { focusTile } from "/grid.js";
import { links, thumbnail } from "/links.js";
import { naming } from "/naming.js";
import { tieName } from "/tie.js";
import { length, plainly, size } from "/words.js";

const SHOWN = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"]; // what browsers show themselves

// `hanging` is what `attaching` gives; `open(id, project)` shows an item.
export function viewer(connection, library, hanging, act) {
  const dialog = at("viewer");
  let current = null;

  async function open(id, project = library.project) {
    const { result } = await connection.do("media.show", { media: id, project });
    const address = await links(id).catch(() => undefined);
    current = result.media;
    at("viewer-name").textContent = current.title;
    fill(at("viewer-body"), large(current, address), shots(current, address), ...said(result), ties(current), actions(current, address));
    if (!dialog.open) { dialog.showModal(); at("close-viewer").focus(); }
  }

  const ties = (item) => (item.tied.length ? make("ul", { class: "ties", "aria-label": "Attached to" }, ...item.tied.map((tie) => make("li", {},
    make("span", {}, `On ${tieName(tie)}`), button("Take off", () => hanging.detach(item, tie), "small edits", `Take it off ${tieName(tie)}`)))) : null);

  function actions(item, address) {
    const row = make("div", { class: "choices" }, button("Title and tags…", () => rename(item, row), "edits rename"), button("Attach to…", () => hanging.ask(item), "edits"));
    if (address) row.append(make("a", { class: "button", href: address.file, download: item.filename }, `Download (${size(item.size)})`));
    row.append(button("Remove…", () => asked(item, row), "danger edits"));
    return row;
  }

  function rename(item, row) {
    const save = (changes) => act("media.update", { media: item.id, project: item.project, ...changes },
      ({ result }) => `Changed the ${result.changed.join(" and ")} of “${result.media.title}”.`);
    row.replaceChildren(naming(item, save, () => open(item.id, item.project).then(() => dialog.querySelector(".rename").focus())));
    row.querySelector("input").select();
  }

  // What would go, and then a yes or a no.
  async function asked(item, row) {
    const params = { media: item.id, project: item.project, confirmed: true };
    const would = await connection.do("media.remove", params, { dryRun: true }).then(({ result }) => diff(result), () => null);
    const yes = button("Remove it", async () => {
      dialog.close();
      await act("media.remove", params, ({ result }) => `Removed “${result.removed[0].title}”.`);
    }, "danger");
    const no = button("Keep it", () => open(item.id, item.project).then(() => at("close-viewer").focus()));
    row.replaceChildren(make("div", { class: "question" }, make("p", { class: "label" }, `Remove “${item.title}” from the library? It would change:`), would,
      make("div", { class: "choices" }, yes, no)));
    no.focus();
  }

  at("close-viewer").onclick = () => dialog.close();
  dialog.addEventListener("close", () => {
    if (current && (document.activeElement === document.body || !document.activeElement?.isConnected)) focusTile(current.id);
    current = null;
    at("viewer-body").replaceChildren(); // a film goes on playing else
  });
  library.addEventListener("changed", () => {
    const now = current && library.get(current.id);
    if (!now || dialog.querySelector(".naming") || JSON.stringify(now) === JSON.stringify(current)) return;
    open(current.id, current.project).catch(() => dialog.close());
  });
  return (id, project) => open(id, project);
}

const button = (text, onclick, kind, label) => make("button", { type: "button", class: kind, onclick, "aria-label": label }, text);

function large(item, address) {
  if (address && item.kind === "image" && SHOWN.includes(item.mime)) return make("img", { class: "large", alt: item.description || item.title, src: address.file });
  if (address && (item.kind === "video" || item.kind === "audio")) {
    return make(item.kind, { class: "large", controls: true, preload: "metadata", src: address.file, "aria-label": item.title });
  }
  return thumbnail(item);
}

// A picture of each shot of a film, which plays from there.
function shots(item, address) {
  if (!address?.frames.length) return null;
  const from = (seconds) => {
    const film = at("viewer-body").querySelector("video");
    if (!film) return;
    film.currentTime = seconds;
    film.play().catch(() => {}); // the controls say what is wrong
  };
  return make("ul", { class: "frames", "aria-label": "Shots" }, ...item.frames.map(({ shot, at: seconds }, place) => make("li", {},
    make("button", { type: "button", "aria-label": `Play from ${length(seconds)}, shot ${shot}`, onclick: () => from(seconds) },
      make("img", { alt: "", decoding: "async", src: address.frames[place] }), make("span", {}, length(seconds))))));
}

function said({ media, said: words, caption, elements }) {
  const measures = [["File", media.filename], ["Kind", `${media.kind}, ${plainly(media.media_type)}`],
    ["Size", [media.width ? `${media.width} × ${media.height}` : null, media.duration ? length(media.duration) : null, size(media.size)].filter(Boolean).join(", ")],
    ["Measured", elements.join(", ")], ["Tags", media.tags.join(", ")]].filter(([, value]) => value);
  return [
    media.status === "failed" ? make("p", { class: "removed" }, `Not looked at: ${media.failure}`) : null,
    caption ? make("p", {}, caption) : null,
    words ? make("p", {}, words) : null,
    media.colours.length ? make("ul", { class: "swatches", "aria-label": "Colours" }, ...media.colours.map(swatch)) : null,
    make("dl", {}, ...measures.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])),
  ];
}

function swatch(colour) {
  const patch = make("span", { "aria-hidden": "true" });
  patch.style.backgroundColor = colour;
  return make("li", {}, patch, colour);
}
