"""Holds the page of `clumio-permissions --format html` against its permissions files, in a browser.

Usage: page.py CLUMIO_PERMISSIONS [--axe AXE_MIN_JS] [--screenshots DIRECTORY]

Needs the package selenium, and chromium with chromedriver on the path. What the page shows after
each switch is compared with what the permissions file of that choice holds: entities, statements,
actions, resources, event values, counts, the chart, and the sizes, counted here from the JSON.
With axe-core, no violation of its rules is let through.
"""

import argparse
import itertools
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

ASSETS = ["ec2", "rds", "dynamodb", "s3", "mssql"]
DEPLOYMENT = {
    "--region": "ap-southeast-1",
    "--account": "111122223333",
    "--clumio-account": "444455556666",
    "--data-plane-account": "777788889999",
    "--token": "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
    "--external-id": "ExternalID_42",
}
# The longest region of each partition.
REGIONS = {"aws": "ap-southeast-1", "aws-cn": "cn-northwest-1", "aws-us-gov": "us-gov-west-1"}
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# What a reader sees, not what attributes say.
SEEN = """
const seen = (root, selector) =>
  [...root.querySelectorAll(selector)].filter((one) => one.checkVisibility());
const text = (one) => one.textContent;
const number = (one) => Number(one.textContent.replaceAll(",", ""));
const codes = (root, selector) => seen(root, selector).map((one) => text(one.querySelector("code")));
const policy = (one) => ({
  kind: one.dataset.policy,
  title: text(one.querySelector("h4")),
  size: number(one.querySelector("summary [data-size]")),
  over: seen(one, "summary [data-over]").map(text).join(),
  shown: number(one.querySelector("[data-statements]")),
  statements: seen(one, "[data-item=statement]").map((it) => ({
    sid: it.querySelector(".sid") ? text(it.querySelector(".sid")) : null,
    actions: codes(it, "[data-action]").sort(),
    resources: codes(it, "[data-resource]").sort(),
  })),
});
const meters = (root) => Object.fromEntries(
  seen(root, "[data-quota]").map((it) => [it.dataset.quota, number(it.querySelector("[data-size]"))]));
return {
  on: seen(document, "input[name=asset]").filter((it) => it.checked).map((it) => it.value),
  chosen: seen(document, ".chosen b").map(text),
  roles: seen(document, "[data-role]").map((it) => ({
    name: text(it.querySelector(".names code")),
    quotas: meters(it),
    policies: seen(it, "[data-policy]").map(policy),
  })),
  topics: seen(document, "[data-topic]").map((it) => ({
    name: text(it.querySelector(".names code")),
    policies: seen(it, "[data-policy]").map(policy),
  })),
  rules: Object.fromEntries(seen(document, "[data-item=rule]").map((it) => [
    text(it.querySelector("th")), codes(it, "[data-event-value]").sort()])),
  documents: codes(document, "[data-item=document]"),
  counts: Object.fromEntries(
    seen(document, "[data-count]").map((it) => [it.dataset.count, number(it)])),
  chart: Object.fromEntries(seen(document, "#chart tr[data-service]").map((it) => [
    it.dataset.service,
    [number(it.querySelector(".all")), seen(it, "[data-level]").reduce((n, one) => n + number(one), 0)],
  ])),
  levels: Object.fromEntries(seen(document, "[data-action]").map((it) => [it.dataset.action, it.dataset.level])),
  links: seen(document, ".contents a").map((it) => it.getAttribute("href").slice(1))
    .filter((id) => !document.getElementById(id)?.checkVisibility()),
  result: text(document.getElementById("result")),
};
"""


class Program:
    """The command, asked once for each choice."""

    def __init__(self, command):
        self.command = command
        self.files = {}

    def run(self, assets, form, values=None):
        options = itertools.chain.from_iterable((values or {}).items())
        arguments = ["--assets", ",".join(assets), "--format", form, *options]
        run = subprocess.run([self.command, *arguments], capture_output=True, check=True, text=True)
        return run.stdout

    def file(self, assets, values=None):
        key = (tuple(assets), values is not None)
        if key not in self.files:
            self.files[key] = json.loads(self.run(assets, "json", values))
        return self.files[key]


def listed(value):
    return value if isinstance(value, list) else [value]


def compact(document):
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False)


