// What programs show of an EPUB or a DOCX in Chromium, in the width of a phone or of a desk's screen:
//   node reading.mjs (epub.js | foliate-js | docx-preview | mammoth | pages | desk) FILE ... prints JSON.
// `pages` are HTML files, shown one after the other, on a phone; `desk` are such files on a large screen. CHROMIUM names the browser.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import mammoth from "./node/node_modules/mammoth/lib/index.js";
import puppeteer from "./node/node_modules/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js";

const PHONE = 360;
const DESK = 1200;
const height = 640;
const [kind, ...files] = process.argv.slice(2);
const width = ["docx-preview", "desk"].includes(kind) ? DESK : PHONE;
const modules = fileURLToPath(new URL("node/node_modules/", import.meta.url));
const types = { ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".html": "text/html",
  ".xhtml": "application/xhtml+xml", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg" };

// The page that each program is given: it calls `measure` on every document that it shows.
const pages = {
  "epub.js": `<script src="/modules/jszip/dist/jszip.min.js"></script><script src="/modules/epubjs/dist/epub.min.js"></script>
<body style="margin:0"><div id="book"></div><script type="module">
const book = ePub("/file", { openAs: "epub" });
const shown = book.renderTo("book", { width: ${width}, height: ${height}, flow: "paginated", spread: "none" });
await book.ready;
for (const item of book.spine.spineItems) {
  await shown.display(item.href);
  await new Promise((done) => setTimeout(done, 300));
  await measure(shown.getContents()[0].document, ${width});
}
finish((await book.loaded.metadata).creator);
</script>`,
  "foliate-js": `<body style="margin:0"><script type="module">
import "/modules/foliate-js/view.js";
const view = document.createElement("foliate-view");
view.style.cssText = "display:block;width:${width}px;height:${height}px";
document.body.append(view);
let loaded;
view.addEventListener("load", (event) => (loaded = event.detail.doc));
const file = new File([await (await fetch("/file")).blob()], "book.epub");
await view.open(file);
for (const [index] of view.book.sections.entries()) {
  await view.goTo(index);
  await new Promise((done) => setTimeout(done, 300));
  await measure(loaded, ${width});
}
finish([view.book.metadata.author].flat().map((one) => one?.name ?? one).join(", "));
</script>`,
  "docx-preview": `<script src="/modules/jszip/dist/jszip.min.js"></script><script src="/modules/docx-preview/dist/docx-preview.min.js"></script>
<body><div id="page"></div><script type="module">
await docx.renderAsync(await (await fetch("/file")).blob(), page, null, { renderEndnotes: true });
await measure(document, ${width});
finish();
</script>`,
};

// Runs in the page: the texts as they are shown, and what is known of lists, tables, pictures and direction.
function measuring() {
  const found = { text: "", bullets: 0, numbers: 0, cells: 0, pictures: 0, inside: 0, rtl: 0, paragraphs: 0, over: 0, creator: "" };
  window.measure = async (shown, width) => {
    const all = (selector) => [...shown.body.querySelectorAll(selector)];
    const style = (element) => shown.defaultView.getComputedStyle(element);
    found.text += shown.body.innerText + "\n";
    for (const item of all("li:not(nav li)")) {
      const isOfContents = [...item.querySelectorAll("a[href]")].some((link) => link.innerText === item.innerText);
      if (!isOfContents) found[item.parentElement.localName === "ol" ? "numbers" : "bullets"]++;
    }
    found.cells += all("td, th").length;
    for (const image of all("img")) {
      await image.decode().catch(() => {});
      const box = image.getBoundingClientRect();
      found.pictures++;
      found.inside += box.width > 0 && box.width <= width && image.naturalWidth > 0;
    }
    for (const paragraph of all("p")) {
      found.paragraphs++;
      found.rtl += style(paragraph).direction === "rtl";
      const mark = shown.defaultView.getComputedStyle(paragraph, "::before").content; // docx-preview's lists
      if (mark !== "none") found[mark.includes("counter") ? "numbers" : "bullets"]++;
    }
    if (window === shown.defaultView) found.over = Math.max(found.over, shown.documentElement.scrollWidth - width);
  };
  window.finish = (creator = "") => (window.made = { ...found, creator });
}

async function answer(request, response) {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  try {
    if (path === "/page") return response.setHeader("Content-Type", "text/html").end(`<!DOCTYPE html><meta charset="utf-8">${pages[kind]}`);
    const file = path === "/file" ? files[0] : path.startsWith("/modules/") ? modules + path.slice(9) : path;
    const data = await readFile(file);
    response.setHeader("Content-Type", types[extname(file)] ?? "application/octet-stream").end(data);
  } catch {
    response.writeHead(404).end();
  }
}

const server = createServer(answer).listen(0, "127.0.0.1");
await new Promise((done) => server.once("listening", done));
const root = `http://127.0.0.1:${server.address().port}`;
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  const tab = await browser.newPage();
  await tab.setViewport({ width, height });
  await tab.evaluateOnNewDocument(measuring);
  const made = [];
  if (kind in pages) {
    await tab.goto(`${root}/page`);
    await tab.waitForFunction("window.made", { timeout: 60000 });
    made.push(await tab.evaluate("window.made"));
  } else {
    for (const file of files) {
      if (kind === "mammoth") {
        const { value } = await mammoth.convertToHtml({ path: file });
        await tab.setContent(`<style>img { max-width: 100% }</style>${value}`, { waitUntil: "load" });
        await tab.evaluate(measuring);
      } else await tab.goto(root + resolve(file), { waitUntil: "load" });
      made.push(await tab.evaluate(`measure(document, ${width}).then(() => (finish(), window.made))`));
    }
  }
  const total = made.reduce((one, other) => Object.fromEntries(Object.entries(one).map(([key, value]) =>
    [key, key === "over" ? Math.max(value, other[key]) : value + other[key]])));
  console.log(JSON.stringify(total));
} finally {
  await browser.close();
  server.close();
}
