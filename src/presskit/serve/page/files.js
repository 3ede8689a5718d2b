/** Files and copy that are dropped, pasted or chosen. */

import { byId } from "./dom.js";

const ARTICLES = /\.(md|markdown|txt|html?|docx|json|xml)$/i;
const PICTURES = /\.(png|jpe?g|gif|webp|avif|tiff?|svg|bmp)$/i;
const MARKUP = /<(h[1-6]|ul|ol|table|blockquote|figure)\b/i;

export const isArticle = (file) => ARTICLES.test(file.name) || /^text\//.test(file.type);
export const isPicture = (file) => PICTURES.test(file.name) || /^image\//.test(file.type);

/** Take in what comes: `take(files)` for files, `paste(html)` for copy that has markup. */
export function takeFiles(take, paste) {
  const choose = byId("files");
  byId("choose").onclick = () => choose.click();
  choose.onchange = () => {
    take([...choose.files]);
    choose.value = "";
  };
  const drop = byId("drop");
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    drop.hidden = false;
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) drop.hidden = true;
  });
  addEventListener("drop", (event) => {
    drop.hidden = true;
    if (!hasFiles(event)) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
  addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    const html = event.clipboardData.getData("text/html");
    if (files.length && !html) {
      event.preventDefault();
      take(files);
    } else if (event.target.id === "copy" && !event.target.value.trim()) {
      paste(MARKUP.test(html) ? html : "");
    }
  });
}

/** Give a file to the editor. */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
