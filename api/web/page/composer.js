// Where one writes: Enter sends, Shift+Enter is a new line, Alt+Enter tries first. What is not sent yet outlives a reload. With one's own
// way through a step of the guide (`own`), what is said next goes with that choice.
import { at } from "/dom.js";

const TELL_AGAIN = 2000;

export function composer(connection) {
  const text = at("text");
  let typedAt = 0, choiceId = null;
  text.value = sessionStorage.getItem("draft") ?? "";

  const keep = () => sessionStorage.setItem("draft", text.value);
  const send = (dryRun) => {
    const message = text.value.trim();
    if (message && choiceId && !dryRun) connection.say({ type: "choice-selected", choiceId, customInput: message });
    else if (message) connection.say({ type: "chat-message", message, attachments: [], dryRun });
    if (message && !dryRun) own(null);
    if (!dryRun) text.value = ""; // what was tried stays there to be sent
    keep();
    text.focus();
  };

  const own = (id) => { choiceId = id; at("own").hidden = !id; };

  at("not-own").onclick = () => { own(null); text.focus(); };
  at("say").onsubmit = (event) => { event.preventDefault(); send(event.submitter === at("try")); };
  text.onkeydown = (event) => {
    if (event.key === "Escape") own(null);
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send(event.altKey);
  };
  text.oninput = () => {
    keep();
    if (Date.now() - typedAt > TELL_AGAIN) { typedAt = Date.now(); connection.types(); }
  };
  for (const starter of at("starters").querySelectorAll("button")) {
    starter.onclick = () => { text.value = starter.textContent; keep(); text.focus(); };
  }
  at("stop").onclick = () => { connection.stop(); text.focus(); };
  return {
    // Said elsewhere on the page (a button for what stands here): it is not to be sent twice.
    offer(message) { if (!text.value.trim()) { text.value = message; keep(); } },
    clear(message) { if (text.value.trim() === message) { text.value = ""; keep(); } },
    own(id) { own(id); text.focus(); },
    focus: () => text.focus(),
  };
}
