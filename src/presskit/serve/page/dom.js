/** Elements without markup: what came from a file is always text. */

export const byId = (id) => document.getElementById(id);

/** An element with properties, `data-*` and `aria-*` attributes, and children. */
export function el(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-")) made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** What calls `work` when it has not been called for so many milliseconds. */
export function later(work, milliseconds) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds);
  };
}

/** What presskit itself says, which is English whatever the page speaks. */
export const inEnglish = (text) => el("bdi", { lang: "en", dir: "ltr" }, text);
