/** The lines of the article, each with what it was taken for. */

import { byId, el } from "./dom.js";
import { role, t } from "./words.js";

const ROLES = [
  "kicker", "headline", "deck", "byline", "date", "dateline", "lead", "heading", "paragraph",
  "list", "delegation", "quote", "pull-quote", "note", "source", "tags", "left-out",
];

/** A choice of roles; `taken` is the one that is chosen. */
function choice(taken, text, isFixed, choose) {
  const roles = isFixed ? [taken, "left-out"] : ROLES;
  const options = roles.map((one) => el("option", { value: one, selected: one === taken }, role(one)));
  const select = el("select", { "aria-label": t("whatIs", { text: text.slice(0, 60) }) }, ...options);
  select.onchange = () => choose(select.value);
  return select;
}

/** A picture, with a field for what it shows. */
function figure(piece, direction, pictures, describe) {
  const blob = pictures.get(piece.src);
  const image = blob ? el("img", { alt: "", src: URL.createObjectURL(blob) }) : null;
  if (image) image.onload = image.onerror = () => URL.revokeObjectURL(image.src);
  const field = el("input", { type: "text", value: piece.text, dir: direction, placeholder: t("describe") });
  field.setAttribute("aria-label", t("describeThis", { name: piece.src }));
  field.onchange = () => describe(field.value);
  return el("div", { className: "picture" }, image, el("div", {}, el("bdi", {}, piece.src), field));
}

/** Show the pieces. `correct(correction)` is called with what the editor says a line is. */
export function showPieces(pieces, direction, pictures, correct) {
  const list = byId("pieces");
  const focused = [...list.querySelectorAll("select")].indexOf(document.activeElement);
  const items = pieces.map((piece, number) => {
    const choose = (taken) => correct({ first: number, taken });
    return el(
      "li",
      { "data-taken": piece.taken, "data-line": piece.line ?? 0 },
      choice(piece.taken, piece.text || piece.src || "", piece.is_fixed, choose),
      piece.src
        ? figure(piece, direction, pictures, (text) => correct({ first: number, taken: "figure", text }))
        : el("p", { dir: direction }, piece.text || role(piece.taken)),
      piece.doubt ? el("p", { className: "doubt" }, t("doubt", { why: piece.doubt })) : null,
    );
  });
  list.replaceChildren(...items);
  if (focused >= 0) list.querySelectorAll("select")[Math.min(focused, items.length - 1)]?.focus();
}

/** Show the lines of copy that were left out; each can be taken in before the piece under it. */
export function showLeftOut(lines, direction, takeIn) {
  const box = byId("left-out");
  box.hidden = !lines.length;
  box.querySelector("summary").textContent = t("leftOut", { n: lines.length });
  const items = lines.map((one) =>
    el(
      "li",
      {},
      choice("left-out", one.text, false, (taken) => takeIn(one, taken)),
      el("s", { dir: direction, title: one.why }, one.text),
    ),
  );
  const list = box.querySelector("ul");
  list.className = "outs";
  list.replaceChildren(...items);
}

/** Lead to the piece in which a line of the Markdown lies. */
export function goToLine(line) {
  const items = [...byId("pieces").children];
  const item = items.filter((one) => +one.dataset.line && +one.dataset.line <= line).pop() ?? items[0];
  for (const one of items) one.classList.toggle("lit", one === item);
  item?.scrollIntoView({ block: "center" });
  item?.querySelector("select").focus({ preventScroll: true });
}
