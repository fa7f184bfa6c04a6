// Menus are <details>: here they close on Escape, on a click elsewhere and when another opens, and arrows walk them.

const entries = menu => [...menu.querySelectorAll(".item")].filter(one => !one.disabled);

function close(menu, giveFocus) {
  menu.open = false;
  if (giveFocus) menu.querySelector("summary").focus();
}

function walk(menu, key) {
  const all = entries(menu), here = all.indexOf(document.activeElement);
  const next = { ArrowDown: here + 1, ArrowUp: here < 0 ? all.length - 1 : here - 1, Home: 0, End: all.length - 1 }[key];
  all[(next + all.length) % all.length]?.focus();
}

export function startMenus(root) {
  const open = () => root.querySelectorAll("[data-menu][open]");
  root.addEventListener("click", event => {
    for (const menu of open()) if (!menu.contains(event.target) || event.target.closest(".item")) close(menu, false);
  });
  root.addEventListener("toggle", event => {
    if (!event.target.matches?.("[data-menu][open]")) return;
    for (const menu of open()) if (menu !== event.target && !menu.contains(event.target)) close(menu, false);
  }, true);
  root.addEventListener("keydown", event => {
    const menu = event.target.closest?.("[data-menu]");
    if (!menu || event.isComposing) return;
    if (event.key === "Escape" && menu.open) { close(menu, true); event.preventDefault(); }
    if (["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key) && (menu.open || event.key === "ArrowDown")) {
      menu.open = true;
      walk(menu, event.key);
      event.preventDefault();
    }
  });
}
