/** How the page itself looks and which language it speaks; kept in this browser. */

import { byId, el } from "./dom.js";
import { LANGUAGES, preferred, speak, t } from "./words.js";

const NAME = "presskit looks";

/** What this browser keeps under a name; nothing where it keeps nothing. */
export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

export function put(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // The browser has no room, or keeps nothing: the page works all the same.
  }
}

export function fill(select, options, chosen) {
  select.replaceChildren(
    ...options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)),
  );
}

const looks = kept(NAME) ?? {};

function colour() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.colours = looks.colours ?? (dark ? "dark" : "light");
}

/** Look as the editor chose last, and again at each choice; `changed` is called after each. */
export async function begin(changed) {
  async function look(changes) {
    Object.assign(looks, changes);
    put(NAME, looks);
    colour();
    const language = preferred(looks.language);
    await speak(language);
    fill(byId("language"), Object.entries(LANGUAGES), language);
    const schemes = [["", t("coloursAuto")], ["light", t("coloursLight")], ["dark", t("coloursDark")]];
    fill(byId("colours"), schemes, looks.colours ?? "");
    changed();
  }
  matchMedia("(prefers-color-scheme: dark)").onchange = colour;
  byId("language").onchange = () => look({ language: byId("language").value });
  byId("colours").onchange = () => look({ colours: byId("colours").value || undefined });
  await look({});
}
