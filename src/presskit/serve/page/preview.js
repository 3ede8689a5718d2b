/** The preview: what was saved last, shown again whenever the server says that there is something new. */

import { byId, el } from "./dom.js";
import { detailsOf, headOf } from "./findings.js";
import { begin, fill, kept, put } from "./looks.js";
import { blobOf } from "./server.js";
import { role, t } from "./words.js";

const ROOT = new URL("../", import.meta.url);
const PANES = "presskit panes";
const open = new Set(kept(PANES) ?? (innerWidth > 1100 ? ["pdf", "epub"] : ["pdf"]));

let state = null;
let shownBook = "";
let shownWord = "";

const at = (path) => new URL(path, ROOT);

// The PDF

/** Put pages in the places of those before; those that are the same stay, and so does the place. */
function showPages(box, pages) {
  const old = [...box.querySelectorAll("figure")];
  pages.forEach((page, number) => {
    const figure = old[number] ?? el("figure", {}, el("img"), el("figcaption"));
    const image = figure.querySelector("img");
    Object.assign(image, { width: page.width, height: page.height });
    if (image.src !== page.src) image.src = page.src;
    image.alt = t("pageOf", { n: number + 1, total: pages.length });
    figure.querySelector("figcaption").textContent = t("page", { n: number + 1 });
    if (!figure.isConnected) box.append(figure);
  });
  for (const figure of old.slice(pages.length)) figure.remove();
}

function showPdf() {
  byId("no-pages").hidden = state.sheets.length > 0;
  showPages(byId("sheets"), state.sheets.map((one) => ({ ...one, src: at(one.src).href })));
  byId("count").textContent = state.total ? t("pageCount", { n: state.total }) : "";
}

// The EPUB

function showBook() {
  const choice = byId("document");
  const { documents, book } = state;
  if (!open.has("epub") || !book) return;
  const chosen = documents.some(([name]) => name === choice.value) ? choice.value : documents.at(-1)[0];
  fill(choice, documents.map(([name, title], number) => [name, title || `${number + 1}`]), chosen);
  const address = at(`book/${book}/${chosen}`).href;
  if (address === shownBook) return;
  const frame = byId("book");
  const place = shownBook.endsWith(chosen) ? frame.contentDocument?.scrollingElement?.scrollTop : 0;
  frame.onload = () => frame.contentWindow.scrollTo(0, place ?? 0);
  frame.contentWindow.location.replace(address);
  shownBook = address;
}

// Word

async function showWord() {
  const { word } = state;
  if (!open.has("docx") || !word || word === shownWord) return;
  shownWord = word;
  byId("word").classList.add("old");
  const answer = await fetch(at(`word/${word}`));
  if (!answer.ok || shownWord !== word) return;
  const { views, outline } = await answer.json();
  const box = byId("word");
  box.classList.remove("old");
  byId("word-by").textContent = t(views ? "wordOffice" : "wordOutline");
  if (!views) {
    const lines = outline.map(([style, text]) => el("p", { dir: "auto" }, el("small", { dir: "ltr" }, style), text));
    box.replaceChildren(...lines);
    return;
  }
  const pages = views.pages.map((page) => ({ ...page, src: URL.createObjectURL(blobOf(page.jpeg, "image/jpeg")) }));
  box.querySelectorAll("p").forEach((one) => one.remove());
  const gone = [...box.querySelectorAll("img")].map((one) => one.src);
  showPages(box, pages);
  gone.forEach(URL.revokeObjectURL);
}

// Lines and findings

function showLines() {
  const wrong = new Set(state.findings.filter((one) => one.at).map((one) => pieceAt(one.at[0])));
  byId("pieces").replaceChildren(
    ...state.pieces.map((piece, number) =>
      el(
        "li",
        { "data-taken": piece.taken, className: wrong.has(number) ? "wrong" : "", title: role(piece.taken) },
        el("span", {}, piece.line ? `${piece.line}` : ""),
        el("p", { dir: state.direction }, piece.text || piece.src || role(piece.taken)),
      ),
    ),
  );
  byId("no-findings").hidden = state.findings.length > 0 || !state.pieces.length || state.status !== "ready";
  byId("found").replaceChildren(...state.findings.map(finding));
}

const pieceAt = (line) => state.pieces.findLastIndex((one) => one.line && one.line <= line);

function finding(one) {
  const where = one.at ? [el("small", {}, t("line", { n: one.at[0] }))] : [];
  return el("li", { "data-severity": one.severity }, el("p", {}, headOf(one), ...where, ...detailsOf(one)));
}

// What is wrong

function place(found) {
  const { file, at: spot } = found.place ?? {};
  return [file, ...(spot ?? [])].filter(Boolean).join(":");
}

function showProblems() {
  const box = byId("alert");
  const isBad = state.status === "gone" || state.status === "broken";
  box.hidden = !isBad;
  if (!isBad) return;
  const head = state.status === "gone" ? t("gone", { name: state.name }) : t("broken");
  const items = state.problems.map((one) =>
    el("li", {}, el("code", { dir: "ltr" }, place(one)), " ", headOf(one), ...detailsOf(one)),
  );
  box.replaceChildren(el("ul", {}, el("li", {}, head), ...items));
}

// All of it

function show() {
  if (!state) return;
  const busy = state.status === "making";
  byId("name").textContent = state.title || state.name;
  byId("status").textContent = busy ? t("setting") : state.status === "ready" ? t("watching") : "";
  byId("status").classList.toggle("busy", busy);
  document.title = `${state.title || state.name} – presskit`;
  for (const box of [byId("sheets"), byId("word")]) box.classList.toggle("old", !busy && state.status !== "ready");
  if (!busy) showProblems();
  showPdf();
  showLines();
  showBook();
  showWord();
}

async function refresh() {
  const answer = await fetch(at("state")).catch(() => null);
  if (!answer?.ok) return; // the preview has ended; `listen` says so, and asks again
  state = await answer.json();
  show();
}

function showPanes() {
  for (const button of document.querySelectorAll("[data-pane]")) {
    const isOpen = open.has(button.dataset.pane);
    button.setAttribute("aria-pressed", isOpen);
    byId(button.dataset.pane).hidden = !isOpen;
  }
}

function listen() {
  const events = new EventSource(at("events"));
  events.onmessage = refresh;
  events.onerror = () => {
    byId("status").textContent = t("ended");
    byId("status").classList.remove("busy");
  };
}

for (const button of document.querySelectorAll("[data-pane]")) {
  button.onclick = () => {
    const { pane } = button.dataset;
    if (!open.delete(pane)) open.add(pane);
    put(PANES, [...open]);
    showPanes();
    show();
  };
}
byId("document").onchange = showBook;
byId("screen").onchange = () => (document.querySelector(".reader").dataset.screen = byId("screen").value);
showPanes();
await begin(() => {
  fill(byId("screen"), [["phone", t("phone")], ["tablet", t("tablet")]], document.querySelector(".reader").dataset.screen);
  show();
});
listen();
