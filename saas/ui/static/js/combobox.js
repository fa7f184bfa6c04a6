// A field that offers: its datalist where there are no scripts; with them a listbox that filters by any part of the
// word, or asks data-url?q= for [{value, label, hint}].

const PAUSE = 150, MOST = 50;
const fold = text => text.normalize("NFKC").toLowerCase().replaceAll("ё", "е");

export function startCombobox(root) {
  for (const box of root.querySelectorAll("[data-combobox]")) offer(box);
}

function offer(box) {
  const field = box.querySelector("input"), data = box.querySelector("datalist"), list = document.createElement("div");
  const known = [...data.options].map(one => ({ value: one.value, label: one.label || one.value, hint: one.label === one.value ? "" : one.value }));
  let shown = [], chosen = -1, waiting = 0;
  list.className = "list"; list.id = `${field.id}-list`; list.hidden = true; list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.querySelector("label").textContent.trim());
  field.removeAttribute("list");
  data.remove();
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" }))
    field.setAttribute(name, value);
  field.after(list);

  function show(entries) {
    shown = entries.slice(0, MOST); chosen = -1;
    list.replaceChildren(...shown.map(row));
    open(shown.length > 0);
  }

  function row(entry, place) {
    const item = document.createElement("div"), word = document.createElement("span"), hint = document.createElement("span");
    item.className = "item"; item.id = `${list.id}-${place}`; item.setAttribute("role", "option"); item.setAttribute("aria-selected", "false");
    word.className = "word"; word.textContent = entry.label; hint.className = "code soft"; hint.textContent = entry.hint ?? "";
    item.append(word, hint);
    item.addEventListener("mousedown", event => { event.preventDefault(); take(entry); });
    return item;
  }

  function open(yes) {
    list.hidden = !yes;
    field.setAttribute("aria-expanded", String(yes));
    if (!yes) field.removeAttribute("aria-activedescendant");
  }

  function take(entry) {
    field.value = entry.value;
    open(false);
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function mark(place) {
    chosen = (place + shown.length) % shown.length;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    list.children[chosen].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", list.children[chosen].id);
  }

  async function ask(wish) {
    const response = await fetch(`${box.dataset.url}?${new URLSearchParams({ q: wish })}`, { headers: { Accept: "application/json" } });
    if (response.ok && field.value === wish) show(await response.json());
  }

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    if (box.dataset.url) waiting = setTimeout(() => ask(field.value).catch(() => open(false)), PAUSE);
    else show(known.filter(one => fold(`${one.label} ${one.value}`).includes(fold(field.value))));
  });
  field.addEventListener("keydown", event => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" && list.hidden) { show(known); event.preventDefault(); return; }
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { mark(event.key === "ArrowDown" ? chosen + 1 : chosen - 1); event.preventDefault(); }
    if (event.key === "Enter" && chosen >= 0) { take(shown[chosen]); event.preventDefault(); }
    if (event.key === "Escape") { open(false); event.preventDefault(); }
  });
  field.addEventListener("blur", () => open(false));
}
