// The text of a PDF as pdf.js hands it to its viewer's search: node text.mjs FILE prints JSON.
import { readFile } from "node:fs/promises";

// Only drawing needs these; pdf.js names one of them while it loads.
globalThis.DOMMatrix ??= class {};
globalThis.ImageData ??= class {};
globalThis.Path2D ??= class {};
const { getDocument } = await import("./node/node_modules/pdfjs-dist/legacy/build/pdf.mjs");

const data = new Uint8Array(await readFile(process.argv[2]));
const pdf = await getDocument({ data, verbosity: 0 }).promise;
let text = "";
for (let number = 1; number <= pdf.numPages; number++) {
  const { items } = await (await pdf.getPage(number)).getTextContent();
  text += items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("") + "\n";
}
console.log(JSON.stringify({ text }));