def statements(document):
    return [
        {
            "sid": one.get("Sid"),
            "actions": sorted(listed(one["Action"])),
            "resources": sorted(listed(one.get("Resource", []))),
        }
        for one in document["Statement"]
    ]


def event_values(pattern):
    tests = pattern["detail"].values()
    return sorted(value for test in tests for value in test if isinstance(value, str))


def expected(file, length):
    """What a page has to show of a permissions file, if `length` counts the JSON of a policy."""

    def policies(role):
        trust = [("trust", role["trust_policy"])]
        inline = [("inline", one["policy_document"]) for one in role["inline_policies"]]
        managed = [("managed", one["policy_document"]) for one in role["managed_policies"]]
        return trust + inline + managed

    def shown(all_policies):
        return [(kind, length(document), statements(document)) for kind, document in all_policies]

    roles = {name: shown(policies(role)) for name, role in file["roles"].items()}
    topics = {
        name: shown([("topic", one["policy_document"]) for one in topic["policies"]])
        for name, topic in file["topics"].items()
    }
    entities = [*roles.values(), *topics.values()]
    every = [one for entity in entities for _, _, of_policy in entity for one in of_policy]
    actions = {action for one in every for action in one["actions"]}
    assert not any("*" in action for action in actions), "patterns would need AWS's list of actions"
    return {
        "roles": roles,
        "topics": topics,
        "rules": {
            name: event_values(rule["event_pattern"]) for name, rule in file["rules"].items()
        },
        "documents": sorted(file["ssm_documents"]),
        "counts": {
            "roles": len(roles),
            "policies": sum(map(len, [*roles.values(), *topics.values()])),
            "statements": len(every),
            "actions": len(actions),
            "resources": sum(len(one["resources"]) for one in every),
            "topics": len(topics),
            "rules": len(file["rules"]),
            "documents": len(file["ssm_documents"]),
        },
        "actions": actions,
    }


def compare(seen, want, choice):
    assert seen["on"] == list(choice) and seen["chosen"] == list(choice), (seen["on"], choice)
    for kind in ["roles", "topics"]:
        page = {
            one["name"]: [(it["kind"], it["size"], it["statements"]) for it in one["policies"]]
            for one in seen[kind]
        }
        assert page.keys() == want[kind].keys(), (choice, kind, page.keys())
        for name, policies in want[kind].items():
            for got, wanted in zip(page[name], policies, strict=True):
                assert got == wanted, f"{choice} {name}:\n{got}\n{wanted}"
    for one in [*seen["roles"], *seen["topics"]]:
        assert all(it["shown"] == len(it["statements"]) for it in one["policies"]), choice
    for role in seen["roles"]:
        wanted = want["roles"][role["name"]]
        sizes = {
            k: [size for kind, size, _ in wanted if kind == k]
            for k in ["trust", "inline", "managed"]
        }
        quotas = {
            "trust": sum(sizes["trust"]),
            "inline": sum(sizes["inline"]),
            "managed": len(sizes["managed"]),
        }
        if "largest" in role["quotas"]:
            quotas["largest"] = max(sizes["managed"], default=0)
        assert role["quotas"] == quotas, (choice, role["quotas"], quotas)
    assert seen["rules"] == want["rules"], (choice, seen["rules"], want["rules"])
    assert sorted(seen["documents"]) == want["documents"], choice
    for name, count in want["counts"].items():
        # What the page can never have is not counted there.
        assert seen["counts"].get(name, 0) == count, (choice, name, seen["counts"], count)
    services = {action.split(":")[0] for action in want["actions"]}
    of = {s: sum(action.split(":")[0] == s for action in want["actions"]) for s in services}
    assert seen["chart"] == {s: [n, n] for s, n in of.items()}, (choice, seen["chart"], of)
    assert seen["links"] == [], (choice, seen["links"])
    total = want["counts"]["statements"]
    assert seen["result"] == f"All {total} statements", seen["result"]


def choices(among):
    """Each choice that can be made, in an order in which one switch leads to the next or nearly."""
    for size in range(1, len(among) + 1):
        for choice in itertools.combinations(among, size):
            if "mssql" not in choice or "ec2" in choice:
                yield choice


