// Boots what makes pages quicker for those who have scripts. Everything works without any of it.
import { startCombobox } from "./combobox.js";
import { startDialogs } from "./dialog.js";
import { startDrop } from "./drop.js";
import { startKeys } from "./keys.js";
import { startMenus } from "./menu.js";
import { startPalette } from "./palette.js";
import { startSelect } from "./select.js";
import { startPolls, startSwaps } from "./swap.js";
import { startTheme } from "./theme.js";
import { startToasts } from "./toast.js";
import { startWhen } from "./when.js";

document.documentElement.dataset.scripted = "";

// Listeners on the document serve fragments that come later; what is bound to an element is bound again after a swap.
for (const start of [startDialogs, startKeys, startMenus, startPalette, startSelect, startSwaps, startTheme]) start(document);

function bind(root) {
  for (const start of [startCombobox, startDrop, startPolls, startToasts, startWhen]) start(root);
  root.querySelector("[data-focus]")?.focus({ preventScroll: true });
}

document.addEventListener("quayside:swapped", event => bind(event.target));
bind(document);
