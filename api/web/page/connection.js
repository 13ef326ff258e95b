// The socket of the room: joins, comes back where it left off, and sends again what was not acknowledged.
import { newId, Outbox } from "/outbox.js";

const SOONEST = 500, LATEST = 15000, BEAT = 25000, SILENCE = 10000, PATIENCE = 60000;
const EXPIRED = 4401, REFUSED = 4403;
const ADDRESS = () => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/v1/websocket`;

// Each tab its conversation; a new tab goes on with the last one of this browser.
const remembered = () => sessionStorage.getItem("session") ?? localStorage.getItem("session");

export class Connection extends EventTarget {
  session = remembered();
  seq = 0; // the last number of the log that was seen
  head = 0; // the last there was on joining: what is above is new
  joined = false;
  guest = false; // in another's conversation, which is about their project
  #epoch; #socket; #again; #beat; #silent; #pause = SOONEST; #asked = new Map(); #outbox = new Outbox();

  // `renew` is called when the hour of the sign-in is over; it rejects when there is no more.
  constructor(renew) {
    super();
    this.renew = renew;
    addEventListener("online", () => {
      this.#tell("state");
      if (this.joined) this.#listen();
      else this.#open();
    });
    addEventListener("offline", () => this.#tell("state"));
    document.addEventListener("visibilitychange", () => { if (!document.hidden && !this.joined) this.#open(); });
  }

  on(type, handler) { this.addEventListener(type, ({ detail }) => handler(detail)); }

  get waiting() { return this.#outbox.all(); }

  get online() { return this.joined && navigator.onLine; }

  open() { this.#open(); }

  // Something said. It is kept until it is acknowledged, whatever becomes of the line or the page.
  say(message) {
    const kept = { ...message, clientMsgId: newId() };
    this.#outbox.add(kept);
    this.#tell("kept", kept);
    if (this.joined) this.#send({ ...kept, sessionId: this.session });
  }

  // An operation, typed: what the server answers to it. Rejects with what is wrong; never sent twice.
  do(operation, params = {}, { dryRun = false } = {}) {
    if (!this.joined) return Promise.reject(new Error("You are offline. Nothing was changed."));
    const id = newId();
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve, reject });
      setTimeout(() => { if (this.#asked.delete(id)) reject(new Error("The server did not answer in time.")); }, PATIENCE);
      this.#send({ type: "do", id, operation, params, sessionId: this.session, dryRun });
    });
  }

  types() { if (this.joined) this.#send({ type: "typing", sessionId: this.session, isTyping: true }); }

  stop() { if (this.joined) this.#send({ type: "cancel-generation", sessionId: this.session }); }

  // A new conversation from here on; resolves when it is joined.
  leave() {
    this.#forget();
    this.#hangUp();
    const there = new Promise((resolve) => this.addEventListener("session-joined", resolve, { once: true }));
    this.#open();
    return there;
  }

  #hangUp() {
    const old = this.#socket;
    this.#socket = null; // what it still says is not heard
    this.#over();
    old?.close();
  }

  #send(frame) { this.#socket.send(JSON.stringify(frame)); }

  #tell(type, detail) { this.dispatchEvent(new CustomEvent(type, { detail })); }

  #open() {
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN) return;
    clearTimeout(this.#again);
    const socket = this.#socket = new WebSocket(ADDRESS());
    socket.onopen = () => this.#send({
      type: "join-session", protocol: 2, stream: true,
      ...(this.session ? { sessionId: this.session, lastSeq: this.seq, epoch: this.#epoch } : {}),
    });
    socket.onmessage = ({ data }) => { if (socket === this.#socket) this.#receive(JSON.parse(data)); };
    socket.onclose = ({ code }) => { if (socket === this.#socket) this.#closed(code); };
  }

  #over() {
    this.joined = false;
    clearInterval(this.#beat);
    clearTimeout(this.#silent);
    for (const { reject } of this.#asked.values()) reject(new Error("The connection was lost. Look whether it was done before you try again."));
    this.#asked.clear();
  }

  #closed(code) {
    this.#over();
    if (code === REFUSED) return location.reload();
    this.#tell("state");
    if (code !== EXPIRED) return this.#later();
    // Without a line nothing is refused yet.
    return this.renew().then(() => this.#open(), (error) => (error instanceof TypeError ? this.#later() : location.reload()));
  }

  #later() {
    this.#again = setTimeout(() => this.#open(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, LATEST) * (0.75 + Math.random() / 2);
  }

  #forget() {
    this.session = null;
    this.seq = 0;
    sessionStorage.removeItem("session");
    localStorage.removeItem("session");
    this.#tell("forgotten");
  }

  #receive(frame) {
    clearTimeout(this.#silent);
    if (frame.type === "session-joined") this.#welcome(frame);
    else if (frame.type === "ack") this.#outbox.done(frame.clientMsgId);
    else if (frame.type === "result") return this.#result(frame);
    else if (frame.type === "error") return this.#failed(frame);
    else if (frame.type === "resync-required") { this.seq = 0; this.#tell("forgotten"); return this.#socket.close(); }
    else if (frame.seq !== undefined) {
      if (frame.seq <= this.seq) return undefined;
      this.seq = frame.seq;
      if (frame.type === "message-received") this.#outbox.done(frame.clientMsgId);
    }
    return this.#tell(frame.type, frame);
  }

  #welcome(frame) {
    this.session = frame.sessionId;
    this.#epoch = frame.epoch;
    this.head = frame.headSeq;
    this.joined = true;
    this.guest = frame.guest;
    this.#pause = SOONEST;
    sessionStorage.setItem("session", this.session);
    localStorage.setItem("session", this.session);
    for (const message of this.#outbox.all()) this.#send({ ...message, sessionId: this.session });
    this.#beat = setInterval(() => this.#listen(), BEAT);
    this.#tell("state");
  }

  // A line that went dead without a word is given up.
  #listen() {
    this.#send({ type: "ping", t: Date.now() });
    clearTimeout(this.#silent);
    this.#silent = setTimeout(() => { this.#hangUp(); this.#closed(1006); }, SILENCE);
  }

  #result(frame) {
    const asked = this.#asked.get(frame.id);
    this.#asked.delete(frame.id);
    if (frame.ok) asked?.resolve(frame);
    else asked?.reject(Object.assign(new Error(`${frame.error.message} ${frame.error.suggested_action ?? ""}`.trim()), { code: frame.error.code }));
  }

  #failed(frame) {
    if (this.#asked.has(frame.id)) return this.#result({ id: frame.id, ok: false, error: { code: frame.code, message: frame.message, suggested_action: frame.suggestedAction } });
    if (!frame.clientMsgId) {
      if (!this.joined || frame.fatal) { this.#forget(); this.#socket.close(); }
      return this.#tell("problem", frame);
    }
    if (frame.code === "AI_SERVICE_ERROR") return undefined; // the server stops: it goes out when we are back
    if (frame.retryAfterMs) {
      return setTimeout(() => this.#outbox.all().filter((message) => this.joined && message.clientMsgId === frame.clientMsgId)
        .forEach((message) => this.#send({ ...message, sessionId: this.session })), frame.retryAfterMs);
    }
    this.#outbox.done(frame.clientMsgId);
    return this.#tell("refused", frame);
  }
}
