// Calls of a reading that is under way are served by one further round of it; so is a round that says it wants one more.
export function rereading(round) {
  let reading = null, again = false;
  const rounds = async () => {
    do {
      again = false;
      again = await round() || again;
    } while (again);
  };
  return () => {
    if (reading) again = true;
    else reading = rounds().finally(() => { reading = null; });
    return reading;
  };
}