class Page:
    def __init__(self, size=(1280, 900)):
        options = Options()
        self.profile = tempfile.mkdtemp(prefix="page-")
        for flag in [
            *FLAGS,
            f"--user-data-dir={self.profile}",
            "--window-size={},{}".format(*size),
        ]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(
            options=options, service=Service(shutil.which("chromedriver"))
        )
        self.resize(*size)

    def resize(self, width, height):
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def media(self, kind="", scheme="light"):
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"media": kind, "features": features}
        )

    def open(self, path):
        self.driver.get(path.as_uri())

    def seen(self):
        return self.driver.execute_script(SEEN)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def click(self, selector):
        self.driver.execute_script("document.querySelector(arguments[0]).click()", selector)

    def pick(self, name, value):
        script = (
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change'))"
        )
        self.driver.execute_script(script, self.find(f"#{name}"), value)

    def type(self, text):
        box = self.find("#search")
        box.clear()
        box.send_keys(text)
        # Clearing tells nobody.
        self.driver.execute_script("arguments[0].dispatchEvent(new Event('input'))", box)

    def choose(self, choice):
        """Switches on first, so that something always stays on; then off what is left."""
        for on in [True, False]:
            for asset in ASSETS:
                box = self.driver.find_elements(
                    By.CSS_SELECTOR, f"input[name=asset][value={asset}]"
                )
                if box and box[0].is_selected() != on and (asset in choice) == on:
                    self.click(f"input[name=asset][value={asset}]")

    def complaints(self):
        """What the console says, and every request for something that is not the page itself."""
        said = [entry["message"] for entry in self.driver.get_log("browser")]
        messages = [
            json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")
        ]
        sent = [
            it["params"]["request"]["url"]
            for it in messages
            if it["method"] == "Network.requestWillBeSent"
        ]
        return said + [url for url in sent if not url.startswith(("file:", "data:", "chrome:"))]

    def close(self):
        self.driver.quit()
        shutil.rmtree(self.profile, ignore_errors=True)


def longest(page, partition):
    """Counts a policy with each parameter at the longest value that the page gives for it."""
    rows = page.driver.find_elements(By.CSS_SELECTOR, "[data-item=parameter]")
    texts = [
        (
            row.find_element(By.CSS_SELECTOR, "th").text,
            row.find_element(By.CSS_SELECTOR, "[data-longest]").text,
        )
        for row in rows
    ]
    lengths = {name: int(length.replace(",", "")) for name, length in texts}
    lengths |= {
        "AWS::Partition": len(partition),
        "AWS::Region": len(REGIONS[partition]),
        "AWS::AccountId": 12,
    }

    def length(document):
        return len(
            re.sub(
                r"\$\{([A-Za-z]+(?:::[A-Za-z]+)?)\}",
                lambda it: "x" * lengths[it[1]],
                compact(document),
            )
        )

    return length


def test_switches(page, program, path):
    """With parameters: every choice, in every partition."""
    page.open(path)
    lengths = {partition: longest(page, partition) for partition in REGIONS}
    compared = 0
    for choice in choices(ASSETS):
        page.choose(choice)
        for index, (partition, length) in enumerate(lengths.items()):
            page.pick("measure", str(index))
            compare(page.seen(), expected(program.file(choice), length), choice)
        compared += 1
    over = {
        it["title"]: it["over"]
        for role in page.seen()["roles"]
        for it in role["policies"]
        if it["over"]
    }
    assert over == {"ClumioEC2RestorePolicy": "too much in aws-us-gov"}, over
    return compared


def test_resolved(page, program, directory):
    """With values: the set's own assets and no others, counted exactly."""
    compared = 0
    for among in [("ec2", "s3"), tuple(ASSETS)]:
        path = directory / "resolved.html"
        path.write_text(program.run(among, "html", DEPLOYMENT))
        page.open(path)
        assert (
            len(page.driver.find_elements(By.CSS_SELECTOR, "#measure, [data-item=parameter]")) == 0
        )
        boxes = page.driver.find_elements(By.CSS_SELECTOR, "input[name=asset]")
        assert [box.get_attribute("value") for box in boxes] == list(among)
        for choice in choices(among):
            page.choose(choice)
            want = expected(
                program.file(choice, DEPLOYMENT), lambda document: len(compact(document))
            )
            compare(page.seen(), want, choice)
            compared += 1
    return compared


