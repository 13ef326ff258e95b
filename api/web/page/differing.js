// What differs between two readings of a film, by id; what was only counted anew does not.
export function differing(before, film) {
  const shots = (one) => new Map(one.sequences.map((sequence) => [sequence.scene_id, JSON.stringify(sequence.shots)]));
  const [was, now] = [shots(before), shots(film)];
  const scenes = rows(before.scenes, film.scenes);
  for (const { id } of film.scenes) if (was.get(id) !== now.get(id)) scenes.add(id);
  return { scenes, characters: rows(before.characters, film.characters), header: header(before, film) };
}

// By the ids of what shows them.
function header(before, film) {
  const read = ({ project, logline }) => ({
    "film-title": project.title, facts: JSON.stringify([project.genre, project.style, project.duration]), logline,
  });
  const [was, now] = [read(before), read(film)];
  return new Set(Object.keys(now).filter((id) => was[id] !== now[id]));
}

const plain = ({ number, scenes, ...rest }) => JSON.stringify(rest);

function rows(before, after) {
  const was = new Map(before.map((row) => [row.id, plain(row)]));
  const changed = new Set(after.filter((row) => was.get(row.id) !== plain(row)).map(({ id }) => id));
  for (const id of moved(before.map(({ id }) => id), after.map(({ id }) => id))) changed.add(id);
  return changed;
}

// The fewest that must have been put elsewhere: those outside the longest run that kept its order.
function moved(before, after) {
  const place = new Map(before.map((id, number) => [id, number]));
  const stayed = after.filter((id) => place.has(id));
  const best = stayed.map(() => ({ length: 1, from: -1 }));
  for (let end = 0; end < stayed.length; end += 1) {
    for (let from = 0; from < end; from += 1) {
      if (place.get(stayed[from]) < place.get(stayed[end]) && best[from].length >= best[end].length) best[end] = { length: best[from].length + 1, from };
    }
  }
  const kept = new Set();
  let at = best.reduce((top, one, number) => (top < 0 || one.length > best[top].length ? number : top), -1);
  for (; at >= 0; at = best[at].from) kept.add(stayed[at]);
  return stayed.filter((id) => !kept.has(id));
}
