// The guided steps: where the film stands, what could be done next and what each would change. It is read only while it is open.
import { isOwnWay, effort } from "/choices.js";
import { signed } from "/diff.js";
import { at, hidden, make } from "/dom.js";
import { plainly } from "/words.js";

const NAMES = {
  initial_concept: "Concept", story_development: "Story", character_creation: "Characters", visual_design: "Look", audio_design: "Sound",
  scene_production: "Scenes", post_production: "Post-production", final_assembly: "Final assembly",
};
const STATES = { done: "done", current: "now", open: "open", skipped: "left out", blocked: "later" };
const name = (id) => NAMES[id] ?? plainly(id);

// The part of the film. `own(choice)` is called to say it in one's own words.
export function guide(connection, act, own) {
  let film = null, reading = 0, drawn = null, going = false, wanted = false;

  async function read() {
    if (!film || !at("guide-part").open) return;
    const mine = (reading += 1);
    at("guide").setAttribute("aria-busy", "true");
    try {
      const { result } = await connection.do("workflow.progress", { project: film.project.id });
      if (mine === reading) draw(result);
    } catch (problem) {
      if (mine === reading) at("guide-told").textContent = problem.message;
    }
    if (mine === reading) at("guide").setAttribute("aria-busy", "false");
  }

  async function go(operation, params, said) {
    if (going) return; // a second press would mean the next step's
    going = true;
    await act(operation, { project: film.project.id, ...params }, said).finally(() => { going = false; });
    await read();
    if (document.activeElement === document.body) at("guide-name").focus();
  }

  function draw(progress) {
    const made = JSON.stringify(progress);
    if (made === drawn) return;
    drawn = made;
    const held = at("guide").contains(document.activeElement);
    at("guide-told").textContent = `Step ${progress.place} of ${progress.total}: ${name(progress.current)}. ${progress.percentage} % of the way.`;
    at("steps").replaceChildren(...progress.steps.map(step));
    at("missing").textContent = progress.missing.map(({ message }) => `${message.replace(/\.$/, "")}.`).join(" ") || "This step has all it needs.";
    at("guide-choices").replaceChildren(...progress.choices.map(offer));
    at("next-step").hidden = progress.missing.length > 0 || progress.place === progress.total;
    at("back-step").disabled = progress.place === 1;
    at("skip-step").disabled = progress.place === progress.total;
    if (held && document.activeElement === document.body) at("guide-name").focus();
  }

  const step = ({ id, status }) => make("li", { "data-state": status, "aria-current": status === "current" ? "step" : null },
    name(id), make("span", { class: status === "blocked" || status === "open" ? "unseen" : "" }, ` ${STATES[status]}`));

  function offer(choice) {
    const language = film.project.language, id = `would-${choice.id}`;
    const button = make("button", { type: "button", "aria-describedby": choice.preview.length ? id : null }, make("b", { lang: language }, choice.title),
      choice.recommended ? make("em", {}, "Recommended") : null,
      choice.description ? make("span", { lang: language }, choice.description) : null, make("small", {}, effort(choice.difficulty, `${choice.minutes} min`)));
    button.onclick = () => (isOwnWay(choice) ? own(choice) : go("workflow.choose", { choice: choice.id },
      ({ result }) => `Chosen: “${result.choice.title}”.${result.how ? ` ${result.how}` : ""}`));
    const preview = choice.preview.length ? make("div", { id, class: "preview", lang: language }, hidden("It would change: "), signed(choice.preview)) : null;
    return make("li", {}, button, preview);
  }

  const moved = (said) => ({ result }) => `${said(result)} Step ${result.place} of ${result.total}: ${name(result.current)}.`;
  at("skip-step").onclick = () => go("workflow.skip", {}, moved((result) => `Left out: ${name(result.left_out)}.`));
  at("back-step").onclick = () => go("workflow.back", {}, moved(() => "Back."));
  at("next-step").onclick = () => go("workflow.next", {}, moved(() => "On."));
  at("guide-part").addEventListener("toggle", read);
  at("to-guide").onclick = () => { wanted = at("guide-part").open = true; };
  at("guide-part").addEventListener("click", () => { wanted = true; });

  return (now, before) => {
    film = now;
    at("guide-part").hidden = !now;
    if (!now) { drawn = null; return; }
    if (!before) wanted = false;
    if (!wanted) at("guide-part").open = now.scenes.length === 0; // a film that has begun stands first
    read();
  };
}
