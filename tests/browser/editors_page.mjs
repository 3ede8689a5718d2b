/**
 * An editor at the page: copy is pasted, a line put right, three files fetched; then what can go wrong.
 * `node editors_page.mjs URL CHROMIUM FOLDER COPY` prints what was seen, as JSON.
 */

import { readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(`${process.env.PRESSKIT_NODE}/package.json`));
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [url, executablePath, folder, copyFile] = process.argv.slice(2);
const copy = readFileSync(copyFile, "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const seen = { elsewhere: [], errors: [], axe: {} };
const page = await browser.newPage();
page.on("request", (one) => {
  if (!one.url().startsWith(url) && !one.url().startsWith("blob:")) seen.elsewhere.push(one.url());
});
page.on("pageerror", (error) => seen.errors.push(error.message));
page.on("console", (said) => {
  if (said.type() === "error" && !/ERR_|status of 4/.test(said.text())) seen.errors.push(said.text());
});
const cdp = await page.createCDPSession();
await cdp.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });

const text = (id) => page.$eval(`#${id}`, (one) => one.value ?? one.textContent);
const settled = () => page.waitForFunction(() => !document.querySelector("#status.busy"));
const pages = () => page.waitForSelector("#sheets:not(.old) figure img", { timeout: 30_000 });
const file = async (ending) => {
  for (let turn = 0; turn < 200; turn += 1) {
    const name = readdirSync(folder).find((one) => one.endsWith(ending) && statSync(`${folder}/${one}`).size);
    if (name) return name;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no ${ending} came`);
};

async function open(language, colours, width) {
  await page.setViewport({ width, height: 850 });
  await page.goto(url);
  await page.evaluate((looks) => {
    localStorage.clear();
    localStorage.setItem("presskit looks", looks);
  }, JSON.stringify({ language, colours }));
  await page.reload();
  await page.waitForFunction(() => document.querySelector("#paper").options.length);
}

/** Paste as a person does: the event, and the text where nobody took it. */
async function paste(parts) {
  await page.focus("#copy");
  await page.evaluate((given) => {
    const clipboardData = new DataTransfer();
    for (const [kind, value] of Object.entries(given)) clipboardData.setData(kind, value);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    if (document.activeElement.dispatchEvent(event)) {
      document.execCommand("insertText", false, given["text/plain"]);
    }
  }, parts);
}

async function drop(name, size) {
  await page.evaluate((called, length) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new Uint8Array(length)], called, { type: "image/png" }));
    dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, name, size);
}

/** What axe has against the page, in a world of its own that the page's policy doesn't bind. */
async function judged() {
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  const world = page.mainFrame().isolatedRealm();
  await world.evaluate(`${axe};0`);
  const found = await world.evaluate((values) => globalThis.axe.run(document, { runOnly: values }), RULES);
  return found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`);
}

// From copy to three files. The actions: paste, then a click a file.
await open("ar", "light", 1440);
await paste({ "text/plain": copy });
await pages();
seen.roles = await page.$$eval("#pieces li", (all) => all.map((one) => one.dataset.taken));
const heading = seen.roles.indexOf("heading");
await page.select(`#pieces li:nth-child(${heading + 1}) select`, "paragraph");
await page.waitForFunction((n) => document.querySelectorAll("#pieces li")[n].dataset.taken === "paragraph", {}, heading);
await pages();
seen.findings = await page.$$eval("#found li", (all) => all.length);
await page.click("#found li button.plain");
await page.waitForFunction((n) => document.querySelectorAll("#found li").length < n, {}, seen.findings);
await pages();
await settled();
seen.actions = 1;
for (const ending of ["pdf", "epub", "docx"]) {
  await page.click(`[data-get=${ending}]`);
  seen.actions += 1;
  seen[ending] = await file(ending);
  await settled();
}
await page.click("#get");
seen.zip = await file("zip");
await page.click("[data-get=md]");
seen.md = await file("md");
seen.axe["ar light 1440"] = await judged();

// What was typed stays: a picture that is too large, a server that doesn't answer, a reload.
await drop("كبيرة.png", 50_000_000);
await page.waitForFunction(() => !document.querySelector("#alert").hidden);
seen.refused = await text("alert");
await page.select("#paper", "a5"); // what succeeds afterwards doesn't take the line away
await page.waitForSelector("#status.busy");
await pages();
await settled();
seen.isStillRefused = await page.$eval("#alert", (one) => !one.hidden);
await page.setOfflineMode(true);
await page.click("#read");
await page.waitForFunction((before) => document.querySelector("#alert").textContent !== before, {}, seen.refused);
seen.offline = await text("alert");
await page.setOfflineMode(false);
seen.isKept = (await text("copy")).trim() === copy.trim();
await page.reload();
await page.waitForSelector("#pieces li");
seen.draft = (await page.$$("#pieces li")).length;

// By the keyboard alone, and in the other colours and widths.
await open("en", "dark", 390);
await page.focus("#copy");
await page.keyboard.type("Storm closes the port\n\nWaves of six metres broke over the pier on Monday night.\n");
await page.keyboard.down("Control");
await page.keyboard.press("Enter");
await page.keyboard.up("Control");
await pages();
seen.axe["en dark 390"] = await judged();
seen.isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

// Nothing that comes in a file runs.
await open("he", "light", 820);
await drop('"><img src=x onerror="hacked=1">.png', 10);
await paste({
  "text/plain": "x",
  "text/html": "<h1>Storm<script>hacked=1</script></h1><p>Text <img src=x onerror=hacked=1> of a page that "
    + "<a href='javascript:hacked=1'>leads</a> nowhere.</p><ul><li onclick=hacked=1>&lt;script>hacked=1&lt;/script></ul>",
});
await page.waitForFunction(() => document.querySelector("#pieces li") || !document.querySelector("#alert").hidden);
await settled();
seen.hacked = await page.evaluate(() => typeof hacked);
seen.axe["he light 820"] = await judged();

console.log(JSON.stringify(seen));
await browser.close();
