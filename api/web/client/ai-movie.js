// A client of the AI Movie contract, for pages and for programs: fetch and WebSocket are all it needs.
//
//   import { AIMovieAPI } from "http://127.0.0.1:8000/client/ai-movie.js";
//   const api = new AIMovieAPI({ baseUrl: "http://127.0.0.1:8000/api/v1", apiKey: token });
//   const { aiResponse } = await api.chat.sendMessage({ message: "Create an action sequence" });

/** A request that was refused: `status`, the contract's `code`, `details` that name fields, `requestId`, `retryAfter` in seconds. */
export class AIMovieError extends Error {
  constructor(status, body, headers) {
    const { code = "UNKNOWN", message = `The server answered ${status}.`, details = [] } = body?.error ?? {};
    super(`${code}: ${message}`);
    this.name = "AIMovieError";
    Object.assign(this, { status, code, details, requestId: headers?.get("x-request-id") ?? "" });
    this.retryAfter = headers?.has("retry-after") ? Number(headers.get("retry-after")) : null;
  }
}

/** `baseUrl` ends in "/v1"; `apiKey` is an access token, which `signIn` gets for an address and a password. */
export class AIMovieAPI {
  #baseUrl;
  #apiKey;

  constructor({ baseUrl, apiKey = "" }) {
    this.#baseUrl = new URL(baseUrl, globalThis.location?.href).href.replace(/\/+$/, "");
    this.#apiKey = apiKey;
    const call = (...request) => this.#call(...request);
    this.projects = projects(call);
    this.chat = chat(call);
    this.media = media(call);
  }

  /** The user; every further request is theirs. */
  async signIn({ email, password }) {
    const above = this.#baseUrl.slice(0, this.#baseUrl.lastIndexOf("/"));
    const { token, user } = await answered(await fetch(`${above}/auth/login`, json("POST", { email, password })));
    this.#apiKey = token;
    return user;
  }

  /** A conversation by socket, that comes back by itself; see `Room`. */
  room(sessionId) {
    return new Room(`${this.#baseUrl.replace(/^http/, "ws")}/websocket`, () => this.#apiKey, sessionId);
  }

  async #call(method, path, { query, body, form, headers, only } = {}) {
    const url = new URL(this.#baseUrl + path);
    for (const [name, value] of Object.entries(given(query))) url.searchParams.set(name, value);
    const request = form ? { method, body: form } : json(method, body);
    request.headers = { ...request.headers, ...headers, Authorization: `Bearer ${this.#apiKey}` };
    const { success, ...told } = await answered(await fetch(url, request));
    return only ? told[only] : told;
  }
}

const at = (id) => encodeURIComponent(id);

const projects = (call) => ({
  /** Filters: status, genre, search, sort, order, page, limit. */
  list: (filters) => call("GET", "/projects", { query: filters }),
  create: (project) => call("POST", "/projects", { body: project, only: "project" }),
  get: (id) => call("GET", `/projects/${at(id)}`, { only: "project" }),
  update: (id, changes) => call("PUT", `/projects/${at(id)}`, { body: changes, only: "project" }),
  /** The invitation; `role` is collaborator or viewer. */
  addCollaborator: (id, { email, role = "collaborator" }) =>
    call("POST", `/projects/${at(id)}/collaborators`, { body: { email, role }, only: "invitation" }),
});

const chat = (call) => ({
  /** Without a `sessionId` a new session is opened: its id is in `session`. A message under the same `idempotencyKey` is said once. */
  sendMessage: ({ idempotencyKey, ...message }) =>
    call("POST", "/chat/message", { body: message, headers: idempotencyKey ? { "Idempotency-Key": idempotencyKey } : {} }),
  choose: ({ sessionId, choiceId, customInput }) => call("POST", "/chat/choice", { body: { sessionId, choiceId, customInput } }),
  /** `{ sessionId, projectId, file, description, mediaType }` */
  upload: ({ file, ...said }) => call("POST", "/chat/upload", { form: formOf({ file: [file] }, said) }),
  session: (id) => call("GET", `/chat/session/${at(id)}`, { only: "session" }),
  /** Filters: projectId, status, page, limit. */
  sessions: (filters) => call("GET", "/chat/sessions", { query: filters }),
});

const media = (call) => ({
  /** `{ projectId, file or files, mediaType, description, tags }`; those that are not taken are in `rejected`. */
  upload: ({ file, files = [file], tags, ...said }) =>
    call("POST", "/media/upload", { form: formOf({ files }, { ...said, tags: tags && JSON.stringify(tags) }) }),
  /** Filters: projectId, mediaType, search, tags, status, sort, page, limit. */
  list: (filters) => call("GET", "/media", { query: filters }),
  get: (id) => call("GET", `/media/${at(id)}`, { only: "media" }),
  /** `{ query, projectId, mediaTypes, limit, threshold }` */
  search: (wanted) => call("POST", "/media/search", { body: wanted }),
});

const given = (values = {}) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null));

