// The conversation: what was said, answers as they come, choices, questions before a loss, undo.
import { choices, isOwnWay } from "/choices.js";
import { announce, at, calm, hidden, make } from "/dom.js";
import { coloured, diff } from "/diff.js";
import { found } from "/found.js";
import { table } from "/tables.js";
import { undoable } from "/undo.js";

const ANSWERS = { en: ["yes", "no"], fr: ["oui", "non"], es: ["sí", "no"] };
const ENDED = { interrupted: "Interrupted", cancelled: "Stopped" };
const NEAR = 120;

export class Chat {
  #connection; #me; #composer; #undoing; #open = () => {};
  #mine = new Map(); // clientMsgId → what was said
  #sending = new Map(); // clientMsgId → its element
  #coming = null; // the answer that is on its way: {item, text}
  #waits = 0; // messages without an answer

  constructor(connection, me, composer, undoing) {
    [this.#connection, this.#me, this.#composer, this.#undoing] = [connection, me, composer, undoing];
    connection.on("kept", (message) => this.#sent(message));
    connection.on("message-received", (frame) => this.#received(frame));
    connection.on("ai-response", (frame) => (frame.done === false ? this.#piece(frame) : this.#answered(frame)));
    connection.on("progress-update", ({ progress, data }) => { if (!data?.media) this.#progress(progress); });
    connection.on("refused", (frame) => this.#refused(frame));
    connection.on("problem", (frame) => this.note(`${frame.message} ${frame.suggestedAction ?? ""}`.trim()));
    connection.on("forgotten", () => this.#empty());
    for (const message of connection.waiting) this.#sent(message);
  }

  // What shows a picture of an answer large: `(id, project)`.
  showsBy(open) { this.#open = open; }

  // A line of the page's own, about what was done by hand.
  note(text, changes) {
    const item = make("li", { class: "note" }, make("p", {}, text));
    if (undoable(changes).length) item.append(this.#undoing.row(undoable(changes), text));
    this.#put(item);
    announce(text);
  }

  #put(item, always = false) {
    const scroller = at("scroller"), { seq, head } = this.#connection;
    // While the past is replayed nothing is measured; at its end one looks at the end.
    const near = seq === head || (seq > head && scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR);
    at("log").append(item, ...(this.#coming && item !== this.#coming.item ? [this.#coming.item] : []));
    if (near || always) this.#toEnd();
  }

  #toEnd() { at("scroller").scrollTo({ top: at("scroller").scrollHeight, behavior: calm() || this.#replaying ? "instant" : "smooth" }); }

  get #replaying() { return this.#connection.seq < this.#connection.head; }

  #busy() {
    at("stop").hidden = this.#waits === 0;
    if (this.#waits === 0) at("progress").hidden = true;
  }

  #said(content, whose, { tried = false, by = "" } = {}) {
    const item = make("li", { class: tried ? `${whose} tried` : whose });
    if (whose === "others") item.append(make("b", {}, by));
    else item.append(hidden(whose === "mine" ? "You: " : "Assistant: "));
    item.append(make("p", {}, ...(tried && whose === "theirs" ? coloured(content) : [content])));
    return item;
  }

  #sent(message) {
    const item = this.#said(message.message ?? message.customInput ?? message.title, "mine", { tried: message.dryRun });
    item.dataset.state = "sending";
    this.#sending.set(message.clientMsgId, item);
    this.#settle();
    this.#put(item, true);
  }

  #received(frame) {
    const own = frame.sender.id === this.#me.id;
    if (own && frame.clientMsgId) this.#mine.set(frame.clientMsgId, frame.content);
    this.#sending.get(frame.clientMsgId)?.remove();
    this.#sending.delete(frame.clientMsgId);
    this.#settle();
    this.#waits += 1;
    this.#put(this.#said(frame.content, own ? "mine" : "others", { tried: frame.dryRun, by: frame.sender.name }), own);
    for (const item of this.#sending.values()) at("log").append(item); // what waits stands last
    this.#busy();
  }

  #refused(frame) {
    const item = this.#sending.get(frame.clientMsgId);
    this.#sending.delete(frame.clientMsgId);
    const text = `Not sent: ${frame.message} ${frame.suggestedAction ?? ""}`.trim();
    if (item) {
      item.dataset.state = "failed";
      item.append(make("small", {}, text));
      this.#composer.offer(item.querySelector("p").textContent);
      announce(text);
    }
    else this.note(text);
  }

  // What there is of an answer already. A piece that overlaps with what is there (after coming back) only adds what is new.
  #piece({ runId, offset, delta }) {
    if (this.#coming?.runId !== runId) {
      this.#coming?.item.remove();
      this.#coming = { runId, text: "", item: make("li", { class: "coming", "aria-hidden": "true" }, make("p")) };
      this.#put(this.#coming.item);
    }
    const coming = this.#coming;
    if (offset > coming.text.length) return; // something is missing: the whole answer follows
    coming.text = coming.text.slice(0, offset) + delta;
    coming.item.firstChild.textContent = coming.text;
    this.#toEnd();
  }

  #answered(frame) {
    this.#coming?.item.remove();
    this.#coming = null;
    this.#waits = Math.max(0, this.#waits - 1);
    const item = this.#said(frame.content, "theirs", { tried: frame.dryRun });
    if (frame.language) item.lang = frame.language;
    if (ENDED[frame.status]) { item.dataset.state = frame.status; item.append(make("small", {}, ENDED[frame.status])); }
    for (const view of frame.views ?? []) {
      const pictures = found(view, (id, project) => this.#open(id, project));
      item.append(...table(view), ...(pictures ? [pictures] : []));
    }
    const last = frame.seq >= this.#connection.head;
    for (const { operation, result } of frame.views ?? []) if (operation === "confirm") item.append(this.#question(result, frame, last));
    if (frame.choices.length) item.append(choices(frame.choices, (choice) => this.#pick(choice), frame.language, frame.forEditors));
    if (frame.dryRun && this.#mine.has(frame.clientMsgId)) item.append(this.#doIt(this.#mine.get(frame.clientMsgId)));
    if (this.#mine.has(frame.clientMsgId) && undoable(frame.changes).length) {
      item.append(this.#undoing.row(undoable(frame.changes), frame.content.split("\n")[0].slice(0, 80)));
    }
    this.#put(item);
    this.#busy();
    if (frame.seq > this.#connection.head) announce(frame.content);
  }

  // What would be lost, read from a trial, and then yes and no where there is no other choice: nothing moves under a finger.
  #question({ operation, params, language }, frame, last) {
    const box = make("div", { class: "question", hidden: true });
    if (!last) return box;
    const asked = this.#connection.do(operation, { ...params, confirmed: true }, { dryRun: true });
    asked.then(({ result }) => diff(result), () => null).then((list) => { // where it is gone by now, the question itself still tells
      if (list) box.append(make("p", { class: "label" }, frame.choices.length ? "The first answer would change:" : "A yes would change:"), list);
      if (!frame.choices.length && box.isConnected) box.append(this.#yesOrNo(ANSWERS[language] ?? ANSWERS.en, this.#mine.has(frame.clientMsgId)));
      box.hidden = box.childElementCount === 0;
      this.#toEnd();
    });
    return box;
  }

  // Whoever was asked may say so; others only where they may change the film.
  #yesOrNo([yes, no], mine) {
    const large = (word) => word[0].toUpperCase() + word.slice(1);
    const row = this.#row(this.#button(large(yes), () => this.#say(yes), "danger"), this.#button(large(no), () => this.#say(no)));
    row.classList.toggle("edits", !mine);
    if (this.#waits > 0) row.querySelectorAll("button").forEach((button) => { button.disabled = true; }); // something else was said meanwhile
    return row;
  }

  #pick(choice) {
    if (isOwnWay(choice)) return this.#composer.own(choice.id);
    this.#connection.say({ type: "choice-selected", choiceId: choice.id, title: choice.title }); // the title is for this page only
    return this.#composer.focus();
  }

  #doIt(text) {
    return this.#row(this.#button("Do it", () => { this.#composer.clear(text); this.#say(text); }, "first"));
  }

  #say(message) {
    this.#connection.say({ type: "chat-message", message, attachments: [], dryRun: false });
    this.#composer.focus();
  }

  #row(...buttons) { return make("div", { class: "choices", role: "group", "aria-label": "Answers" }, ...buttons); }

  #button(title, does, kind) { return make("button", { type: "button", class: kind, onclick: does }, title); }

  // Once something else is said, earlier offers are over.
  #settle() { for (const button of at("log").querySelectorAll(".choices button:enabled")) button.disabled = true; }

  #progress({ percentage, stepCompleted }) {
    at("progress").hidden = false;
    at("progress").firstElementChild.value = percentage;
    at("progress").lastElementChild.textContent = stepCompleted.replaceAll("_", " ");
  }

  // Another conversation, or this one from its beginning. What waits to be sent stays.
  #empty() {
    at("log").replaceChildren(...this.#sending.values());
    this.#undoing.forget();
    this.#coming = null;
    this.#waits = 0;
    this.#busy();
  }
}
