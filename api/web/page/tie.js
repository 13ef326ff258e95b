// What media are attached to, as the page shows it and as the operations name it.
import { at } from "/dom.js";

const TAKES = ".card, .person, #film-head";

// The scene, the character or the poster that an element of the page stands for, as `media.attach` takes it; null for none.
export function tieOf(element) {
  const found = element?.closest(TAKES);
  if (!found) return null;
  if (found.dataset.scene) return { scene: found.dataset.scene };
  return found.dataset.character ? { character: found.dataset.character } : { target: "poster" };
}

export const takerOf = (element) => element?.closest(TAKES) ?? null;

// A `TieView` likewise. A shot is named by its place in its scene.
export function asParams({ kind, id, number, scene }) {
  if (kind === "poster") return { target: "poster" };
  return kind === "shot" ? { scene, shot: number } : { [kind]: id };
}

export function tieName({ kind, label, number, scene }) {
  if (kind === "scene") return `scene ${number}, ${label}`;
  if (kind === "shot") return `shot ${number} of scene ${scene}`;
  return kind === "poster" ? "the poster" : label;
}

export const elementOf = ({ kind, id }) => (kind === "poster" ? at("film-head") : at(kind === "scene" ? `card-${id}` : `cast-${id}`));