const json = (method, body) =>
  body === undefined ? { method } : { method, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };

async function answered(answer) {
  const body = await answer.json().catch(() => null);
  if (!answer.ok || body === null) throw new AIMovieError(answer.status, body, answer.headers);
  return body;
}

function formOf(files, said) {
  const form = new FormData();
  for (const [name, value] of Object.entries(given(said))) form.append(name, value);
  for (const [name, several] of Object.entries(files)) for (const file of several) form.append(name, file, file.name ?? "file");
  return form;
}

const STOP = new Set([4401, 4403, 4429, 1009]); // close codes after which it makes no sense to come back at once

/**
 * A conversation by socket. It is an EventTarget: every frame is an event of its type ("message-received", "ai-response",
 * "user-typing", "progress-update", …) with the frame as `detail`; "closed" when the server has shut the door. A lost connection is made
 * again; what was missed comes then, and what was not acknowledged is said again.
 */
export class Room extends EventTarget {
  #url; #key; #socket; #seen; #pause = 500; #over = false;
  #unacked = new Map();

  constructor(url, key, sessionId) {
    super();
    this.#url = url;
    this.#key = key;
    this.sessionId = sessionId;
    this.#connect();
  }

  /** The answer to it. */
  say(message, more = {}) {
    return this.#answered({ type: "chat-message", message, attachments: [], ...more });
  }

  choose(choiceId, customInput) {
    return this.#answered({ type: "choice-selected", choiceId, customInput });
  }

  typing(isTyping) {
    if (this.#socket.readyState === 1) this.#send({ type: "typing", sessionId: this.sessionId, isTyping });
  }

  close() {
    this.#over = true;
    this.#socket.close();
  }

  #connect() {
    this.#socket = new WebSocket(this.#url, ["assistant.v1", `bearer.${this.#key()}`]);
    this.#socket.onopen = () => this.#send({ type: "join-session", protocol: 2, sessionId: this.sessionId, lastSeq: this.#seen });
    this.#socket.onmessage = ({ data }) => this.#receive(JSON.parse(data));
    this.#socket.onclose = ({ code }) => {
      if (this.#over || STOP.has(code)) return this.#tell("closed", { code });
      this.joined = false;
      setTimeout(() => this.#over || this.#connect(), this.#pause * (0.75 + Math.random() / 2));
      this.#pause = Math.min(this.#pause * 2, 15000);
    };
  }

  #receive(frame) {
    this.#seen = frame.seq ?? (this.#seen === undefined ? frame.headSeq : undefined) ?? this.#seen;
    if (frame.type === "ack") this.#unacked.delete(frame.clientMsgId);
    if (frame.type === "error") this.#unacked.delete(frame.clientMsgId);
    if (frame.type === "error" && !this.joined) {
      this.#over = true; // there is no such session, or it is not ours to enter
      this.#tell("closed", { code: frame.code });
      return this.#socket.close();
    }
    if (frame.type === "session-joined") {
      this.#pause = 500;
      this.joined = true;
      for (const waiting of this.#unacked.values()) this.#send(waiting);
    }
    this.#tell(frame.type, frame);
  }

  #answered(said) {
    const frame = { sessionId: this.sessionId, clientMsgId: crypto.randomUUID?.() ?? String(Math.random()).slice(2), ...said };
    this.#unacked.set(frame.clientMsgId, frame);
    return new Promise((resolve, reject) => {
      const mine = (name, done) => {
        const hear = ({ detail }) => {
          if (detail.clientMsgId !== frame.clientMsgId || detail.done === false) return;
          this.removeEventListener(name, hear);
          done(detail);
        };
        this.addEventListener(name, hear);
      };
      mine("ai-response", resolve);
      mine("error", (detail) => reject(new AIMovieError(0, { error: detail })));
      this.addEventListener("closed", ({ detail }) => reject(new AIMovieError(0, { error: { code: "WEBSOCKET_ERROR", message: `Closed (${detail.code}).` } })));
      if (this.joined && this.#socket.readyState === 1) this.#send(frame);
    });
  }

  #send(frame) {
    this.#socket.send(JSON.stringify(frame));
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
