// Signing in and out. The token is in a cookie that no script can read.
import { at } from "/dom.js";

export async function call(method, body) {
  const answer = await fetch("/api/session", {
    method, headers: body ? { "Content-Type": "application/json" } : {}, body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error((await answer.json()).error.message);
  return method === "DELETE" ? null : answer.json();
}

// Whoever is signed in, or signs in now: by a link's code, else by name and password.
export async function signedIn() {
  const given = new URLSearchParams(location.hash.slice(1)), code = given.get("code");
  if (given.has("session")) sessionStorage.setItem("session", given.get("session"));
  history.replaceState(null, "", location.pathname);
  const refuse = (error) => { at("refused").textContent = error.message; };
  if (code) await call("POST", { code }).catch(refuse);
  return call("GET").catch(() => new Promise((enter) => {
    at("sign-in").hidden = false;
    at("state").textContent = "Not signed in";
    document.body.classList.add("outside");
    at("sign-in").onsubmit = (event) => {
      event.preventDefault();
      call("POST", Object.fromEntries(new FormData(event.target))).then(enter, refuse);
    };
  }));
}

export const signOut = () => call("DELETE").finally(() => { sessionStorage.clear(); localStorage.clear(); location.reload(); });
