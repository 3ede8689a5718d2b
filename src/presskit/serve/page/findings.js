/** What the proofreader found, with the fixes that an editor can take. */

import { byId, el, inEnglish } from "./dom.js";
import { goToLine } from "./lines.js";
import { rule, t } from "./words.js";

/** Text with one finding's edit made; columns count characters, not UTF-16 units. */
export function fixed(text, finding) {
  const lines = text.split("\n");
  const [line, column] = finding.at;
  const letters = [...lines[line - 1]];
  const was = [...finding.was];
  if (letters.slice(column - 1, column - 1 + was.length).join("") !== finding.was) return text;
  letters.splice(column - 1, was.length, ...finding.new);
  lines[line - 1] = letters.join("");
  return lines.join("\n");
}

/** Text with all edits made, the last first so that the others keep their places. */
export function allFixed(text, findings) {
  const order = (one) => one.at[0] * 1e6 + one.at[1];
  return findings.filter(canFix).sort((a, b) => order(b) - order(a)).reduce(fixed, text);
}

const canFix = (one) => Boolean(one.at) && typeof one.new === "string";

/** Show findings; `fix(findings)` makes the edits of some. */
export function showFindings(findings, fix) {
  const fixable = findings.filter(canFix);
  byId("no-findings").hidden = findings.length > 0;
  const all = byId("fix-all");
  all.hidden = fixable.length < 2;
  all.textContent = t("fixAll", { n: fixable.length });
  all.onclick = () => fix(fixable);
  byId("found").replaceChildren(...findings.map((one) => item(one, fix)));
}

function item(one, fix) {
  const said = el("p", {}, one.at ? link(one) : headOf(one), ...detailsOf(one));
  if (canFix(one)) said.append(el("small", {}, ...change(one)));
  const button = el("button", { type: "button", className: "plain" }, t("fix"));
  button.setAttribute("aria-label", t("fixThis", { message: rule(one.code) || one.message }));
  button.onclick = () => fix([one]);
  return el("li", { "data-severity": one.severity }, said, canFix(one) ? button : null);
}

/** What a finding says first: its rule in the editor's language, else the message. */
export const headOf = (one) => rule(one.code) || inEnglish(one.message);

/** What presskit says besides: the message where the head is the rule, and what can be done. */
export function detailsOf(one) {
  const more = [rule(one.code) ? one.message : "", canFix(one) ? "" : one.hint ?? ""].filter(Boolean);
  return more.map((text) => el("small", {}, inEnglish(text)));
}

function link(one) {
  const button = el("button", { type: "button", className: "go" }, headOf(one));
  button.onclick = () => goToLine(one.at[0]);
  return button;
}

function change(one) {
  const shown = (text) => el("mark", {}, text.trim() ? text : text ? "␣" : t("nothing"));
  return [shown(one.was), ` ${t("becomes")} `, shown(one.new)];
}

/** Show what was done while the file was read. */
export function showTold(told) {
  const box = byId("told");
  box.hidden = !told.length;
  box.querySelector("summary").textContent = t("told", { n: told.length });
  box.querySelector("ul").replaceChildren(...told.map((one) => el("li", {}, headOf(one), ...detailsOf(one))));
}
