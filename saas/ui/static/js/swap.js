// Replaces a part of the page by what the server answers: for links and forms marked data-swap="#part", and for cards
// that ask again by themselves, data-poll="2s". The answer may be the part alone or a whole page that holds it.

const SLOW = 300;
const SEEN = 15_000;
let away = null; // { queue } while a form's answer is on its way: what was sent since
let refusals = []; // { at, alert }: codes that were refused a moment ago; who scans on must not miss them

async function answer(address, options = {}) {
  const response = await fetch(address, { headers: { "X-Swap": "1", Accept: "text/html" }, credentials: "same-origin", ...options });
  return { response, page: new DOMParser().parseFromString(await response.text(), "text/html") };
}

function put(old, page) {
  const part = (old.id && page.getElementById(old.id)) || page.body.firstElementChild;
  if (!part) return false;
  const field = old.contains(document.activeElement) ? document.activeElement : null;
  const typed = (away && field?.value) || "";
  if (away && field?.matches("input[type=text]")) keepRefusals(part);
  old.replaceWith(part);
  const next = field && ((field.id && document.getElementById(field.id)) || part.querySelector("[autofocus]"));
  next?.focus();
  if (next && (typed || away?.queue.length)) next.value = typed;
  else if (away) next?.select?.();
  part.dispatchEvent(new CustomEvent("quayside:swapped", { bubbles: true }));
  return true;
}

// What was refused moments ago stays in sight beside the answer to what was scanned since.
function keepRefusals(part) {
  const now = Date.now(), fresh = [...part.querySelectorAll("[role=alert]")].map(alert => ({ at: now, alert: alert.cloneNode(true) }));
  refusals = refusals.filter(one => now - one.at < SEEN);
  part.querySelector("form[data-swap]")?.before(...refusals.map(one => one.alert.cloneNode(true)));
  refusals.push(...fresh);
}

async function swap(selector, address, options, giveUp) {
  const part = document.querySelector(selector);
  if (!part) return giveUp();
  const slow = setTimeout(() => part.setAttribute("aria-busy", "true"), SLOW);
  try {
    const { response, page } = await answer(address, options);
    if (response.redirected && !page.querySelector(selector)) location.assign(response.url);
    else if (!put(part, page)) giveUp();
    else if (!options.method) history.pushState({ swap: selector }, "", address);
  } catch {
    giveUp();
  } finally {
    clearTimeout(slow);
    part.removeAttribute("aria-busy");
  }
}

// One form at a time, each entry from the form that the answer before it brought, whose key is its own. A scanner doesn't
// wait: what it sends meanwhile stands in line, and what is refused on the way stays in sight.
async function send(form, submitter) {
  const part = form.dataset.swap;
  away = { queue: [] };
  await go(form, submitter, taken(form));
  for (let next; (next = fresh(part)) && away.queue.length;) await go(next, null, away.queue.shift());
  away = null;
}

const fresh = part => document.querySelector(`${part} form[data-swap="${part}"]`);

// What stands in the field that was sent from, taken out of it: whatever stands there later was typed since.
function taken(form, submitter) {
  const field = document.activeElement;
  if (!form.contains(field) || !field.matches("input:not([type=checkbox], [type=radio]), textarea")) return [];
  const fields = [[field.name, field.value], ...(submitter?.name ? [[submitter.name, submitter.value]] : [])];
  field.value = "";
  return fields;
}

function go(form, submitter, fields) {
  const data = new FormData(form, submitter), part = form.dataset.swap;
  for (const [name, value] of fields) data.set(name, value);
  const address = submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href;
  const plain = () => {
    for (const [name, value] of fields) if (form.elements[name]?.value !== undefined) form.elements[name].value = value;
    form.removeAttribute("data-swap");
    form.requestSubmit(submitter);
  };
  if (form.method === "post") return swap(part, address, { method: "POST", body: data }, plain);
  return swap(part, `${address.split("?")[0]}?${new URLSearchParams(data)}`, {}, plain);
}

export function startSwaps(root) {
  root.addEventListener("click", event => {
    const link = event.target.closest("a[data-swap]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    swap(link.dataset.swap, link.href, {}, () => location.assign(link.href));
  });
  root.addEventListener("submit", event => {
    const form = event.target.closest("form[data-swap]");
    if (!form || event.defaultPrevented) return;
    event.preventDefault();
    if (!away) return void send(form, event.submitter);
    const fields = taken(form, event.submitter);
    if (fields.length) away.queue.push(fields);
  });
  addEventListener("popstate", event => event.state?.swap && location.reload());
}

// A card stops asking once the server no longer marks it with data-poll. Failures make it patient, up to half a minute.
export function startPolls(root) {
  const cards = [...(root.matches?.("[data-poll]") ? [root] : []), ...root.querySelectorAll("[data-poll]")];
  for (const card of cards) ask(card, seconds(card.dataset.poll), 1);
}

const seconds = told => parseFloat(told) * (told.endsWith("ms") ? 1 : 1000);

function ask(card, every, patience) {
  setTimeout(async () => {
    if (!card.isConnected) return;
    if (document.hidden) return ask(card, every, 1);
    try {
      const { response, page } = await answer(card.dataset.url || location.href);
      if (!response.ok || !put(card, page)) throw new Error(response.statusText);
    } catch {
      ask(card, every, Math.min(patience * 2, 15));
    }
  }, every * patience);
}
