// Light, dark, or as the system has it; remembered where the browser lets a page remember.

const themes = ["system", "light", "dark"];
const themeButton = document.getElementById("theme");

function showTheme(theme) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  themeButton.textContent = `Theme: ${theme}`;
}

function remembered() {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null;
  }
}

function remember(theme) {
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // It lasts for as long as the page is open.
  }
}

themeButton.addEventListener("click", () => {
  const now = document.documentElement.dataset.theme ?? "system";
  const next = themes[(themes.indexOf(now) + 1) % themes.length];
  showTheme(next);
  remember(next);
});

showTheme(themes.includes(remembered()) ? remembered() : "system");
