// A file may be dropped anywhere on the zone; the field inside stays the one that sends it.

export function startDrop(root) {
  for (const zone of root.querySelectorAll("[data-drop]")) take(zone);
}

function take(zone) {
  const field = zone.querySelector("input[type=file]"), told = zone.querySelector("[data-drop-told]"), ask = told.textContent;
  const over = yes => zone.classList.toggle("is-over", yes);
  const tell = () => {
    zone.classList.toggle("is-filled", field.files.length > 0);
    told.textContent = field.files.length ? [...field.files].map(file => `${file.name}, ${size(file.size)}`).join("; ") : ask;
  };
  zone.addEventListener("dragover", event => { event.preventDefault(); over(true); });
  zone.addEventListener("dragleave", event => zone.contains(event.relatedTarget) || over(false));
  zone.addEventListener("drop", event => {
    event.preventDefault();
    over(false);
    if (!event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  field.addEventListener("change", tell);
}

function size(bytes) {
  const [unit, over] = bytes >= 1 << 20 ? ["megabyte", 1 << 20] : bytes >= 1024 ? ["kilobyte", 1024] : ["byte", 1];
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: 1 }).format(bytes / over);
}
