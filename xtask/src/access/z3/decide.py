"""Decides with z3 whether a new policy allows a request that an old one does not.

Usage: decide.py [--timeout MILLISECONDS] < LINES    (needs `z3-solver`)

The first line tells which requests there are: `{"actions": [{"name", "formats", "keys"}], "keys": [{"name",
"type", "multivalued"}]}`. `formats` are those of the ARNs that the action takes, none if it takes `*` alone; its
`keys` are those that its requests may have. Each further line is a question, `{"id", "old", "new",
"policy_type"}`, and is answered by one: `{"id", "answer", "seconds"}`, where `answer` is `PASS`, `FAIL`, `UNKNOWN`
if z3 gives up, or `NOT ASKED` with `why`. A `FAIL` has the `request`. `seconds` is the time in z3 alone, without
the translation.

The translation follows AWS's documentation and knows nothing of the crate that it is beside. Requests for
identity-based policies are made by a role or user of the account of the resource; those for policies of resources
by anybody of another account, whose own policies allow everything, and where a statement names the account of its
resources, by roles and users of that account, too: there it counts how directly they are named.
"""

import collections
import functools
import json
import re
import sys

import z3

import conditions
import patterns
from patterns import NotAsked
from request import Caller, Request
from texts import Texts, Unknown


@functools.cache
def is_action(pattern, action):
    parts = patterns.limited(patterns.tokens(pattern, True, False), "any")
    asked = z3.InRe(patterns.text(action.lower()), patterns.regex(parts, fold=True))
    return z3.is_true(z3.simplify(asked))


class Statement:
    def __init__(self, written, variables):
        self.written, self.variables = written, variables
        self.allows = written["Effect"] == "Allow"

    def is_about(self, action):
        element = "Action" if "Action" in self.written else "NotAction"
        listed = conditions.listed(self.written[element])
        return any(is_action(it, action) for it in listed) == (element == "Action")

    def tests(self):
        for operator, keys in self.written.get("Condition", {}).items():
            for key, values in keys.items():
                yield operator, key, values

    def accounts(self):
        """The accounts that its resources name."""
        written = self.written.get("Resource", self.written.get("NotResource", []))
        split = [patterns.fields(it, self.variables) for it in conditions.listed(written)]
        return {it[4] for it in split if it and len(it[4]) == 12 and it[4].isdigit()}

    def all_accounts(self):
        """Every account that its principals or resources name."""
        names = (name for _, name in self.named())
        accounts = (re.search(r"(?<!\d)\d{12}(?!\d)", it) for it in names)
        return self.accounts() | {it[0] for it in accounts if it}

    def named(self):
        written = self.written.get("Principal", self.written.get("NotPrincipal"))
        if written is None:
            return None
        if written == "*":
            return [("AWS", "*")]
        return [(kind, name) for kind, names in written.items() for name in conditions.listed(names)]

    def holds(self, request, direct):
        """Whether the statement is about the request. `direct` leaves out whom it names by account only."""
        each = []
        for element, wanted in (("Resource", True), ("NotResource", False)):
            if element in self.written:
                ways = [
                    patterns.matches(request.texts, request.resource, way, request.value_of)
                    for entry in conditions.listed(self.written[element])
                    for way in patterns.resource(entry, self.variables)
                ]
                each.append(z3.Or(*ways) == wanted)
        named = self.named()
        if named is not None:
            wanted = "Principal" in self.written
            exactly = not self.allows and not wanted
            is_one = [request.caller.is_named(who, exactly or (direct and wanted)) for who in named]
            each.append(z3.Or(*is_one) == wanted)
        for operator, key, values in self.tests():
            key = request.key(key)
            each.append(conditions.passes(request.texts, operator, key, values, self.variables, request.value_of))
        return z3.And(*each)


def statements(policy):
    variables = policy.get("Version") == "2012-10-17"
    return [Statement(it, variables) for it in conditions.listed(policy["Statement"])]


