// The keyboard: `/` search, `g o` and the like from data-keys, letters from data-key, `j k x Enter` on rows, `?` help.
// Letters are read by the key's place (event.code), so that they work under a Russian or Japanese layout; the two marks also
// by what they write, wherever a layout has them. Never while an input method composes, never in a field; Escape leaves the search.

const FIELDS = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";
const WAIT = 1200;
let first = "", since = 0;

function letter(event) {
  if (event.key === "?" || event.key === "/") return event.key;
  if (event.code === "Slash") return event.shiftKey ? "?" : "/";
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : "";
}
const rows = () => [...document.querySelectorAll("[data-rows] tbody tr")].filter(row => row.querySelector(".rowlink"));
const rowOf = element => element?.closest?.("[data-rows] tbody tr");
const seen = element => element.checkVisibility?.() ?? true;

function step(by) {
  const all = rows();
  if (!all.length) return;
  const here = all.indexOf(rowOf(document.activeElement));
  const next = all[Math.max(0, Math.min(all.length - 1, here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by))];
  next.querySelector(".rowlink").focus();
  next.scrollIntoView({ block: "nearest" });
}

function choose() {
  const tick = rowOf(document.activeElement)?.querySelector("[data-tick]");
  if (!tick) return false;
  tick.click();
  return true;
}

// A letter belongs to what floats on top, else to a button or link of the page, the one in a closed menu included.
function press(key) {
  const found = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].filter(one => !one.disabled && !one.closest("dialog:not([open])"));
  const target = found.find(seen) ?? found[0];
  target?.click();
  return Boolean(target);
}

function go(pair) {
  const link = document.querySelector(`[data-keys="${CSS.escape(pair)}"]`);
  link?.click();
  return Boolean(link);
}

function act(key) {
  if (first && Date.now() - since < WAIT) {
    const pair = `${first} ${key}`;
    first = "";
    return go(pair);
  }
  if (document.querySelector(`[data-keys^="${CSS.escape(key)} "]`)) {
    [first, since] = [key, Date.now()];
    return true;
  }
  if (key === "/") return document.querySelector("[data-search]")?.focus() ?? true;
  if (key === "?") return document.getElementById("keys-help")?.showModal() ?? true;
  if (key === "j" || key === "k") return step(key === "j" ? 1 : -1) ?? true;
  if (key === "x" && choose()) return true;
  return press(key);
}

export function startKeys(root) {
  root.addEventListener("keydown", event => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
      const form = event.target.closest?.("form[data-keys-send]");
      if (form) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (event.key === "Escape" && event.target.matches?.("[data-search]")) return event.target.blur();
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.(FIELDS)) return;
    const top = document.querySelector("dialog[open]:modal");
    const key = letter(event);
    if (!key || (top && !top.querySelector(`[data-key="${CSS.escape(key)}"]`))) return;
    if (act(key)) event.preventDefault();
  });
}
