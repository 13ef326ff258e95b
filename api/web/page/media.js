// The media of the film: brought by button, drop or paste, found again by meaning, attached, shown large, taken out.
import { attaching } from "/attaching.js";
import { carrying } from "/carrying.js";
import { announce, at } from "/dom.js";
import { grid } from "/grid.js";
import { Library } from "/library.js";
import { LOOK_ONLY, mayChange } from "/rights.js";
import { pictures } from "/pictures.js";
import { tieOf } from "/tie.js";
import { incoming, uploads } from "/uploads.js";
import { viewer } from "/viewer.js";
import { count } from "/words.js";

const FOUND = 24, STEP = 48;

// {part, open}: the part of the film, and what shows an item large. `film()` is the `Film`; `note(text, changes)` tells in the conversation.
export function media(connection, film, act, note) {
  const library = new Library(connection);
  let found = null, most = STEP, shown = null; // found: {query, ids, matches} of the last search
  const hanging = attaching(() => film().now, act);
  const look = viewer(connection, library, hanging, act);
  const open = (id, project) => look(id, project).catch((problem) => note(problem.message));
  const tiles = grid(at("media-grid"), open, hanging.ask);
  const hang = pictures(library, open);

  function draw() {
    if (!shown) return;
    const all = library.items.filter(({ archived }) => !archived);
    const items = found ? found.ids.map((id) => library.get(id)).filter(Boolean) : all;
    tiles(items.slice(0, most), found?.matches);
    at("media-count").textContent = all.length ? String(library.total) : "";
    at("no-media").hidden = all.length > 0;
    at("media-search").hidden = all.length === 0;
    at("media-more").hidden = items.length <= most;
    at("media-all").hidden = !found;
    at("media-told").textContent = found ? told(items.length) : library.total > library.items.length ? `These are the newest ${library.items.length} of ${library.total}.` : "";
    hang(shown);
  }
  const told = (number) => (number ? `${count(number, "file")} ${number === 1 ? "fits" : "fit"} “${found.query}”${number === 1 ? "" : ", the best first"}.` : `Nothing in the library is like “${found.query}”.`);

  async function search(query) {
    if (!query) return forget();
    try {
      const { result } = await connection.do("media.search", { query, project: library.project, count: FOUND });
      found = { query, ids: result.found.map((one) => one.media.id), matches: new Map(result.found.map((one) => [one.media.id, one.matching])) };
      most = STEP;
      if (found.ids.some((id) => !library.get(id))) await library.read();
      draw();
    } catch (problem) {
      at("media-told").textContent = problem.message;
    }
    return undefined;
  }

  function forget() {
    found = null;
    at("media-query").value = "";
    draw();
  }

  // Told with its undo: the newest change that brought it, now that the history was read.
  async function brought(item, tie) {
    await Promise.all([film().read(), library.read()]);
    const change = film().log?.find(({ operation, touched }) => operation === "media.add" && touched[0]?.label === item.title);
    note(`Added “${item.title}”.`, change && [{ project: item.project, number: change.number, operation: change.operation }]);
    if (tie) await hanging.attach(item, tie);
  }

  const take = uploads(at("uploads"), at("add-files"), brought);
  incoming(at("add-files"), at("files"), document.querySelector(".pane"), (files, element) => {
    if (!mayChange()) announce(LOOK_ONLY);
    else if (library.project && files.length) take(files, library.project, element?.closest(".card, .person") ? tieOf(element) : null);
    else if (files.length) announce("Open a film first: files belong to one.");
  });
  carrying(at("media-grid"), (id, element) => hanging.attach(library.get(id), tieOf(element)));
  library.addEventListener("changed", draw);
  at("media-search").onsubmit = (event) => { event.preventDefault(); search(at("media-query").value.trim()); };
  at("media-query").onkeydown = (event) => { if (event.key === "Escape" && found) { event.preventDefault(); forget(); } };
  at("media-all").onclick = () => { forget(); at("media-query").focus(); };
  at("media-more").onclick = () => { most += STEP; draw(); };

  function part(now) {
    if (now?.project.id !== shown?.project.id) { found = null; most = STEP; at("media-query").value = ""; }
    shown = now;
    library.take(now?.project.id ?? null);
    draw();
  }
  return { part, open };
}
