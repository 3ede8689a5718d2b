/** The pages of the PDF, as pictures that the server made. */

import { byId, el } from "./dom.js";
import { blobOf } from "./server.js";
import { t } from "./words.js";

let shown = [];

/** Show pages in the places of those before, so that the reader's place is kept. */
export function showSheets({ pages, total }) {
  const box = byId("sheets");
  const old = [...box.querySelectorAll("figure")];
  const gone = shown;
  shown = pages.map((page) => URL.createObjectURL(blobOf(page.jpeg, "image/jpeg")));
  byId("no-pages").hidden = true;
  pages.forEach((page, number) => {
    const figure = old[number] ?? el("figure", {}, el("img"), el("figcaption"));
    const image = figure.querySelector("img");
    Object.assign(image, { width: page.width, height: page.height, src: shown[number] });
    image.alt = t("pageOf", { n: number + 1, total });
    figure.querySelector("figcaption").textContent = t("page", { n: number + 1 });
    if (!figure.isConnected) box.append(figure);
  });
  for (const figure of old.slice(pages.length)) figure.remove();
  box.classList.remove("old");
  gone.forEach(URL.revokeObjectURL);
  return pages.length < total
    ? t("firstPages", { n: pages.length, total })
    : t("pageCount", { n: total });
}

/** Say that the pages are those of before the last change. */
export const ageSheets = () => byId("sheets").classList.add("old");

export function clearSheets() {
  byId("sheets").querySelectorAll("figure").forEach((figure) => figure.remove());
  byId("no-pages").hidden = false;
}
