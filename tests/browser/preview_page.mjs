/**
 * Somebody who writes: the article is saved, broken, deleted and brought back, and the preview says so.
 * `node preview_page.mjs URL CHROMIUM ARTICLE` prints what was seen, as JSON.
 */

import { readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(pathToFileURL(`${process.env.PRESSKIT_NODE}/package.json`));
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [url, executablePath, article] = process.argv.slice(2);
const text = readFileSync(article, "utf8");

const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const seen = { elsewhere: [], errors: [] };
const page = await browser.newPage();
page.on("request", (one) => {
  if (!one.url().startsWith(url)) seen.elsewhere.push(one.url());
});
page.on("pageerror", (error) => seen.errors.push(error.message));
page.on("console", (said) => {
  if (said.type() === "error" && !/ERR_|status of 4/.test(said.text())) seen.errors.push(said.text());
});
await page.setViewport({ width: 1300, height: 800 });
await page.goto(url);

const pictures = () => page.$$eval("#sheets img", (all) => all.map((one) => one.src));
const until = (check, ...given) => page.waitForFunction(check, { timeout: 40_000 }, ...given);
/** Save as editors do: beside the file, then in its place. */
function save(content) {
  writeFileSync(`${article}.new`, content);
  renameSync(`${article}.new`, article);
}

await until(() => document.querySelector("#sheets img") && document.querySelector("#status").textContent);
await until(() => document.querySelector("#book").contentDocument?.querySelector("h1"));
seen.book = await page.$eval("#book", (one) => one.contentDocument.querySelector("h1").textContent);
const before = await pictures();
await page.$eval("#sheets", (one) => one.scrollTo(0, 150));
save(`${text}\nفقرة أضيفت عند آخر حفظ.\n`);
await until((old) => [...document.querySelectorAll("#sheets img")].at(-1).src !== old, before.at(-1));
seen.place = await page.$eval("#sheets", (one) => one.scrollTop);
seen.isSameFirst = (await pictures())[0] === before[0];
await until(() => document.querySelector("#pieces li:last-child p").textContent.includes("آخر حفظ"));

const good = await pictures();
const problem = () => page.$eval("#alert", (one) => one.textContent);
save(text.replace("---\n", "---\ntitle: [\n"));
await until(() => !document.querySelector("#alert").hidden);
seen.broken = await problem();
unlinkSync(article);
await until((old) => document.querySelector("#alert").textContent !== old, seen.broken);
seen.gone = await problem();
seen.isKept = (await pictures()).join() === good.join();
save(text);
await until(() => document.querySelector("#alert").hidden);
await until((old) => document.querySelector("#sheets img:last-of-type").src && !document.querySelector("#sheets.old"), 0);
seen.isBack = (await pictures()).join() === before.join();

const world = page.mainFrame().isolatedRealm();
await world.evaluate(`${axe};0`);
const found = await world.evaluate(() =>
  globalThis.axe.run(document, { iframes: false, runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }),
);
seen.axe = found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`);
console.log(JSON.stringify(seen));
await browser.close();
