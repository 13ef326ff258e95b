// One's projects: opened by a click; a new one begins by talking.
import { at, make } from "/dom.js";
import { length } from "/words.js";

export function projects(connection, act, composer) {
  const lists = document.querySelectorAll("[data-projects]");

  async function show() {
    const { result } = await connection.do("project.list", { sort: "newest" }).catch(() => ({ result: { projects: [] } }));
    for (const list of lists) {
      list.replaceChildren(...result.projects.map(row));
      list.parentElement.dataset.count = result.projects.length;
    }
  }

  function row(project) {
    const facts = [project.duration ? length(project.duration) : null, project.modified_at?.slice(0, 10), project.shared ? "shared with you" : null];
    const button = make("button", { type: "button", "aria-current": project.open ? "true" : null },
      make("b", {}, project.title ?? project.name), make("span", { class: "soft" }, facts.filter(Boolean).join(" · ")));
    button.onclick = async () => {
      at("projects").close();
      if (connection.guest && !project.open) await connection.leave();
      await act("project.open", { project: project.name }, ({ result }) => `Opened “${result.title}”.`);
      composer.focus();
    };
    return make("li", {}, button);
  }

  at("show-projects").onclick = () => show().then(() => at("projects").showModal());
  at("close-projects").onclick = () => at("projects").close();
  at("new-project").onclick = () => { at("projects").close(); connection.leave(); composer.focus(); };
  return (film) => { if (!film) show(); };
}
