// The server's doors for files, by the page's own sign-in: its cookie, which no script can read, and the origin the browser tells.
import { call } from "/account.js";

export const UPLOADS = "/api/v1/media/uploads";

// What a door says no with.
export class Refused extends Error {
  constructor(status, body) {
    const { message = "The server did not take it.", suggested_action: remedy = "" } = typeof body?.error === "object" ? body.error : body ?? {};
    super(`${message} ${remedy}`.trim());
    this.status = status;
  }
}

// The answer of a door. An hour of the sign-in that is over is renewed first.
export async function ask(path, method, body) {
  const send = () => fetch(path, {
    method, headers: body ? { "Content-Type": "application/json" } : {}, body: body && JSON.stringify(body),
  });
  let answer = await send();
  if (answer.status === 401) {
    await call("GET");
    answer = await send();
  }
  const said = answer.status === 204 ? null : await answer.json().catch(() => null);
  if (!answer.ok) throw new Refused(answer.status, said);
  return said;
}
