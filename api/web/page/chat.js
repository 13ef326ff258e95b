// The plain page: sign in, talk, see what comes of it. Text is only ever set as text.
import { table } from "/tables.js";

const at = (id) => document.getElementById(id);
const waiting = new Map();
const typing = new Map();
let socket, session, me, seq = 0, pause = 500, typedAt = 0;

async function call(method, body) {
  const answer = await fetch("/api/session", {
    method, headers: body ? { "Content-Type": "application/json" } : {}, body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error((await answer.json()).error.message);
  return method === "DELETE" ? null : answer.json();
}

async function start() {
  const given = new URLSearchParams(location.hash.slice(1)), code = given.get("code");
  if (given.has("session")) sessionStorage.setItem("session", given.get("session"));
  history.replaceState(null, "", location.pathname);
  if (code) await call("POST", { code }).catch((error) => { at("refused").textContent = error.message; });
  await call("GET").then(enter, () => { at("sign-in").hidden = false; at("state").textContent = "Not signed in"; });
}

function enter({ user }) {
  at("sign-in").hidden = true;
  at("chat").hidden = at("leave").hidden = false;
  me = user;
  session = sessionStorage.getItem("session");
  connect();
  at("text").focus();
}

function connect() {
  socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/v1/websocket`);
  socket.onopen = () => send({ type: "join-session", protocol: 2, ...(session ? { sessionId: session, lastSeq: seq } : {}) });
  socket.onmessage = ({ data }) => receive(JSON.parse(data));
  socket.onclose = ({ code }) => {
    if (code === 4401) return call("GET").then(connect, () => location.reload());
    if (code === 4403) return location.reload();
    at("state").textContent = "Offline. What you send now goes out when the server is back.";
    setTimeout(connect, pause);
    pause = Math.min(pause * 2, 15000) * (0.75 + Math.random() / 2);
  };
}

const send = (frame) => socket.send(JSON.stringify(frame));

const handlers = {
  "session-joined"(frame) {
    session = frame.sessionId;
    pause = 500;
    sessionStorage.setItem("session", session);
    at("state").textContent = `Signed in as ${me.name}`;
    present(frame.members);
    for (const message of waiting.values()) send({ ...message, sessionId: session });
  },
  ack(frame) { waiting.delete(frame.clientMsgId); },
  "message-received"(frame) {
    types(frame.sender, false);
    if (fresh(frame)) said(frame.content, frame.sender.id === me.id ? "mine" : "others", frame.dryRun, frame.sender.name);
    busy(true);
  },
  presence(frame) { present(frame.members); },
  "user-typing"({ user, isTyping }) { if (user.id !== me.id) types(user, isTyping); },
  "server-draining"() { at("state").textContent = "The server stops for a moment. You will be connected again."; },
  "progress-update"({ progress }) {
    at("progress").hidden = false;
    at("progress").firstElementChild.value = progress.percentage;
    at("progress").lastElementChild.textContent = progress.stepCompleted.replaceAll("_", " ");
  },
  "ai-response"(frame) { if (fresh(frame)) answered(frame); busy(false); },
  "resync-required"() { seq = 0; session = null; sessionStorage.removeItem("session"); socket.close(); },
  error(frame) {
    if ((frame.code === "NOT_FOUND" || frame.fatal) && !frame.clientMsgId) { sessionStorage.removeItem("session"); session = null; seq = 0; socket.close(); }
    else said(`${frame.message} ${frame.suggestedAction ?? ""}`, "theirs");
  },
};

const receive = (frame) => handlers[frame.type]?.(frame);

function fresh(frame) {
  const isNew = frame.seq > seq;
  if (isNew) seq = frame.seq;
  return isNew;
}

const toEnd = () => scrollTo(0, document.body.scrollHeight);

function busy(yes) {
  at("stop").hidden = !yes;
  if (!yes) at("progress").hidden = true;
}

// Who is here besides oneself, and who types.
function present(members) {
  const others = members.filter(({ id }) => id !== me.id).map(({ name }) => name);
  at("present").textContent = others.length ? `Here with you: ${others.join(", ")}` : "";
}

function types({ id, name }, yes) {
  clearTimeout(typing.get(id)?.ends);
  if (yes) typing.set(id, { name, ends: setTimeout(() => types({ id, name }, false), 4000) });
  else typing.delete(id);
  const names = [...typing.values()].map((one) => one.name);
  at("typing").textContent = names.length ? `${names.join(" and ")} ${names.length > 1 ? "are" : "is"} typing…` : "";
}

function said(content, whose, tried = false, by = "") {
  const item = document.createElement("li");
  item.className = whose;
  if (whose === "others") {
    const name = document.createElement("b");
    name.textContent = by;
    item.append(name);
  }
  item.classList.toggle("tried", tried);
  const text = document.createElement("p");
  text.textContent = content;
  item.append(text);
  at("log").append(item);
  toEnd();
  return item;
}

function answered(frame) {
  const item = said(frame.content, "theirs", frame.dryRun);
  for (const view of frame.views ?? []) item.append(...table(view));
  if (frame.choices.length) item.append(choices(frame.choices));
  toEnd();
}

function choices(offered) {
  const row = document.createElement("div");
  row.className = "choices";
  for (const choice of offered) {
    const button = document.createElement("button");
    button.textContent = choice.title;
    button.onclick = () => say({ type: "choice-selected", choiceId: choice.id, customInput: choice.title });
    row.append(button);
  }
  return row;
}

function say(message) {
  const frame = { ...message, clientMsgId: crypto.randomUUID(), sessionId: session };
  waiting.set(frame.clientMsgId, frame);
  if (socket.readyState === WebSocket.OPEN && session) send(frame);
}

at("say").onsubmit = (event) => {
  event.preventDefault();
  const text = at("text").value.trim(), dryRun = event.submitter === at("try");
  if (text) say({ type: "chat-message", message: text, attachments: [], dryRun });
  if (dryRun) at("text").focus(); // what was tried stays there to be sent
  else at("text").value = "";
};
at("text").onkeydown = (event) => {
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); at("say").requestSubmit(); }
};
at("text").oninput = () => {
  if (session && socket.readyState === WebSocket.OPEN && Date.now() - typedAt > 2000) {
    typedAt = Date.now();
    send({ type: "typing", sessionId: session, isTyping: true });
  }
};
at("link").onclick = async () => {
  const link = `${location.origin}/#session=${session}`;
  await navigator.clipboard.writeText(link).then(() => { at("copied").textContent = "Copied. It opens for members of this project."; },
    () => { at("copied").textContent = link; });
};
at("stop").onclick = () => send({ type: "cancel-generation", sessionId: session });
at("leave").onclick = () => call("DELETE").finally(() => { sessionStorage.clear(); location.reload(); });
at("sign-in").onsubmit = async (event) => {
  event.preventDefault();
  const given = Object.fromEntries(new FormData(event.target));
  await call("POST", given).then(enter, (error) => { at("refused").textContent = error.message; });
};
start();
