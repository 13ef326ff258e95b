// The project's media as the server has them: read again after every change of the film, and told as the looks at them go on.
import { rereading } from "/rereading.js";

const PAGE = 100, PAGES = 10, SETTLES = 150, LOOKS_AGAIN = 5000;

export class Library extends EventTarget {
  items = []; // the newest first
  total = 0;
  project = null;
  #connection; #later;

  constructor(connection) {
    super();
    this.#connection = connection;
    connection.on("progress-update", ({ projectId, data }) => { if (data?.media && projectId === this.project) this.#heard(data.media); });
  }

  get(id) { return this.items.find((item) => item.id === id); }

  // What is attached there: to a scene or a shot of it (`number` is the scene's), a character, or the poster.
  attached(kind, id, number) {
    const fits = (tie) => (tie.kind === kind && tie.id === id) || (kind === "scene" && tie.kind === "shot" && tie.scene === number);
    return this.items.filter(({ tied }) => tied.some(fits)).reverse();
  }

  // Another film, or the same one after a change.
  take(project) {
    if (project !== this.project) [this.project, this.items, this.total] = [project, [], 0];
    return this.read();
  }

  read() {
    if (this.project) return this.#reread();
    this.#tell();
    return Promise.resolve();
  }

  // Once more where the project has changed meanwhile.
  #reread = rereading(async () => {
    const project = this.project, items = [];
    let total = 0;
    try {
      for (let page = 1; page <= PAGES; page += 1) {
        const { result } = await this.#connection.do("media.list", { project, limit: PAGE, page });
        items.push(...result.media);
        total = result.total;
        if (items.length >= total) break;
      }
    } catch { return false; } // what is shown stays
    if (project !== this.project) return Boolean(this.project);
    [this.items, this.total] = [items, total];
    // A look that nobody tells of, as its server is another one, is seen all the same.
    if (items.some(({ status }) => status === "waiting" || status === "looking")) this.#soon(LOOKS_AGAIN);
    this.#tell();
    return false;
  });

  // A step of a look is shown at once; its end is read.
  #heard({ media_ids: ids, status, stage, percent }) {
    const here = ids.map((id) => this.get(id));
    for (const item of here) if (item && !item.archived) Object.assign(item, { status, stage, percent });
    if (status === "looking" && here.every(Boolean)) return this.#tell();
    return this.#soon(SETTLES);
  }

  #soon(wait) {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.read(), wait);
  }

  #tell() { this.dispatchEvent(new Event("changed")); }
}