def test_first_choice(page, program, directory):
    """A page opens with its own assets; what others would bring is behind the switches."""
    path = directory / "first.html"
    path.write_text(program.run(("rds", "s3"), "html"))
    page.open(path)
    want = expected(program.file(("rds", "s3")), longest(page, "aws"))
    compare(page.seen(), want, ("rds", "s3"))
    # The same without the script.
    page.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    page.open(path)
    assert not page.find("#toolbar").is_displayed()
    page.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    seen = page.seen()
    shown = {
        one["name"]: [(it["kind"], it["size"], it["statements"]) for it in one["policies"]]
        for one in seen["roles"]
    }
    assert shown == want["roles"], "without its script, the page shows something else"
    assert all(seen["counts"].get(name, 0) == count for name, count in want["counts"].items())
    assert seen["rules"] == want["rules"] and seen["links"] == []


def test_what_switches_bring_along(page, path):
    page.open(path)
    page.choose(["s3"])
    page.click("input[value=mssql]")
    assert page.seen()["on"] == ["ec2", "s3", "mssql"]
    assert "mssql on: +" in page.find("#change").text, page.find("#change").text
    page.click("input[value=ec2]")
    assert page.seen()["on"] == ["s3"]
    assert "ec2 off: −" in page.find("#change").text, page.find("#change").text
    page.click("input[value=s3]")
    assert page.seen()["on"] == ["s3"] and "last one" in page.find("#change").text


def shown_and_hidden(page):
    script = """
    const items = [...document.querySelectorAll("[data-item=statement]")].filter((it) => !it.closest("[hidden]"));
    const of = (it) => ({
      text: (it.closest("[data-role], [data-topic]").querySelector("h3").textContent + " "
        + it.closest("[data-policy]").querySelector("h4").textContent + " " + it.textContent).toLowerCase(),
      actions: [...it.querySelectorAll("[data-action]")].map((one) => [one.dataset.service, one.dataset.level]),
      effect: it.querySelector(".effect").textContent,
      found: [...it.querySelectorAll(".finding .severity")].map((one) => one.textContent),
      only: it.textContent.includes("Only if"),
      needs: [it, ...it.querySelectorAll("[data-resource]")].map((one) => one.dataset.needs ?? ""),
      around: [it.closest("[data-policy]"), it.closest("[data-role], [data-topic]")].map((one) => one.dataset.needs ?? ""),
    });
    const part = (wanted) => items.filter((it) => it.checkVisibility() === wanted).map(of);
    return [part(true), part(false)];
    """
    return page.driver.execute_script(script)


def test_filters(page, path):
    page.open(path)
    everything = len(shown_and_hidden(page)[0])

    def check(fits, least):
        shown, hidden = shown_and_hidden(page)
        assert len(shown) + len(hidden) == everything
        assert len(shown) >= least and all(map(fits, shown)), [it for it in shown if not fits(it)]
        assert not any(map(fits, hidden)), [it for it in hidden if fits(it)]
        assert page.find("#result").text.startswith(f"{len(shown)} of {everything} statements")
        empty = """
        return [...document.querySelectorAll("[data-policy]")].filter((one) => one.checkVisibility()
          && ![...one.querySelectorAll("[data-item]")].some((it) => it.checkVisibility())).length
        """
        assert (
            page.driver.execute_script(empty) == 0
        ), "a policy is listed for none of its statements"

    options = {
        name: [
            it.get_attribute("value")
            for it in page.find(f"#{name}").find_elements(By.CSS_SELECTOR, "option")
            if it.get_attribute("value")
        ]
        for name in ["by-asset", "by-level", "by-service", "by-kind"]
    }
    for level in options["by-level"]:
        page.pick("by-level", level)
        check(lambda it: any(level == other for _, other in it["actions"]), 1)
    page.pick("by-level", "")
    for service in options["by-service"]:
        page.pick("by-service", service)
        check(lambda it: any(service == other for other, _ in it["actions"]), 1)
    page.pick("by-service", "s3")
    page.pick("by-level", "write")
    check(lambda it: ["s3", "write"] in it["actions"], 1)
    page.click(".toolbar [data-reset]")
    assert len(shown_and_hidden(page)[0]) == everything
    for value in options["by-asset"]:
        page.pick("by-asset", value)

        def brought(it):
            masks = [int(one) for needs in it["needs"] + it["around"] for one in needs.split()]
            return any(mask & int(value) for mask in masks) if value != "0" else not masks

        check(brought, 1)
    page.pick("by-asset", "")
    loud = {"error", "security warning", "warning"}
    kinds = {
        "allow": (lambda it: it["effect"] == "Allow", 1),
        "deny": (lambda it: it["effect"] == "Deny", 0),
        "conditional": (lambda it: it["only"], 1),
        "finding": (lambda it: any(one in loud for one in it["found"]), 1),
        "suggestion": (lambda it: "suggestion" in it["found"], 1),
    }
    assert set(options["by-kind"]) == set(kinds)
    for kind, (fits, least) in kinds.items():
        page.pick("by-kind", kind)
        check(fits, least)
    page.click(".toolbar [data-reset]")
    for words in ["snapshot", "CREATETAGS vendor", "clumiokmspolicy kms:decrypt", "external id"]:
        page.type(words)
        check(lambda it: all(word in it["text"] for word in words.lower().split()), 1)
    page.type("nothing has these words")
    assert page.find("#nothing").is_displayed() and page.find("#result").text.startswith("0 of ")
    # A filter stays while assets are switched.
    page.type("snapshot")
    page.click("input[value=rds]")
    shown, hidden = shown_and_hidden(page)
    assert shown and len(shown) + len(hidden) < everything
    assert all("snapshot" in it["text"] for it in shown)
    page.click("#nothing [data-reset]")


