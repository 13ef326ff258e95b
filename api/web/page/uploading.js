// One file to the server, piece by piece from where it broke off.
import { call } from "/account.js";
import { ask, Refused, UPLOADS } from "/doors.js";

const PAUSES = [1000, 3000, 9000, 20000];

class Lost extends Error {}

// The item it became. `progress(bytes)` is called as it goes; rejects with what is wrong, or when the `signal` ends it.
export async function upload(file, project, progress, signal) {
  if (!file.size) throw new Error("The file is empty.");
  const { id } = await ask(UPLOADS, "POST", { filename: file.name || "pasted.png", size: file.size, project });
  const place = `${UPLOADS}/${id}`;
  signal.addEventListener("abort", () => { ask(place, "DELETE").catch(() => {}); });
  for (let offset = 0, tries = 0; ;) {
    signal.throwIfAborted();
    try {
      const answer = await piece(place, file, offset, progress, signal);
      if (answer.media) return answer.media;
      offset = answer.offset;
    } catch (problem) {
      if (!(problem instanceof Lost) || tries >= PAUSES.length) throw problem;
      await new Promise((goOn) => { setTimeout(goOn, PAUSES[tries]); });
      tries += 1;
      offset = await there(place, offset);
    }
  }
}

// How much of it the server has.
async function there(place, offset) {
  try {
    return (await ask(place, "GET")).offset;
  } catch (problem) {
    if (problem.status === 404) throw new Error("The line broke at the very end. Look whether it is there before you send it again.");
    if (problem instanceof Refused) throw problem;
    return offset; // still no line
  }
}

// By XMLHttpRequest: `fetch` does not tell how much has gone out.
function piece(place, file, offset, progress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("PATCH", place);
    request.setRequestHeader("Upload-Offset", String(offset));
    request.responseType = "json";
    request.upload.onprogress = ({ loaded }) => progress(offset + loaded);
    request.onload = () => {
      if (request.status === 200 || request.status === 409) resolve(request.response);
      else if (request.status === 401) call("GET").then(() => reject(new Lost()), reject);
      else reject(new Refused(request.status, request.response));
    };
    request.onerror = () => reject(new Lost("The line broke. Send it again."));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener("abort", () => request.abort());
    request.send(file.slice(offset));
  });
}
