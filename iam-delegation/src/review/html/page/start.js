// What happens when: switches, filters, keys, links and printing.

let counts = count();

function follow(asset, on) {
  const before = counts;
  const wasHidden = new Set(all("main [hidden]"));
  const change = document.getElementById("change");
  if (!switchAsset(asset, on)) {
    asset.input.checked = true;
    change.textContent = `${asset.name} stays on: it is the last one.`;
    return;
  }
  showChoice();
  showSizes();
  counts = count();
  showCounts(counts);
  showFiltered();
  change.textContent = `${asset.name} ${on ? "on" : "off"}: ${difference(before, counts)}.`;
  for (const element of wasHidden) {
    if (!element.hidden && element.matches("[data-needs], [data-item]")) appear(element);
  }
}

// Sets off what has just come, for a moment.
function appear(element) {
  element.classList.add("appeared");
  element.addEventListener("animationend", () => element.classList.remove("appeared"), { once: true });
}

for (const asset of assets) {
  asset.input.addEventListener("change", () => follow(asset, asset.input.checked));
}
measureSelect?.addEventListener("change", showSizes);
search.addEventListener("input", showFiltered);
for (const select of selects) select.addEventListener("change", showFiltered);
for (const button of all("[data-reset]")) {
  button.addEventListener("click", () => {
    resetFilters();
    search.focus();
  });
}

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.matches("input[type=search], select, textarea");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "Escape" && event.target === search) {
    search.value = "";
    showFiltered();
  }
});

const foldButton = document.getElementById("fold");
foldButton.addEventListener("click", () => {
  const open = foldButton.getAttribute("aria-expanded") !== "true";
  for (const policy of all("details.policy")) policy.open = open;
  foldButton.setAttribute("aria-expanded", open);
  foldButton.textContent = open ? "Collapse all" : "Expand all";
});

// A link into a folded policy unfolds it.
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target?.closest("details");
  if (folded && !folded.open) {
    folded.open = true;
    target.scrollIntoView();
  }
}
addEventListener("hashchange", unfold);

// On paper everything is unfolded.
let closed = [];
addEventListener("beforeprint", () => {
  closed = all("details:not([open])");
  for (const details of closed) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of closed) details.open = false;
});

// Anchors stay below the toolbar.
const toolbar = document.getElementById("toolbar");
toolbar.hidden = false;
const place = () => {
  document.documentElement.style.setProperty("--toolbar", `${toolbar.offsetHeight}px`);
};
new ResizeObserver(place).observe(toolbar);
showChoice();
showSizes();
showFiltered();
unfold();
