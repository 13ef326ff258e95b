// What would change (`assistant.would.Would`) as a list of lines: + comes, − goes, ~ changes.
import { make } from "/dom.js";
import { count, fieldName, length, value } from "/words.js";

const SIGNS = { added: "+", removed: "−", changed: "~" };
const NAMES = { "+": "added", "−": "removed", "-": "removed", "~": "changed" };
const MOST = 12;

function lines(would) {
  const found = would.projects.flatMap(project);
  for (const { path } of would.written) found.push(["+", `the folder ${path}`]);
  for (const path of would.removed) found.push(["−", `the folder ${path}`]);
  if (would.opened) found.push(["~", `“${would.opened}” would be open`]);
  if (would.closed) found.push(["~", `“${would.closed}” would be closed`]);
  return found;
}

function project(one) {
  if (one.verb !== "changed") {
    return [[SIGNS[one.verb], `the film “${one.title}”: ${count(one.scenes, "scene")}, ${count(one.shots, "shot")}, ${length(one.seconds)}`]];
  }
  return [...one.things.map((thing) => [SIGNS[thing.verb], named(thing)]), ...one.fields.map((field) => ["~", `the film: ${changed(field)}`])];
}

function named(thing) {
  const where = thing.kind === "shot" ? `shot ${thing.number} of scene ${thing.scene}` : thing.kind === "scene" ? `scene ${thing.number}`
    : thing.kind === "media" ? "the file" : thing.kind;
  const label = thing.kind === "shot" || !thing.label ? "" : ` “${thing.label}”`;
  const size = thing.verb === "changed" || thing.seconds === null ? "" : `, ${thing.shots ? `${count(thing.shots, "shot")}, ` : ""}${length(thing.seconds)}`;
  return `${where}${label}${thing.fields.length ? `: ${thing.fields.map(changed).join("; ")}` : size}`;
}

const changed = ({ field, before, after }) => `${fieldName(field)} ${value(field, before)} → ${value(field, after)}`;

const line = ([sign, text]) => make("li", { class: NAMES[sign] }, make("span", { "aria-hidden": "true" }, `${sign} `),
  make("span", { class: "unseen" }, `${NAMES[sign]}: `), text);

// The list; null where nothing would change.
export function diff(would) {
  const all = lines(would);
  if (!all.length) return null;
  const rest = all.length - MOST;
  return make("ul", { class: "diff" }, ...all.slice(0, MOST).map(line), rest > 0 ? make("li", {}, `and ${count(rest, "more change", "more changes")}`) : null);
}

// The same for lines that begin with their sign already.
export const signed = (texts) => make("ul", { class: "diff" }, ...texts.map((text) => (NAMES[text[0]] ? line([text[0] === "-" ? "−" : text[0], text.slice(1).trim()]) : make("li", {}, text))));

// A reply that tells differences line by line, with the signs made to be seen.
export function coloured(content) {
  return content.split("\n").flatMap((text, place) => {
    const kind = /^[-+~] /.test(text) ? NAMES[text[0]] : null;
    return [place ? "\n" : null, kind ? make("span", { class: kind }, text) : text];
  });
}
