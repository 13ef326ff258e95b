// Who is here besides oneself, and who types.
import { at } from "/dom.js";

const FADES = 4000;

export function people(connection, me) {
  const typing = new Map();

  const present = ({ members }) => {
    const others = members.filter(({ id }) => id !== me.id).map(({ name }) => name);
    at("present").textContent = others.length ? `Here with you: ${others.join(", ")}` : "";
  };

  const types = ({ id, name }, yes) => {
    clearTimeout(typing.get(id)?.ends);
    if (yes) typing.set(id, { name, ends: setTimeout(() => types({ id, name }, false), FADES) });
    else typing.delete(id);
    const names = [...typing.values()].map((one) => one.name);
    at("typing").textContent = names.length ? `${names.join(" and ")} ${names.length > 1 ? "are" : "is"} typing…` : "";
  };

  connection.on("session-joined", present);
  connection.on("presence", present);
  connection.on("user-typing", ({ user, isTyping }) => { if (user.id !== me.id) types(user, isTyping); });
  connection.on("message-received", ({ sender }) => types(sender, false));
}
