// Light or dark, as the reader likes: set before anything is drawn, chosen in the footer. Paper is always light.
(() => {
  const root = document.documentElement;
  const names = root.lang.startsWith("en")
    ? { title: "Colours", auto: "As the device", light: "Light", dark: "Dark" }
    : { title: "明暗", auto: "随设备", light: "浅色", dark: "深色" };
  const stored = () => {
    try {
      return localStorage.getItem("theme") ?? "auto";
    } catch {
      return "auto"; // storage is forbidden: the choice lasts for this page
    }
  };
  const apply = (theme) => {
    if (theme === "auto") root.removeAttribute("data-theme");
    else root.dataset.theme = theme;
  };
  apply(stored());
  addEventListener("DOMContentLoaded", () => {
    const select = document.createElement("select");
    for (const theme of ["auto", "light", "dark"]) select.add(new Option(names[theme], theme));
    select.value = stored();
    select.onchange = () => {
      apply(select.value);
      try {
        localStorage.setItem("theme", select.value);
      } catch {
        // as above
      }
    };
    const label = document.createElement("label");
    label.className = "theme-switch screen-only";
    label.append(names.title, " ", select);
    document.querySelector(".site-footer__wrap")?.append(label);
  });
})();
