// A choice of theme or density is tried on at once; the form that holds it saves it.

export function startTheme(root) {
  root.addEventListener("change", event => {
    const { name, value } = event.target;
    if (name !== "theme" && name !== "density") return;
    if (value === "system" || value === "comfortable") delete document.documentElement.dataset[name];
    else document.documentElement.dataset[name] = value;
  });
}