def test_keyboard(page, path):
    page.open(path)
    keys = lambda *all: ActionChains(page.driver).send_keys(*all).perform()
    focused = lambda: page.driver.execute_script(
        "const it = document.activeElement; return it.id || it.value || it.className"
    )
    keys(Keys.TAB)
    assert focused() == "skip" and page.find(".skip").is_displayed()
    keys(Keys.TAB)
    assert focused() == "ec2", focused()
    outline = page.driver.execute_script(
        "return getComputedStyle(document.querySelector('input[value=ec2] + span')).outlineStyle"
    )
    assert outline == "solid", outline
    keys(Keys.TAB, " ")
    assert "rds" not in page.seen()["on"]
    keys("/")
    assert focused() == "search"
    keys("kms/")
    assert page.find("#search").get_attribute("value") == "kms/", "a slash that is typed stays"
    keys(Keys.ESCAPE)
    assert page.find("#search").get_attribute("value") == "" and page.seen()["result"].startswith(
        "All "
    )
    summary = page.find("details.policy > summary")
    page.driver.execute_script("arguments[0].focus()", summary)
    keys(Keys.ENTER)
    assert page.find("details.policy").get_attribute("open") is None
    page.click("#fold")
    assert all(
        it.get_attribute("open") is None
        for it in page.driver.find_elements(By.CSS_SELECTOR, "details.policy")
    )
    assert page.find("#fold").text == "Expand all"
    # A link into a folded policy unfolds it.
    link = page.driver.find_elements(By.CSS_SELECTOR, ".contents ul ul a")[3]
    page.driver.execute_script("arguments[0].click()", link)
    target = page.driver.execute_script(
        "return document.getElementById(decodeURIComponent(location.hash.slice(1))).open"
    )
    assert target is True


def test_theme(page, path):
    page.open(path)
    page.driver.execute_script("try { localStorage.clear() } catch {}")
    page.open(path)

    def is_dark():
        colour = page.driver.execute_script(
            "return getComputedStyle(document.body).backgroundColor"
        )
        return sum(map(int, re.findall(r"\d+", colour)[:3])) < 200

    for scheme in ["light", "dark"]:
        page.media(scheme=scheme)
        assert is_dark() == (scheme == "dark")
    for name, dark in [("light", False), ("dark", True), ("system", True)]:
        page.click("#theme")
        assert page.find("#theme").text == f"Theme: {name}" and is_dark() == dark, name
    page.media()


def test_quiet_zero(page, path):
    """No errors look as if there were none, also once a switch has taken them away."""
    page.open(path)
    script = (
        "const colour = (it) => getComputedStyle(document.querySelector(it)).color;"
        "return [document.querySelector('.count-error dd').textContent, colour('.count-error dd'),"
        " colour('.count-suggestion dd')]"
    )
    number, error, quiet = page.driver.execute_script(script)
    assert (number == "0") == (error == quiet), (number, error, quiet)
    page.choose(["ec2", "s3"])
    number, error, quiet = page.driver.execute_script(script)
    assert number == "0" and error == quiet, (number, error, quiet)
    page.choose(ASSETS)


