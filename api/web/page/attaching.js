// "Attach to…": the poster, the scenes and the cast to choose from; what it is attached to already is taken off by the same buttons.
import { at, make } from "/dom.js";
import { asParams, tieName } from "/tie.js";

const LARGE = (word) => word[0].toUpperCase() + word.slice(1);

// `filmNow()` is the film that is shown; `act(operation, params, said)` does an operation by hand.
export function attaching(filmNow, act) {
  const attach = (media, tie, name) => act("media.attach", { item: media.id, project: media.project, ...tie },
    ({ result }) => `${result.again ? "It was there already:" : "Attached"} “${result.media[0].title}” ${result.again ? "on" : "to"} ${name ?? tieName(result.target)}.`);
  const detach = (media, tie) => act("media.detach", { item: media.id, project: media.project, ...asParams(tie) },
    ({ result }) => `Took “${result.media[0].title}” off ${tieName(result.target)}.`);

  function row(media, tie) {
    const there = media.tied.some(({ kind, id }) => kind === tie.kind && id === tie.id);
    const button = make("button", { type: "button", "aria-pressed": String(there) },
      make("span", {}, LARGE(tieName(tie))), there ? make("small", {}, "attached – take it off") : null);
    button.onclick = () => {
      at("attach").close();
      return there ? detach(media, tie) : attach(media, asParams(tie));
    };
    return make("li", {}, button);
  }

  function ask(media) {
    const film = filmNow();
    if (!film) return;
    at("attach-name").textContent = `Attach “${media.title}” to`;
    const ties = [{ kind: "poster", id: "" },
      ...film.scenes.map(({ id, title, number }) => ({ kind: "scene", id, label: title, number })),
      ...film.characters.map(({ id, name }) => ({ kind: "character", id, label: name }))];
    at("attach-list").replaceChildren(...ties.map((tie) => row(media, tie)));
    at("attach").showModal();
  }

  at("close-attach").onclick = () => at("attach").close();
  return { ask, attach, detach };
}
