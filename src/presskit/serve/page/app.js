/** The editors' page: copy comes in, its lines are put right, files go out. */

import { byId, el, later } from "./dom.js";
import { isArticle, isPicture, save, takeFiles } from "./files.js";
import { allFixed, showFindings, showTold } from "./findings.js";
import { showLeftOut, showPieces } from "./lines.js";
import { begin, fill, kept, put } from "./looks.js";
import { Problem, ask, blobOf, logout } from "./server.js";
import { ageSheets, clearSheets, showSheets } from "./sheets.js";
import { number, t } from "./words.js";

const DRAFT = `presskit ${new URL("../", import.meta.url).pathname}`;
const CHOICE = `${DRAFT} choice`;
const MOST_UNDO = 100;

let settings = { size: 20e6 };
/** The copy as it came: a file, or markup that was pasted; what is typed is in the text field. */
let source = null;
/** The article as the server read it last; its Markdown is what everything is made of. */
let reading = null;
let past = [];
const pictures = new Map();

// Telling

function tell(text, isBusy = false) {
  byId("status").textContent = text;
  byId("status").classList.toggle("busy", isBusy);
}

/** Tell what went wrong with some work, until the editor closes it or that work succeeds. */
function alarm(text, doing) {
  const close = el("button", { type: "button", className: "plain" }, t("close"));
  close.onclick = () => (byId("alert").hidden = true);
  byId("alert").replaceChildren(el("p", { dir: "auto" }, text), close);
  byId("alert").dataset.doing = doing;
  byId("alert").hidden = false;
}

function calm(doing) {
  if (byId("alert").dataset.doing === doing) byId("alert").hidden = true;
}

/** Do some work; what goes wrong is told, and all that was typed stays. */
async function tried(doing, work) {
  tell(t(doing), true);
  try {
    const said = await work();
    tell(said ?? "");
    calm(doing);
    return true;
  } catch (error) {
    if (error.name === "AbortError") return false;
    tell("");
    alarm(error instanceof Problem ? error.message : t("failed"), doing);
    if (!(error instanceof Problem)) console.error(error);
    return false;
  }
}

// Reading

function form(article, corrections) {
  const sent = new FormData();
  sent.append("article", article, article.name);
  for (const [name, blob] of pictures) sent.append("pictures", blob, name);
  if (corrections) sent.append("corrections", JSON.stringify(corrections));
  return sent;
}

const markdownFile = (text) => new File([text], `${reading?.name || "article"}.md`);

let reads = null;

/** Have the server read an article. `isNew` says that it is other copy, not the same put right. */
async function read(article, { corrections, isNew = false } = {}) {
  reads?.abort();
  reads = new AbortController();
  const { signal } = reads;
  return tried("reading", async () => {
    const body = form(article, corrections);
    const next = await (await ask("reading", { method: "POST", body, signal })).json();
    for (const [name, data] of Object.entries(next.pictures ?? {})) pictures.set(name, blobOf(data, ""));
    if (!isNew && reading) {
      if (next.markdown !== reading.markdown) past.push(reading);
      past = past.slice(-MOST_UNDO);
      Object.assign(next, { left_out: reading.left_out, told: reading.told, name: reading.name });
      keepDoubts(reading.pieces, next.pieces);
    } else if (reading) {
      past.push(reading);
    }
    show(next);
    view();
  });
}

/** What was doubted and hasn't been touched is doubtful still. */
function keepDoubts(before, pieces) {
  const doubts = new Map(before.filter((one) => one.doubt).map((one) => [one.taken + one.text, one.doubt]));
  for (const one of pieces) one.doubt ||= doubts.get(one.taken + one.text);
}

const corrected = (correction) => read(markdownFile(reading.markdown), { corrections: [correction] });

/** Take a line in that was left out: before the first piece that stands only behind it in the copy. */
function takeIn(line, taken) {
  const lines = byId("copy").value.split("\n");
  const before = lines.slice(0, line.line).join("\n");
  const behind = lines.slice(line.line).join("\n");
  const opening = (piece) => piece.text.split("\n")[0].slice(0, 30);
  const found = reading.pieces.findIndex((one) => behind.includes(opening(one)) && !before.includes(opening(one)));
  const first = found < 0 ? reading.pieces.length : found;
  reading = { ...reading, left_out: reading.left_out.filter((one) => one !== line) };
  return read(markdownFile(reading.markdown), { corrections: [{ first, taken, text: line.text }] });
}

/** Show a reading, in all of its parts. */
function show(next) {
  reading = next;
  byId("lines").hidden = byId("findings").hidden = !next;
  byId("new").hidden = !next && !byId("copy").value;
  byId("get").disabled = !next;
  for (const one of document.querySelectorAll("[data-get]")) one.disabled = !next;
  byId("undo").disabled = !past.length;
  showPictures();
  if (!next) return;
  byId("copy").rows = 4;
  showPieces(next.pieces, next.direction, pictures, corrected);
  showLeftOut(next.left_out ?? [], next.direction, takeIn);
  showTold(next.told ?? []);
  showFindings(next.findings, (some) => read(markdownFile(allFixed(reading.markdown, some))));
  if (document.activeElement !== byId("markdown")) byId("markdown").value = next.markdown;
  byId("markdown").dir = next.direction;
  keep();
}

function showPictures() {
  const items = [...pictures].map(([name, blob]) => {
    const image = el("img", { alt: "", src: URL.createObjectURL(blob) });
    image.onload = image.onerror = () => URL.revokeObjectURL(image.src);
    const remove = el("button", { type: "button", className: "plain", "aria-label": t("remove", { name }) }, "✕");
    remove.onclick = () => {
      pictures.delete(name);
      showPictures();
    };
    return el("li", {}, image, el("bdi", {}, name), remove);
  });
  byId("pictures").replaceChildren(...items);
  byId("pictures").hidden = !items.length;
}

