// Choosing rows: a range with Shift, all on the page, and how many in the bar. Whether the bar stands is the
// stylesheet's matter; sending the choice is the form's.

let last = null;
const ticks = table => [...table.querySelectorAll("[data-tick]")];

function tell(table) {
  const all = ticks(table), chosen = all.filter(one => one.checked).length;
  const whole = table.querySelector("[data-tick-all]");
  if (whole) {
    whole.checked = chosen > 0 && chosen === all.length;
    whole.indeterminate = chosen > 0 && chosen < all.length;
  }
  const bar = all[0]?.form?.querySelector("[data-chosen]");
  if (bar) bar.textContent = chosen === 1 ? bar.dataset.one : bar.dataset.many.replace("#", chosen.toLocaleString(document.documentElement.lang));
}

function range(all, from, to, checked) {
  const [low, high] = [all.indexOf(from), all.indexOf(to)].sort((a, b) => a - b);
  if (low >= 0) all.slice(low, high + 1).forEach(one => { one.checked = checked; });
}

export function startSelect(root) {
  root.addEventListener("click", event => {
    const tick = event.target.closest("[data-tick]");
    if (!tick) return;
    const table = tick.closest("table");
    if (event.shiftKey && last) range(ticks(table), last, tick, tick.checked);
    last = tick;
    tell(table);
  });
  root.addEventListener("change", event => {
    const table = event.target.closest("table");
    if (event.target.matches("[data-tick-all]")) ticks(table).forEach(one => { one.checked = event.target.checked; });
    if (event.target.matches("[data-tick-all], [data-tick]")) tell(table);
  });
  root.addEventListener("reset", event => event.target.matches("[data-bulk]") && setTimeout(() => {
    for (const one of event.target.elements) if (one.matches("[data-tick]")) one.checked = false;
    root.querySelectorAll("table:has([data-tick])").forEach(tell);
  }));
  root.querySelectorAll("table:has([data-tick])").forEach(tell);
}
