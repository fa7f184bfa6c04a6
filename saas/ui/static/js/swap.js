// Replaces a part of the page by what the server answers: for links and forms marked data-swap="#part", and for cards
// that ask again by themselves, data-poll="2s". The answer may be the part alone or a whole page that holds it.

const SLOW = 300;
let away = null; // { again, sent } while a form's answer is on its way: whether it was sent once more, and what stood in its field

async function answer(address, options = {}) {
  const response = await fetch(address, { headers: { "X-Swap": "1", Accept: "text/html" }, credentials: "same-origin", ...options });
  return { response, page: new DOMParser().parseFromString(await response.text(), "text/html") };
}

function put(old, page) {
  const fresh = (old.id && page.getElementById(old.id)) || page.body.firstElementChild;
  if (!fresh) return false;
  const held = old.contains(document.activeElement) ? document.activeElement : null;
  const typed = held && away?.sent !== undefined && held.value !== away.sent ? held.value : "";
  old.replaceWith(fresh);
  const next = held && ((held.id && document.getElementById(held.id)) || fresh.querySelector("[autofocus]"));
  next?.focus();
  if (typed) next.value = typed; // a scanner doesn't wait for an answer
  else if (away) next?.select?.();
  fresh.dispatchEvent(new CustomEvent("quayside:swapped", { bubbles: true }));
  return true;
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

// One form at a time: what is sent while an answer is on its way is sent from the fresh form, whose key is its own.
async function send(form, submitter) {
  const data = new FormData(form, submitter), part = form.dataset.swap;
  const address = submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href;
  const plain = () => { form.removeAttribute("data-swap"); form.requestSubmit(submitter); };
  const active = document.activeElement;
  away = { again: false, sent: form.contains(active) ? active.value : undefined };
  if (form.contains(active)) active.select?.();
  if (form.method === "post") await swap(part, address, { method: "POST", body: data }, plain);
  else await swap(part, `${address.split("?")[0]}?${new URLSearchParams(data)}`, {}, plain);
  const { again } = away;
  away = null;
  if (again) document.querySelector(`${part} form[data-swap="${part}"]`)?.requestSubmit();
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
    if (away) { away.again = true; return; }
    send(form, event.submitter);
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
