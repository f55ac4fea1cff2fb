// Which assets are switched on, and what they bring in.

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const numbersOf = (text) => (text ? text.split(" ").map(Number) : []);

const assets = all("input[name=asset]").map((input) => ({
  input,
  name: input.value,
  bit: Number(input.dataset.bit),
  brought: Number(input.dataset.brought),
}));

// The bits of the assets that are on.
let chosen = assets.reduce((bits, { input, bit }) => (input.checked ? bits | bit : bits), 0);

const gated = all("[data-needs]").map((element) => ({
  element,
  masks: numbersOf(element.dataset.needs),
}));

const statements = all("[data-item=statement]").map((element) => ({
  element,
  policy: element.closest("[data-policy]"),
  resources: all("[data-resource]", element),
}));

// Whether the element and all around it are there, whatever the filters say.
const isThere = (element) => !element.closest("[hidden]");

function switchAsset(asset, on) {
  if (on) {
    chosen |= asset.brought;
    return true;
  }
  // With an asset go those that need it.
  const rest = assets
    .filter((other) => (other.brought & asset.bit) === 0)
    .reduce((bits, { bit }) => bits | bit, 0);
  if ((chosen & rest) === 0) return false;
  chosen &= rest;
  return true;
}

function showChoice() {
  for (const { input, bit } of assets) input.checked = (chosen & bit) !== 0;
  for (const { element, masks } of gated) {
    element.hidden = !masks.every((mask) => (mask & chosen) !== 0);
  }
  // A statement none of whose resources is there is not there.
  for (const { element, resources } of statements) {
    if (resources.length > 0 && resources.every((one) => one.hidden)) element.hidden = true;
    else if (!element.dataset.needs) element.hidden = false;
  }
  for (const holder of all("[data-holder]")) {
    holder.hidden = !all("[data-item], [data-topic]", holder).some((one) => !one.hidden);
  }
  for (const policy of all("[data-policy]")) {
    const there = all("[data-item]", policy).filter((one) => !one.hidden).length;
    policy.querySelector("[data-empty]").hidden = there > 0;
    policy.querySelector("[data-statements]").textContent = there;
    policy.querySelector("[data-plural]").textContent = there === 1 ? "statement" : "statements";
  }
  for (const folded of all("[data-suggestions]")) {
    const there = all("[data-finding]", folded).filter((one) => !one.hidden).length;
    folded.hidden = there === 0;
    folded.querySelector("[data-number]").textContent = there;
  }
  for (const follower of all("[data-for]")) {
    const target = document.getElementById(follower.dataset.for);
    const own = numbersOf(follower.dataset.needs);
    follower.hidden = !isThere(target) || !own.every((mask) => (mask & chosen) !== 0);
  }
}
