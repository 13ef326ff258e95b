// Dragging a card by its grip, with a mouse, a pen or a finger. Escape lets it go where it was.
const BEGINS = 5, EDGE = 60, STEP = 14;

// `moved(id, place)` is called when a card was let go elsewhere: its place among all, from 0.
export function draggable(list, moved) {
  let held = null; // {card, x, y, moving, place}

  const clear = () => {
    list.querySelectorAll(".goes-before, .goes-after").forEach((card) => card.classList.remove("goes-before", "goes-after"));
    if (!held) return;
    held.card.classList.remove("dragged");
    held.card.style.transform = "";
    held = null;
  };

  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".grip");
    if (!grip || event.button !== 0) return;
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
    const scroller = scrolling(list);
    held = { card: grip.closest(".card"), x: event.clientX, y: event.clientY, scroller, top: scroller.scrollTop, moving: false, place: null };
  });

  list.addEventListener("pointermove", (event) => {
    if (!held) return;
    const { clientX: x, clientY: y } = event;
    if (!held.moving && Math.hypot(x - held.x, y - held.y) < BEGINS) return;
    held.moving = true;
    held.card.classList.add("dragged");
    scrollAtEdges(held.scroller, y);
    held.card.style.transform = `translate(${x - held.x}px, ${y - held.y + held.scroller.scrollTop - held.top}px)`;
    held.place = aim(list, held.card, x, y);
  });

  list.addEventListener("pointerup", () => {
    const { card, place, moving } = held ?? {};
    clear();
    if (moving && place !== null) moved(card.dataset.scene, place);
  });
  list.addEventListener("pointercancel", clear);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") clear(); });
}

// Where the card would go, marked on the card that it would stand before or after.
function aim(list, card, x, y) {
  const others = [...list.children].filter((other) => other !== card);
  others.forEach((other) => other.classList.remove("goes-before", "goes-after"));
  const away = (other) => { const box = other.getBoundingClientRect(); return Math.hypot(x - box.left - box.width / 2, y - box.top - box.height / 2); };
  const target = others.reduce((best, other) => (!best || away(other) < away(best) ? other : best), null);
  if (!target) return null;
  const box = target.getBoundingClientRect(), column = list.clientWidth < box.width * 1.5;
  const before = column ? y < box.top + box.height / 2 : x < box.left + box.width / 2;
  target.classList.add(before ? "goes-before" : "goes-after");
  return others.indexOf(target) + (before ? 0 : 1);
}

export function scrolling(element) {
  for (let at = element.parentElement; at; at = at.parentElement) if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  return document.scrollingElement;
}

export function scrollAtEdges(scroller, y) {
  const { top, bottom } = scroller.getBoundingClientRect();
  if (y < top + EDGE) scroller.scrollTop -= STEP;
  else if (y > bottom - EDGE) scroller.scrollTop += STEP;
}
