// What was said and is not acknowledged yet. It outlives a reload; the server takes each `clientMsgId` once, so sending again is safe.
const KEY = "outbox";

export class Outbox {
  #waiting = new Map(JSON.parse(sessionStorage.getItem(KEY) ?? "[]").map((message) => [message.clientMsgId, message]));

  all() { return [...this.#waiting.values()]; }

  add(message) { this.#waiting.set(message.clientMsgId, message); this.#keep(); }

  done(clientMsgId) { if (this.#waiting.delete(clientMsgId)) this.#keep(); }

  #keep() { sessionStorage.setItem(KEY, JSON.stringify(this.all())); }
}

// Not `crypto.randomUUID`: that is only there over https and on this machine itself.
export const newId = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
