// What an answer offers to choose from: buttons, with a description where there is more to say of them.
import { make } from "/dom.js";

const OWN = "manual_override";

export const isOwnWay = ({ id }) => id === OWN;

// How hard it is and how long it takes about.
export const effort = (difficulty, duration) => [difficulty, duration].filter(Boolean).join(" · ");

// The buttons; `pick(choice)` is called with the one that is pressed. Those with an id in `forEditors` change the film.
export function choices(offered, pick, language, forEditors = []) {
  const told = offered.some(({ description }) => description);
  const button = (choice) => make("button", { type: "button", class: forEditors.includes(choice.id) ? "edits" : null, onclick: () => pick(choice) }, ...(told ? [
    make("b", { lang: language }, choice.title),
    choice.description ? make("span", { lang: language }, choice.description) : null,
    choice.metadata?.difficulty ? make("small", {}, effort(choice.metadata.difficulty, choice.metadata.duration)) : null,
  ] : [choice.title]));
  return make("div", { class: told ? "choices told" : "choices", role: "group", "aria-label": "Answers" }, ...offered.map(button));
}
