// A toast stands ten seconds; the clock waits while someone points at it or has the focus in it.

export function startToasts(root) {
  for (const toast of root.querySelectorAll("[data-toasts] [data-toast]")) stand(toast);
}

function stand(toast) {
  let left = Number(toast.dataset.toast) * 1000, since = 0, clock = 0;
  const run = () => { since = Date.now(); clock = setTimeout(() => toast.remove(), left); };
  const wait = () => { clearTimeout(clock); left -= Date.now() - since; };
  const free = () => !toast.matches(":hover, :focus-within");
  toast.addEventListener("mouseenter", wait);
  toast.addEventListener("focusin", wait);
  toast.addEventListener("mouseleave", () => free() && run());
  toast.addEventListener("focusout", () => setTimeout(() => free() && run()));
  toast.querySelector("[data-toast-away]")?.addEventListener("click", () => toast.remove());
  run();
}
