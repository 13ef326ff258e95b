// The film beside the conversation: read again after every change; its parts are told what it was and is.
import { differing } from "/differing.js";
import { rereading } from "/rereading.js";

export class Film {
  #connection; #parts; #now = null; #read = null; #log = null;

  // Each part is `(film, before, differs)`: the film now and before (null where there is none), and what differs by id.
  constructor(connection, parts) {
    [this.#connection, this.#parts] = [connection, parts];
    const read = () => { this.read(); };
    connection.on("session-joined", read);
    connection.on("ai-response", ({ done }) => { if (done !== false && connection.seq >= connection.head) read(); });
    connection.on("film-changed", ({ projectId, change }) => { if (!this.#knows(projectId, change)) read(); });
    connection.on("forgotten", () => { this.#show(null, null); this.#read = null; });
    addEventListener("focus", read);
  }

  get now() { return this.#now; }

  // Its history, the newest change first.
  get log() { return this.#log; }

  read() { return this.#connection.joined ? this.#reread() : Promise.resolve(); }

  // Whether the history that was read has that change of a project: one's own are told, too.
  #knows(project, change) { return change <= this.#log?.[0]?.number && project === this.#now.project.id; }

  #reread = rereading(async () => {
    const read = await this.#ask();
    if (read) this.#show(...read);
  });

  // The film and its history; neither where none is open, and nothing when the line is gone: then what is shown stays.
  async #ask() {
    try {
      const { result: film } = await this.#connection.do("project.show");
      const { result } = await this.#connection.do("history.list", { limit: 100, project: film.project.id });
      return [film, result.changes];
    } catch (problem) {
      return problem.code ? [null, null] : null;
    }
  }

  #show(film, changes) {
    const read = JSON.stringify([film, changes]);
    if (read === this.#read) return; // nothing moves under anybody's hands
    this.#read = read;
    const before = film && this.#now?.project.id === film.project.id ? this.#now : null;
    [this.#now, this.#log] = [film, changes];
    const differs = before ? differing(before, film) : { scenes: new Set(), characters: new Set(), header: new Set() };
    for (const part of this.#parts) part(film, before, differs, changes);
  }
}