def allowed(some, request, among=None, direct=False):
    """Whether they allow the request, by one of `among` if that is given."""
    allows = [it for it in some if it.allows] if among is None else among
    denies = [it for it in some if not it.allows]
    return z3.And(
        z3.Or(*(it.holds(request, direct) for it in allows)),
        z3.Not(z3.Or(*(it.holds(request, False) for it in denies))),
    )


def sorts(old, new, resource_based):
    """Sorts of principals, by a kind and a name."""
    if not resource_based:
        return [("role", None), ("user", None)]
    named = [who for it in old + new for who in it.named()]
    services = {name for kind, name in named if kind == "Service"} | {"nobody.amazonaws.com"}
    providers = {name for kind, name in named if kind == "Federated"} | {"nobody.example"}
    outside = [("service", name) for name in sorted(services)] + [("provider", name) for name in sorted(providers)]
    return [("role", None), ("user", None), ("anonymous", None), *outside]


class Decider:
    def __init__(self, world, timeout):
        self.actions = world["actions"]
        self.keys = {it["name"].lower(): it for it in world["keys"]}
        self.timeout = timeout

    def decide(self, question):
        policies = [statements(question[which]) for which in ("old", "new")]
        resource_based = question["policy_type"] == "RESOURCE_POLICY"
        tests = collections.Counter(key.lower() for some in policies for it in some for _, key, _ in it.tests())
        answer = {"id": question["id"], "answer": "PASS", "seconds": 0.0}
        for (which, carried), formats in self.by_statements(policies).items():
            old, new = [[it for it, yes in zip(some, of) if yes] for some, of in zip(policies, which)]
            accounts = {it for one in new if one.allows for it in one.accounts()} if resource_based else ()
            for kind, name in sorts(old, new, resource_based):
                # Others than those of the account of the resource, then those of an account that is named.
                cases = [(None, False)]
                if kind in ("role", "user"):
                    cases += [(account, direct) for account in sorted(accounts) for direct in (False, True)]
                for account, direct in cases:
                    texts = Texts(self.timeout)
                    caller = Caller(texts, kind, name)
                    request = Request(texts, caller, list(formats), self.keys, carried, tests)
                    formula = self.formula(old, new, request, resource_based, account, direct)
                    try:
                        found = texts.solve(formula)
                    except Unknown:
                        answer["answer"] = "UNKNOWN"
                        found = None
                    answer["seconds"] += texts.seconds
                    if found:
                        return answer | {"answer": "FAIL", "request": request.shown(*found)}
        return answer

    def by_statements(self, policies):
        """The formats of what the actions take, by which statements are about an action, and by its keys."""
        groups = {}
        for action in self.actions:
            which = tuple(tuple(it.is_about(action["name"]) for it in some) for some in policies)
            if any(it.allows and yes for it, yes in zip(policies[1], which[1])):
                carried = frozenset(it.lower() for it in action["keys"])
                formats = groups.setdefault((which, carried), {})
                formats |= dict.fromkeys(action["formats"] or [None])
        return groups

    def formula(self, old, new, request, resource_based, account, direct):
        among = None if account is None else [it for it in new if it.allows and account in it.accounts()]
        gained = [allowed(new, request, among, direct), z3.Not(allowed(old, request, None, direct))]
        if not resource_based or not request.caller.is_identity:
            return z3.And(*gained, *request.rules)
        if account is not None:
            own = z3.Or(request.resource_is_of(account), z3.Not(request.resource_has_account()))
            return z3.And(*gained, *request.rules, request.caller.is_of(account), own)
        # Of an account that no policy names there are enough others.
        named = {it for one in old + new for it in one.all_accounts()}
        apart = [z3.Not(z3.And(request.caller.is_of(it), request.resource_is_of(it))) for it in named]
        return z3.And(*gained, *request.rules, *apart)


def main():
    timeout = int(sys.argv[2]) if sys.argv[1:2] == ["--timeout"] else 5_000
    decider = Decider(json.loads(sys.stdin.readline()), timeout)
    for line in sys.stdin:
        question = json.loads(line)
        try:
            answer = decider.decide(question)
        except NotAsked as why:
            answer = {"id": question["id"], "answer": "NOT ASKED", "why": str(why)}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
