// data-open="id" opens a dialog; data-close and a click beside it close it. Escape and focus are the browser's.

export function startDialogs(root) {
  root.addEventListener("click", event => {
    const opener = event.target.closest("[data-open]");
    if (opener) root.getElementById(opener.dataset.open)?.showModal();
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
    if (event.target.matches("dialog.dialog")) event.target.close();
  });
}