// Pages and files

let views = null;

const wishes = (to) => new URLSearchParams({ to, theme: byId("theme").value, paper: byId("paper").value });

const view = later(async () => {
  if (!reading) return;
  views?.abort();
  views = new AbortController();
  const { signal } = views;
  ageSheets();
  await tried("setting", async () => {
    const body = form(markdownFile(reading.markdown));
    const answer = await ask(`views?${wishes("pdf")}`, { method: "POST", body, signal });
    return showSheets(await answer.json());
  });
}, 150);

async function get(to) {
  if (!to) return undefined;
  const typed = byId("markdown").value;
  if (!byId("markdown").hidden && typed !== reading.markdown && !(await read(markdownFile(typed)))) return undefined;
  if (to === "md") return save(new Blob([reading.markdown], { type: "text/markdown" }), `${reading.name}.md`);
  return tried("making", async () => {
    const body = form(markdownFile(reading.markdown));
    const answer = await ask(`editions?${wishes(to)}`, { method: "POST", body });
    const named = /filename\*=UTF-8''(.+)/.exec(answer.headers.get("Content-Disposition") ?? "");
    const name = named ? decodeURIComponent(named[1]) : `${reading.name}.zip`;
    save(await answer.blob(), name);
    return t("made", { name });
  });
}

// Copy and files that come in

const inMegabytes = (size) => number(Math.round(size / 1e5) / 10);

function take(files) {
  const most = settings.size - 200_000;
  let total = [...pictures.values()].reduce((sum, one) => sum + one.size, 0);
  const refused = [];
  let article = null;
  for (const file of files) {
    total += file.size;
    if (total > most) {
      total -= file.size;
      refused.push(t("tooLarge", { name: file.name, size: inMegabytes(file.size), most: inMegabytes(settings.size) }));
    } else if (isPicture(file)) pictures.set(file.name, file);
    else if (isArticle(file)) article = file;
    else refused.push(t("wrongKind", { name: file.name }));
  }
  calm("taking");
  if (refused.length) alarm(refused.join("\n"), "taking");
  if (refused.length === files.length) return undefined;
  if (article) return readSource(article);
  showPictures();
  return reading ? read(markdownFile(reading.markdown)) : readTyped();
}

async function readSource(file) {
  source = file;
  if (!/\.docx$/i.test(file.name)) byId("copy").value = await file.text();
  else byId("copy").value = file.name;
  return read(file, { isNew: true });
}

function readTyped() {
  const text = byId("copy").value;
  if (source) return read(source, { isNew: true });
  return text.trim() ? read(new File([text], "article"), { isNew: true }) : undefined;
}

function startAnew() {
  if (!confirm(t("startAnewSure"))) return;
  source = null;
  past = [];
  pictures.clear();
  byId("copy").value = "";
  byId("copy").rows = 12;
  put(DRAFT, null);
  clearSheets();
  show(null);
  tell("");
  byId("copy").focus();
}

// The draft, which stays in this browser

function keep() {
  put(DRAFT, { copy: byId("copy").value, reading: reading && { ...reading, pictures: {} } });
}

function restore() {
  const draft = kept(DRAFT);
  if (!draft?.copy && !draft?.reading) return;
  byId("copy").value = draft.copy;
  if (!draft.reading) return;
  show(draft.reading);
  tell(t("restored"));
  view();
}

/** What has no word of its own in the page, in the language that it speaks now. */
function spoken() {
  for (const one of document.querySelectorAll("[data-get]")) {
    const format = { pdf: "PDF", epub: "EPUB", docx: "Word", md: "Markdown" }[one.dataset.get];
    one.textContent = "↓";
    one.setAttribute("aria-label", t("downloadFile", { format }));
  }
  show(reading);
}

// Beginning

async function start() {
  await begin(spoken);
  settings = await (await ask("page/settings")).json();
  byId("publication").textContent = settings.publication;
  byId("logout").hidden = !settings.login;
  byId("logout").onclick = logout;
  const chosen = { ...settings, ...kept(CHOICE) };
  fill(byId("theme"), settings.themes.map((one) => [one.name, one.title]), chosen.theme);
  fill(byId("paper"), settings.papers.map((one) => [one, one.toUpperCase()]), chosen.paper);
  byId("theme").onchange = byId("paper").onchange = () => {
    put(CHOICE, { theme: byId("theme").value, paper: byId("paper").value });
    view();
  };

  takeFiles(take, (html) => {
    source = html ? new File([html], "article.html") : null;
    setTimeout(readTyped);
  });
  byId("copy").oninput = (event) => {
    if (!event.inputType?.startsWith("insertFromPaste")) source = null;
    byId("new").hidden = false;
    keep();
  };
  byId("read").onclick = readTyped;
  byId("new").onclick = startAnew;
  byId("undo").onclick = () => {
    show(past.pop());
    view();
  };
  byId("source").onclick = () => {
    const isOpen = byId("source").getAttribute("aria-pressed") !== "true";
    byId("source").setAttribute("aria-pressed", isOpen);
    byId("markdown").hidden = !isOpen;
    byId("pieces").hidden = isOpen;
  };
  const typed = later(() => read(markdownFile(byId("markdown").value)), 700);
  byId("markdown").oninput = typed;
  byId("get").onclick = () => get([...document.querySelectorAll("[name=to]:checked")].map((one) => one.value).join(","));
  for (const one of document.querySelectorAll("[data-get]")) one.onclick = () => get(one.dataset.get);
  addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.id === "copy") readTyped();
  });
  restore();
}

await start();
