/** What the page asks of the server that it came from. */

import { byId } from "./dom.js";
import { rule, t } from "./words.js";

const ROOT = new URL("../", import.meta.url);

/** That a request didn't succeed: what to tell the editor, and what was found. */
export class Problem extends Error {
  constructor(message, findings = []) {
    super(message);
    this.findings = findings;
  }
}

/** The answer to a request; with tokens, after a login where one is needed. Throws a Problem. */
export async function ask(path, options = {}) {
  let answer;
  try {
    answer = await fetch(new URL(path, ROOT), options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(t("offline"));
  }
  if (answer.status === 401) {
    await login();
    return ask(path, options);
  }
  if (!answer.ok) throw await problemOf(answer);
  return answer;
}

async function problemOf(answer) {
  const told = await answer.json().catch(() => ({}));
  const findings = told.diagnostics ?? [];
  const plain = { 408: "tooSlow", 429: "busy", 503: "busy", 504: "tooSlow" }[answer.status];
  if (plain) return new Problem(t(plain), findings);
  const lines = findings.map((one) => [rule(one.code), one.message, one.hint].filter(Boolean).join(" – "));
  return new Problem([t("failed"), ...(lines.length ? lines : [told.title ?? ""])].join("\n"), findings);
}

let asking = null;

/** Ask for a token until the server takes one; it answers with a cookie that scripts don't see. */
function login() {
  asking ??= new Promise((resolve) => {
    const dialog = byId("login");
    const form = dialog.querySelector("form");
    dialog.oncancel = (event) => event.preventDefault();
    form.onsubmit = async (event) => {
      event.preventDefault();
      const answer = await fetch(new URL("login", ROOT), { method: "POST", body: byId("token").value });
      byId("login-said").textContent = answer.ok ? "" : t("tokenWrong");
      if (!answer.ok) return byId("token").select();
      byId("token").value = "";
      dialog.close();
      asking = null;
      resolve();
    };
    dialog.showModal();
  });
  return asking;
}

export async function logout() {
  await fetch(new URL("logout", ROOT), { method: "POST" });
  location.reload();
}

/** The bytes of what JSON holds as Base64. */
export function blobOf(base64, type) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type });
}
