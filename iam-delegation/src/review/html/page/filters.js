// What is listed: each item that fits every filter, and the groups that have such an item.

const byId = (id) => document.getElementById(id);
const search = byId("search");
const selects = ["by-asset", "by-level", "by-service", "by-kind"].map(byId);
const items = all("[data-item]").map((element) => ({ element, text: null }));

function textOf(item) {
  if (item.text === null) {
    const around = [];
    for (let group = item.element.closest("[data-group]"); group; ) {
      around.push(group.querySelector("h3, h4")?.textContent ?? "");
      group = group.parentElement.closest("[data-group]");
    }
    item.text = `${around.join(" ")} ${item.element.textContent}`.toLowerCase();
  }
  return item.text;
}

// Whether one of these assets brings in the element, or a part of it.
function isBroughtInBy(element, bit) {
  const around = [];
  for (let one = element; one; one = one.parentElement.closest("[data-needs]")) around.push(one);
  const inside = all("[data-resource][data-needs], [data-event-value][data-needs]", element);
  const masks = [...around, ...inside].flatMap((one) => numbersOf(one.dataset.needs));
  return bit === 0 ? masks.length === 0 : masks.some((mask) => (mask & bit) !== 0);
}

function hasKind(element, kind) {
  if (kind === "allow" || kind === "deny") return element.dataset.effect === kind;
  if (kind === "conditional") return "conditional" in element.dataset;
  const loud = "[data-finding]:not([data-finding=suggestion])";
  const found = all(kind === "finding" ? loud : "[data-finding=suggestion]", element);
  return found.some((one) => !one.hidden);
}

function fits(item, wanted) {
  const { element } = item;
  if (!wanted.words.every((word) => textOf(item).includes(word))) return false;
  if (wanted.asset !== "" && !isBroughtInBy(element, Number(wanted.asset))) return false;
  if (wanted.level || wanted.service) {
    const level = wanted.level ? `[data-level=${wanted.level}]` : "";
    const service = wanted.service ? `[data-service=${CSS.escape(wanted.service)}]` : "";
    if (!element.querySelector(`[data-action]${level}${service}`)) return false;
  }
  return !wanted.kind || hasKind(element, wanted.kind);
}

function showFiltered() {
  const [asset, level, service, kind] = selects.map((select) => select.value);
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = { words, asset, level, service, kind };
  const isActive = words.length > 0 || selects.some((select) => select.value !== "");
  const there = items.filter(({ element }) => isThere(element));
  let shown = 0;
  let shownStatements = 0;
  for (const item of there) {
    const doesFit = !isActive || fits(item, wanted);
    item.element.classList.toggle("filtered", !doesFit);
    if (doesFit) shown += 1;
    if (doesFit && item.element.dataset.item === "statement") shownStatements += 1;
  }
  for (const group of all("[data-group]")) {
    const keeps = (item) => isThere(item) && !item.classList.contains("filtered");
    group.classList.toggle("filtered", isActive && !all("[data-item]", group).some(keeps));
  }
  for (const link of all(".contents [data-for]")) {
    link.classList.toggle("filtered", Boolean(byId(link.dataset.for).closest(".filtered")));
  }
  byId("overview").classList.toggle("filtered", isActive);
  const ofAll = there.filter(({ element }) => element.dataset.item === "statement").length;
  const others = shown - shownStatements;
  const other = others === 1 ? ", 1 other entry" : `, ${others} other entries`;
  byId("result").textContent = isActive
    ? `${shownStatements} of ${ofAll} statements${others > 0 ? other : ""}`
    : `All ${ofAll} statements`;
  byId("nothing").hidden = shown > 0;
  for (const button of all(".toolbar [data-reset]")) button.disabled = !isActive;
  mark(words);
}

// Marks the words that are searched for, where the browser can.
function mark(words) {
  if (!globalThis.CSS?.highlights) return;
  CSS.highlights.delete("found");
  if (words.length === 0) return;
  const ranges = [];
  const walker = document.createTreeWalker(byId("main"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest("[hidden], .filtered")) continue;
    const text = node.data.toLowerCase();
    for (const word of words) {
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + word.length);
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set("found", new Highlight(...ranges));
}

function resetFilters() {
  search.value = "";
  for (const select of selects) select.value = "";
  showFiltered();
}
