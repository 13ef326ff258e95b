// Carrying a picture of the grid to a scene, a person or the poster, with a mouse or a pen. Escape lets it go where it was.
import { scrollAtEdges, scrolling } from "/dragging.js";
import { mayChange } from "/rights.js";
import { takerOf } from "/tie.js";

const BEGINS = 5, TICK = 30;
const quiet = (event) => { event.stopPropagation(); event.preventDefault(); };

// `dropped(id, element)` is called when a picture was let go on something that takes it.
export function carrying(grid, dropped) {
  let held = null; // {id, x, y, at, ghost, over, ticking}

  function over(element) {
    if (held.over === element) return;
    held.over?.classList.remove("takes");
    held.over = element;
    element?.classList.add("takes");
  }

  function clear() {
    if (!held) return;
    over(null);
    clearInterval(held.ticking);
    held.ghost?.remove();
    held = null;
  }

  function begin() {
    const thumb = grid.querySelector(`[data-media="${CSS.escape(held.id)}"] .thumb`);
    held.ghost = thumb.cloneNode(true);
    held.ghost.classList.add("ghost");
    document.body.append(held.ghost);
    const scroller = scrolling(grid);
    held.ticking = setInterval(() => scrollAtEdges(scroller, held.at), TICK);
    getSelection()?.removeAllRanges();
  }

  grid.addEventListener("pointerdown", (event) => {
    const picture = event.target.closest(".picture");
    if (!picture || !mayChange() || event.button !== 0 || event.pointerType === "touch") return; // a finger scrolls
    held = { id: picture.closest("[data-media]").dataset.media, x: event.clientX, y: event.clientY, ghost: null, over: null };
  });
  document.addEventListener("pointermove", (event) => {
    if (!held || (!held.ghost && Math.hypot(event.clientX - held.x, event.clientY - held.y) < BEGINS)) return;
    held.at = event.clientY;
    if (!held.ghost) begin();
    held.ghost.style.transform = `translate(${event.clientX + 8}px, ${event.clientY + 8}px)`;
    over(takerOf(document.elementFromPoint(event.clientX, event.clientY)));
  });
  document.addEventListener("pointerup", () => {
    const { id, ghost, over: taker } = held ?? {};
    clear();
    if (!ghost) return;
    addEventListener("click", quiet, true); // one may follow, and was not meant
    setTimeout(() => removeEventListener("click", quiet, true));
    if (taker) dropped(id, taker);
  });
  document.addEventListener("pointercancel", clear);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
}
