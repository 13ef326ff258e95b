// The page: signed in, its parts are put together.
import { call, signedIn, signOut } from "/account.js";
import { cast } from "/cast.js";
import { changes } from "/changes.js";
import { Chat } from "/chat.js";
import { composer } from "/composer.js";
import { Connection } from "/connection.js";
import { at, hidden } from "/dom.js";
import { Film } from "/film.js";
import { guide } from "/guide.js";
import { head, timeline } from "/header.js";
import { media } from "/media.js";
import { people } from "/people.js";
import { projects } from "/projects.js";
import { rights } from "/rights.js";
import { storyboard } from "/storyboard.js";
import { Undoing } from "/undo.js";

const { user: me } = await signedIn();
document.body.classList.remove("outside");
at("sign-in").hidden = true;
at("work").hidden = at("bar").hidden = at("panes").hidden = false;

const connection = new Connection(() => call("GET"));
const writes = composer(connection);
const undoing = new Undoing(connection, () => film.read());
const chat = new Chat(connection, me, writes, undoing);
people(connection, me);

// Something done by hand: what came of it is told in the conversation, with its undo, and the film is read again. What is wrong, if anything.
async function act(operation, params, said) {
  const problem = await connection.do(operation, params).then((done) => chat.note(said(done), done.changes), (wrong) => {
    chat.note(wrong.message);
    return wrong;
  });
  await film.read();
  return problem;
}
const news = at("panes").querySelector("[data-pane=film]");
function told(now, before, differs) {
  const changed = now && (!before || differs.header.size + differs.scenes.size + differs.characters.size > 0 || before.scenes.length !== now.scenes.length);
  if (!changed || document.body.dataset.pane === "film") return;
  news.dataset.news = "yes";
  news.firstElementChild.replaceChildren(hidden(" (changed)"));
}
const files = media(connection, () => film, act, (text, made) => chat.note(text, made));
chat.showsBy(files.open);
const own = (choice) => { show("talk"); writes.own(choice.id); };
const film = new Film(connection, [rights, told, head(act), timeline, guide(connection, act, own), storyboard(act), cast, files.part, changes(undoing, me), projects(connection, act, writes)]);

connection.on("state", () => {
  if (connection.joined) at("state").textContent = `Signed in as ${me.name}`;
  at("offline").hidden = connection.online;
  at("offline").textContent = navigator.onLine && !connection.joined
    ? "The server is away. What you send now goes out when it is back." : "You are offline. What you send now goes out when you are back.";
});
connection.on("server-draining", () => {
  at("offline").hidden = false;
  at("offline").textContent = "The server stops for a moment. You will be connected again.";
});

at("link").onclick = async () => {
  const link = `${location.origin}/#session=${connection.session}`;
  const copied = navigator.clipboard ? navigator.clipboard.writeText(link) : Promise.reject(new Error("no clipboard"));
  await copied.then(() => { at("copied").textContent = "Copied. It opens for members of this project."; }, () => { at("copied").textContent = link; });
};
at("leave").onclick = signOut;
// On a phone one pane at a time.
function show(pane) {
  document.body.dataset.pane = pane;
  if (pane === "film") { delete news.dataset.news; news.firstElementChild.replaceChildren(); }
  for (const button of at("panes").querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.pane === pane));
}
for (const button of at("panes").querySelectorAll("button")) button.onclick = () => show(button.dataset.pane);
connection.open();
if (matchMedia("(min-width: 52.01rem)").matches) writes.focus(); // on a phone the keyboard would cover half of it
