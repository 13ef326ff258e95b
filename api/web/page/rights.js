// What one may do with the film that is shown. What changes it has the class "edits", and is there only for those who may.
import { at } from "/dom.js";

export const mayChange = () => document.body.dataset.may !== "look";

export const LOOK_ONLY = "You can look at this project, not change it.";

// The part of the film.
export function rights(film) {
  document.body.dataset.may = film?.right === "viewer" ? "look" : "change";
  at("look-only").textContent = mayChange() ? "" : LOOK_ONLY;
}
