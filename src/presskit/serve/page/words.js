/** What the page says, in the editor's language. */

export const LANGUAGES = {
  ar: "العربية", en: "English", fa: "فارسی", fr: "Français", he: "עברית", ur: "اردو",
};
const RTL = new Set(["ar", "fa", "he", "ur"]);

let said = {};
let language = "en";
let plurals = new Intl.PluralRules("en");

/** The language that was chosen last, else the browser's first one that the page speaks. */
export function preferred(chosen) {
  const wished = [chosen, ...navigator.languages.map((tag) => tag.split("-")[0])];
  return wished.find((tag) => tag in LANGUAGES) ?? "en";
}

/** Speak a language: every element with `data-word` says its word in it. */
export async function speak(tag) {
  const answer = await fetch(new URL(`words/${tag}.json`, import.meta.url));
  said = await answer.json();
  language = tag;
  plurals = new Intl.PluralRules(tag);
  document.documentElement.lang = tag;
  document.documentElement.dir = RTL.has(tag) ? "rtl" : "ltr";
  document.title = `presskit – ${said.title}`;
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = said[one.dataset.word];
  for (const one of document.querySelectorAll("[data-word-label]")) {
    one.setAttribute("aria-label", said[one.dataset.wordLabel]);
  }
  for (const one of document.querySelectorAll("[data-word-placeholder]")) {
    one.placeholder = said[one.dataset.wordPlaceholder];
  }
}

/** A word with its values put in; one with plural forms goes by `n`. */
export function t(key, values = {}) {
  const word = said[key];
  const text = typeof word === "object" ? word[plurals.select(values.n)] ?? word.other : word;
  return text.replace(/\{(\w+)\}/g, (_, name) => inLine(values[name]));
}

/** What a line is called. */
export const role = (name) => said.roles[name] ?? name;

/** What a finding's rule means in the editor's language; nothing where only English says it. */
export const rule = (code) => said.rules[code] ?? "";

export const number = (value) => new Intl.NumberFormat(language).format(value);

/** A value in a sentence: numbers by the language, other texts isolated from its direction. */
function inLine(value) {
  return typeof value === "number" ? number(value) : `\u2068${value}\u2069`;
}
