// Lengths, counts and values as people write them.
export function length(seconds) {
  const tenths = Math.round(seconds * 10), minutes = Math.floor(tenths / 600), rest = ((tenths % 600) / 10).toFixed(1).replace(/\.0$/, "");
  if (!minutes) return `${rest}\u00a0s`; // never broken between
  return `${minutes}:${Number(rest) < 10 ? "0" : ""}${rest}`;
}

export const count = (number, one, several = `${one}s`) => `${number} ${number === 1 ? one : several}`;

export const fieldName = (name) => ({ names: "cast", duration: "length", number: "place", order: "place", tied: "attached to", media_type: "use" }[name] ?? name.replaceAll("_", " "));

export function value(name, given) {
  if (given === null || given === undefined || given === "" || given.length === 0) return "nothing";
  if (name === "duration" || name === "by") return length(given);
  if (name === "tied") return count(given.length, "place");
  if (name === "media_type") return plainly(given);
  if (!Array.isArray(given)) return typeof given === "object" ? "something else" : String(given);
  return given.map((one) => (typeof one === "object" ? `${one.who ?? ""}: ${one.line ?? ""}` : one)).join(", ");
}

// A name of the server's as people write it: "style_reference" is "style reference".
export const plainly = (name) => name.replaceAll("_", " ");

export function size(bytes) {
  const [unit, by] = bytes >= 1e6 ? ["MB", 1e6] : bytes >= 1e3 ? ["kB", 1e3] : ["bytes", 1];
  return `${(bytes / by).toFixed(bytes >= 1e3 && bytes / by < 10 ? 1 : 0)}\u00a0${unit}`;
}

// What part of the day a film's own word means, for its colour: English, French and Spanish words.
const PARTS = [
  ["twilight", /dusk|dawn|sun(rise|set)|twilight|evening|aube|cr[eé]pus|soir|lever|coucher|amanecer|alba|anochecer|atardecer|ocaso|tarde/i],
  ["night", /night|nuit|noche|minuit|medianoche/i],
  ["day", /day|noon|jour|midi|d[ií]a|morning|matin|mañana/i],
];
export const partOfDay = (word) => PARTS.find(([, found]) => found.test(word ?? ""))?.[0] ?? "other";
