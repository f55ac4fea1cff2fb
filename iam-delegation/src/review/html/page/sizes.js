// How long the JSON of each policy is, and how near the quotas that brings each role.

// The names of the partitions that lengths are told for; none if they are exact.
const measureSelect = document.getElementById("measure");
const thousands = (number) => number.toLocaleString("en-US");
const partitions = all("option", measureSelect ?? new DocumentFragment()).map(
  (option) => option.dataset.partition,
);
const shownMeasure = () => (measureSelect ? Number(measureSelect.value) : 0);

// Lengths are lists: one number for each partition, or just one.
const plus = (one, other) => one.map((number, index) => number + other[index]);
const nothing = () => Array(Math.max(partitions.length, 1)).fill(0);
const lengthOf = (element) => numbersOf(element.dataset.lens);

function statementLength({ element, resources }) {
  const measured = resources.filter((one) => one.dataset.lens && !one.hidden);
  // One resource is written bare; more have brackets, commas and quotes of their own.
  const punctuation = measured.length > 1 ? 3 * measured.length - 1 : 0;
  const fixed = lengthOf(element).map((length) => length + punctuation);
  return measured.map(lengthOf).reduce(plus, fixed);
}

function policyLength(policy) {
  const there = statements.filter((one) => one.policy === policy && !one.element.hidden);
  const commas = Math.max(there.length - 1, 0);
  const envelope = lengthOf(policy).map((length) => length + commas);
  return there.map(statementLength).reduce(plus, envelope);
}

function showMeter(meter, lengths) {
  const most = Number(meter.dataset.most);
  const used = lengths[shownMeasure()] ?? lengths[0];
  const over = partitions.filter((_, index) => lengths[index] > most);
  const place = meter.querySelector("[data-over]");
  meter.querySelector("[data-size]").textContent = thousands(used);
  meter.querySelector(".quota-bar > span").style.setProperty("--used", used);
  place.hidden = over.length === 0 && used <= most;
  place.textContent = over.length > 0 ? `too much in ${over.join(", ")}` : "too much";
  meter.classList.toggle("near", used > 0.9 * most && used <= most);
  meter.classList.toggle("exceeded", used > most);
}

function showSizes() {
  for (const entity of all("[data-role], [data-topic]")) {
    const used = { trust: nothing(), inline: nothing(), managed: [0], largest: nothing() };
    for (const policy of all("[data-policy]", entity)) {
      if (policy.hidden) continue;
      const kind = policy.dataset.policy;
      const lengths = policyLength(policy);
      if (kind === "managed") {
        used.managed[0] += 1;
        used.largest = used.largest.map((length, index) => Math.max(length, lengths[index]));
      } else if (kind in used) {
        used[kind] = plus(used[kind], lengths);
      }
      const meter = policy.querySelector("[data-meter]");
      if (meter) showMeter(meter, lengths);
      else policy.querySelector("[data-size]").textContent = thousands(lengths[shownMeasure()]);
    }
    for (const meter of all("[data-quota]", entity)) showMeter(meter, used[meter.dataset.quota]);
  }
}
