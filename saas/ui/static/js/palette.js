// Ctrl/Cmd-K: go anywhere, find anything, do anything. Entries of the page stand in a template as links, with other
// words they answer to (English, romaji, pinyin); the rest comes from the server as JSON [{label, hint, url}].

const PAUSE = 120;
const fold = text => text.normalize("NFKC").toLowerCase().replaceAll("ё", "е");

export function startPalette(root) {
  const dialog = root.querySelector("[data-palette]");
  if (!dialog) return;
  const field = dialog.querySelector("[role=combobox]"), list = dialog.querySelector("[role=listbox]");
  const say = dialog.dataset;
  let found = [], chosen = 0, waiting = 0, asked = null;

  // Verbs on what is open: whatever of this page carries a letter. They are pressed, not copied.
  const here = () => [...root.querySelectorAll("main [data-key]")].map(one => ({
    label: (one.getAttribute("aria-label") || one.querySelector(".word")?.textContent || textOf(one)).trim(),
    hint: one.dataset.key.toUpperCase(), act: () => one.click(), words: "", icon: one.querySelector("svg")?.cloneNode(true) }));
  const places = () => [...dialog.querySelector("template").content.children].map(one => ({
    label: one.querySelector(".word").textContent, hint: one.querySelector("[data-key-shown]").textContent,
    act: () => location.assign(one.href), words: one.dataset.words, icon: one.querySelector("svg")?.cloneNode(true) }));
  const textOf = one => [...one.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join(" ");
  const answers = wish => entry => fold(wish).split(/\s+/).every(word => fold(`${entry.label} ${entry.words}`).includes(word));

  function show(groups) {
    found = []; chosen = 0;
    list.replaceChildren(...groups.filter(([, entries]) => entries.length).map(([name, entries]) => group(name, entries)));
    if (!found.length) list.append(Object.assign(document.createElement("p"), { className: "head", textContent: say.sayNone }));
    mark();
  }

  function group(name, entries) {
    const box = document.createElement("div"), head = document.createElement("div");
    box.setAttribute("role", "group"); box.setAttribute("aria-label", name);
    head.className = "head"; head.textContent = name; head.setAttribute("aria-hidden", "true");
    box.append(head, ...entries.map(option));
    return box;
  }

  function option(entry) {
    const row = document.createElement("div");
    const word = document.createElement("span"), hint = document.createElement("span");
    row.className = "item"; row.id = `palette-${found.length}`; row.setAttribute("role", "option");
    word.className = "word"; word.textContent = entry.label; hint.textContent = entry.hint; hint.dataset.keyShown = "";
    row.append(...[entry.icon, word, hint].filter(Boolean));
    row.addEventListener("click", () => { dialog.close(); entry.act(); });
    found.push({ entry, row });
    return row;
  }

  function mark() {
    found.forEach(({ row }, place) => row.setAttribute("aria-selected", String(place === chosen)));
    found[chosen]?.row.scrollIntoView({ block: "nearest" });
    if (found[chosen]) field.setAttribute("aria-activedescendant", found[chosen].row.id);
    else field.removeAttribute("aria-activedescendant");
  }

  async function ask(wish) {
    asked?.abort();
    asked = new AbortController();
    const address = `${say.searchUrl}?${new URLSearchParams({ q: wish })}`;
    const response = await fetch(address, { headers: { Accept: "application/json" }, signal: asked.signal, credentials: "same-origin" });
    return response.ok ? response.json() : [];
  }

  function think() {
    const wish = field.value.trim();
    const local = [[say.sayHere, here().filter(answers(wish))], [say.sayGo, places().filter(answers(wish))]];
    clearTimeout(waiting);
    show(local);
    if (!wish || !say.searchUrl) return;
    waiting = setTimeout(() => ask(wish).then(hits => {
      if (field.value.trim() !== wish) return;
      const entries = hits.map(hit => ({ ...hit, hint: hit.hint ?? "", act: () => location.assign(hit.url) }));
      show([[say.sayFound, entries], ...local]);
    }).catch(error => { if (error.name !== "AbortError") show(local); }), PAUSE);
  }

  function open(wish = "") {
    if (dialog.open) return dialog.close();
    field.value = wish;
    dialog.showModal();
    think();
  }

  field.addEventListener("input", think);
  field.addEventListener("keydown", event => {
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length) { chosen = (chosen + step + found.length) % found.length; mark(); event.preventDefault(); }
    if (event.key === "Enter") { event.preventDefault(); found[chosen]?.row.click(); }
  });
  dialog.addEventListener("click", event => event.target === dialog && dialog.close());
  root.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "KeyK") { event.preventDefault(); open(); }
  });
  root.querySelector("[data-palette-from] .glass")?.addEventListener("click", event => {
    const search = event.target.closest("form").querySelector("[data-search]");
    if (!search.value) { event.preventDefault(); open(); }
  });
}
