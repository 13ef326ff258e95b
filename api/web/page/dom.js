// Making elements. Text is only ever set as text.
export const at = (id) => document.getElementById(id);

// An element with properties (`class` and `data-…`, `aria-…` as attributes) and children: elements or text; nothing for null.
export function make(tag, given = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === null || value === undefined) continue;
    if (name.includes("-") || name === "class" || name === "role" || name === "lang") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// Puts these in place of whatever an element holds; nothing for null.
export const fill = (element, ...children) => element.replaceChildren(...children.filter((child) => child !== null && child !== undefined));

export const hidden = (text) => make("span", { class: "unseen" }, text);

// Said once to whoever listens to the page instead of looking at it.
export function announce(text) {
  at("announcer").textContent = "";
  setTimeout(() => { at("announcer").textContent = text; }, 50);
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
