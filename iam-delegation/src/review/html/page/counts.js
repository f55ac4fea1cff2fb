// How much there is, by number and as a chart.

const counted = {
  roles: "[data-role]",
  policies: "[data-policy]",
  statements: "[data-item=statement]",
  resources: "[data-resource]",
  topics: "[data-topic]",
  rules: "[data-item=rule]",
  documents: "[data-item=document]",
  error: "[data-finding=error]",
  "security-warning": "[data-finding=security-warning]",
  warning: "[data-finding=warning]",
  suggestion: "[data-finding=suggestion]",
};

// Each action that is allowed, once, with its service and level.
function allowedActions() {
  const actions = new Map();
  for (const action of all("[data-counted] [data-action]")) {
    if (isThere(action)) actions.set(action.dataset.action, action.dataset);
  }
  return actions;
}

// The counts by name, with those of actions by service and level under `tally`.
function count() {
  const counts = {};
  for (const [name, selector] of Object.entries(counted)) {
    counts[name] = all(selector).filter(isThere).length;
  }
  const actions = allowedActions();
  counts.actions = actions.size;
  counts.tally = new Map();
  for (const { service, level } of actions.values()) {
    const key = `${service} ${level}`;
    counts.tally.set(key, (counts.tally.get(key) ?? 0) + 1);
  }
  return counts;
}

function showCounts(counts) {
  for (const place of all("[data-count]")) {
    const number = counts[place.dataset.count];
    const name = place.parentElement.querySelector("dt");
    place.textContent = thousands(number);
    place.parentElement.toggleAttribute("data-none", number === 0);
    name.textContent = number === 1 ? name.dataset.one : name.dataset.many;
  }
  for (const row of all("#chart tr[data-service]")) {
    let sum = 0;
    for (const cell of all("[data-level]", row)) {
      const { level } = cell.dataset;
      const number = counts.tally.get(`${row.dataset.service} ${level}`) ?? 0;
      cell.textContent = number || "";
      row.querySelector(`.bar .${level}`).style.flexGrow = number;
      sum += number;
    }
    row.querySelector(".all").textContent = sum;
    row.querySelector(".bar").style.setProperty("--all", sum);
    row.hidden = sum === 0;
  }
}

// What came and what went, in words.
function difference(before, after) {
  const names = { rules: "event rules", documents: "SSM documents" };
  const changes = ["roles", "policies", "statements", "resources", "actions", "topics", "rules", "documents"]
    .map((name) => [names[name] ?? name, after[name] - before[name]])
    .filter(([, change]) => change !== 0)
    .map(([name, change]) => `${change > 0 ? "+" : "−"}${thousands(Math.abs(change))} ${name}`);
  return changes.length > 0 ? changes.join(", ") : "nothing changes";
}
