// What changed flashes where it changed; not for people who asked for less motion.
import { calm } from "/dom.js";

const SECONDS = 1.5;

export function flash(element) {
  if (!element || calm()) return;
  element.classList.remove("flash");
  void element.offsetWidth; // the animation begins anew
  element.classList.add("flash");
  setTimeout(() => element.classList.remove("flash"), SECONDS * 1000);
}