def test_print(page, path):
    page.open(path)
    page.click("#fold")
    page.media(kind="print", scheme="dark")
    assert not page.find("#toolbar").is_displayed() and not page.find(".contents").is_displayed()
    page.driver.execute_script("dispatchEvent(new Event('beforeprint'))")
    closed = page.driver.execute_script(
        "return document.querySelectorAll('details:not([open])').length"
    )
    assert closed == 0, f"{closed} are folded on paper"
    colour = page.driver.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert colour == "rgb(255, 255, 255)", colour
    page.driver.execute_script("dispatchEvent(new Event('afterprint'))")
    opened = page.driver.execute_script(
        "return document.querySelectorAll('details.policy[open]').length"
    )
    assert opened == 0, "what was folded is folded again"
    page.media()


def test_accessibility(page, path, axe):
    source = axe.read_text()
    for scheme, size in [("light", (1280, 900)), ("dark", (1280, 900)), ("light", (400, 800))]:
        page.resize(*size)
        page.media(scheme=scheme)
        page.open(path)
        page.driver.execute_script(
            "for (const it of document.querySelectorAll('.suggestions')) it.open = true"
        )
        page.driver.execute_script(source)
        script = "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then((it) => done(it.violations))"
        page.driver.set_script_timeout(120)
        for violation in page.driver.execute_async_script(script):
            nodes = [
                node["html"][:200] + " " + node["failureSummary"] for node in violation["nodes"][:3]
            ]
            raise AssertionError(
                f"{scheme} {size} {violation['id']}: {violation['help']}\n" + "\n".join(nodes)
            )
        wide = page.driver.execute_script(
            "return document.documentElement.scrollWidth - innerWidth"
        )
        assert wide <= 0, f"the page is {wide} pixels wider than the window"
        cut = page.driver.execute_script(
            "const it = document.querySelector('.chart'); return it.scrollWidth - it.clientWidth"
        )
        assert cut <= 0, f"{size}: {cut} pixels of the first table are cut off"
    page.resize(1280, 900)
    page.media()


def take_screenshots(page, path, directory):
    directory.mkdir(parents=True, exist_ok=True)
    page.driver.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
    for scheme in ["light", "dark"]:
        page.media(scheme=scheme)
        page.open(path)
        page.driver.save_screenshot(str(directory / f"{scheme}.png"))
        page.driver.execute_script("document.getElementById('ClumioIAMRole').scrollIntoView()")
        page.driver.save_screenshot(str(directory / f"{scheme}-role.png"))
    page.media()
    page.resize(400, 860)
    page.open(path)
    page.driver.save_screenshot(str(directory / "narrow.png"))
    page.resize(794, 1123)
    page.media(kind="print")
    page.open(path)
    page.driver.save_screenshot(str(directory / "print.png"))
    page.media()
    page.resize(1280, 900)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("--axe", type=Path)
    parser.add_argument("--screenshots", type=Path)
    arguments = parser.parse_args()
    program = Program(arguments.command)
    directory = Path(tempfile.mkdtemp(prefix="pages-"))
    path = directory / "page.html"
    path.write_text(program.run(ASSETS, "html"))
    assert program.run(ASSETS, "html") == path.read_text(), "the same set makes the same page"
    page = Page()
    try:
        page.media()
        compared = test_switches(page, program, path)
        compared += test_resolved(page, program, directory)
        test_first_choice(page, program, directory)
        test_what_switches_bring_along(page, path)
        test_filters(page, path)
        test_keyboard(page, path)
        test_theme(page, path)
        test_quiet_zero(page, path)
        test_print(page, path)
        if arguments.axe:
            test_accessibility(page, path, arguments.axe)
        if arguments.screenshots:
            take_screenshots(page, path, arguments.screenshots)
        complaints = page.complaints()
        assert not complaints, "\n".join(complaints)
    finally:
        page.close()
        shutil.rmtree(directory)
    accessibility = "axe-core finds nothing" if arguments.axe else "axe-core was not asked"
    print(
        f"page: {compared} choices equal their permissions files, {accessibility}, nothing fetched"
    )


if __name__ == "__main__":
    main()
