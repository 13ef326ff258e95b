// Files on their way into the library: a row each with how far it is, and what is wrong with one that is not taken.
import { announce, make } from "/dom.js";
import { mayChange } from "/rights.js";
import { upload } from "/uploading.js";
import { count } from "/words.js";

const AT_ONCE = 2;

// `brought(item, tie)` is called for each file that is in the library now; the focus of a row that goes away goes `home`.
export function uploads(list, home, brought) {
  const waiting = [];
  let going = 0, added = 0, refused = 0;

  async function lane() {
    going += 1;
    for (let next = waiting.shift(); next; next = waiting.shift()) await bring(next);
    going -= 1;
    if (going) return;
    const told = [added ? `${count(added, "file")} added.` : "", refused ? `${count(refused, "file")} not added.` : ""];
    if (added + refused) announce(told.join(" ").trim());
    added = refused = 0;
  }

  async function bring({ file, project, tie, row, ends }) {
    if (ends.signal.aborted) return;
    const [bar, said] = [row.querySelector("progress"), row.querySelector("span")];
    try {
      const item = await upload(file, project, (bytes) => {
        bar.value = bytes / file.size;
        said.textContent = bytes < file.size ? `${Math.floor((bytes / file.size) * 100)} %` : "Being checked";
      }, ends.signal);
      added += 1;
      leave(row);
      await brought(item, tie);
    } catch (problem) {
      if (ends.signal.aborted) return;
      refused += 1;
      fail(row, problem.message);
    }
  }

  // The files into that project; `tie` is what they are to be attached to, if anything.
  return function take(files, project, tie = null) {
    for (const file of files) {
      const ends = new AbortController(), name = file.name || "Pasted picture";
      const row = make("li", {}, make("b", {}, name), make("progress", { max: 1, value: 0, "aria-label": `How far ${name} is` }),
        make("span", {}, "Waiting"), closing("Cancel", name, () => { ends.abort(); leave(row); }));
      list.append(row);
      waiting.push({ file, project, tie, row, ends });
    }
    while (going < AT_ONCE && waiting.length) lane();
  };

  function leave(row) {
    const held = row.contains(document.activeElement);
    row.remove();
    if (held) home.focus();
  }

  function fail(row, why) {
    const name = row.querySelector("b").textContent, held = row.contains(document.activeElement);
    row.dataset.state = "failed";
    row.replaceChildren(make("b", {}, name), make("span", {}, `Not added: ${why}`), closing("Dismiss", name, () => leave(row)));
    if (held) row.querySelector("button").focus();
  }
}

const closing = (word, name, does) => make("button", { type: "button", class: "small", "aria-label": `${word} ${name}`, onclick: does }, word);

// Files that come by the button, by drop and by paste. `take(files, element)`: the element they were let go on, if any.
export function incoming(button, input, pane, take) {
  button.onclick = () => input.click();
  input.onchange = () => { take([...input.files], null); input.value = ""; };
  const files = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (!files(event)) return;
    event.preventDefault(); // else the browser would leave the page to show the file
    const inside = pane.contains(event.target);
    event.dataTransfer.dropEffect = inside && mayChange() ? "copy" : "none";
    pane.classList.toggle("drops", inside && mayChange());
  });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) pane.classList.remove("drops"); });
  addEventListener("drop", (event) => {
    pane.classList.remove("drops");
    if (!files(event)) return;
    event.preventDefault();
    if (pane.contains(event.target)) take([...event.dataTransfer.files], event.target);
  });
  addEventListener("paste", ({ clipboardData }) => {
    if (clipboardData?.files.length && !clipboardData.types.includes("text/plain")) take([...clipboardData.files], null);
  });
}
