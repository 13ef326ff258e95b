// What one of the media is called, and its tags, written anew.
import { make } from "/dom.js";

const LONGEST = 200;
const listed = (text) => [...new Set(text.split(",").map((tag) => tag.trim()).filter(Boolean))];

// The form. `save(changes)` is called with what differs and answers with what is wrong, if anything; `back()` when it is over.
export function naming(item, save, back) {
  const title = make("input", { name: "title", value: item.title, required: true, maxLength: LONGEST, autocomplete: "off" });
  const tags = make("input", { name: "tags", value: item.tags.join(", "), autocomplete: "off", "aria-describedby": "tags-how" });
  const wrong = make("p", { class: "removed", role: "alert" });
  const form = make("form", { class: "naming edits", "aria-label": "Title and tags" },
    make("label", {}, "Title ", title), make("label", {}, "Tags ", tags), make("p", { id: "tags-how", class: "soft" }, "With commas between them."), wrong,
    make("div", { class: "choices" }, make("button", { class: "first" }, "Keep"), make("button", { type: "button", onclick: back }, "Cancel")));

  form.onsubmit = async (event) => {
    event.preventDefault();
    const now = { title: title.value.trim(), tags: listed(tags.value) };
    const changes = Object.fromEntries(Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(item[name])));
    if (!Object.keys(changes).length) return back();
    const problem = await save(changes);
    if (!problem) return back();
    wrong.textContent = problem.message;
    return title.focus();
  };
  form.onkeydown = (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault(); // else it would close the whole dialog
    back();
  };
  return form;
}
