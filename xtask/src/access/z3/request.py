"""Requests: who asks, for which resource, with which keys.

Sources: `reference_policies_elements_principal.html`, `reference_policies_elements_notprincipal.html` and
`reference_identifiers.html` of the IAM user guide; `bucketnamingrules.html` and `object-keys.html` of S3's.
"""

import re

import z3

import conditions
import patterns
from patterns import NotAsked

USER_NAME = "aws:username"
# Keys that follow from who asks and for what, as the one before; these are not translated.
OTHER_TIED = {
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principaltype",
    "aws:principalisawsservice",
    "aws:principalservicename",
    "aws:resourceaccount",
}
ARN_OF_IDENTITY = re.compile(r"(arn:[^:]+:iam::)(\d{12}):(role|user)/([^:]*/)?([^:/]+)")
ROOT_OR_ACCOUNT = re.compile(r"(?:arn:[^:]+:iam::)?(\d{12})(?::root)?")


class Caller:
    """One sort of principals: `role` or `user` of any account; or one `service` or `provider`; or `anonymous`."""

    def __init__(self, texts, kind, name=None):
        self.texts, self.kind, self.name = texts, kind, name
        self.is_identity = kind in ("role", "user")
        self.user_name = None
        if self.is_identity:
            start = z3.Concat(z3.Re("arn:"), z3.Star(patterns.NO_COLON), z3.Re(":iam::"))
            path = z3.Option(z3.Concat(z3.Star(patterns.NO_COLON), z3.Re("/")))
            self.start, self.path = texts.new("start", start), texts.new("path", path)
            self.account = texts.new("account", patterns.DIGITS)
            self.last = texts.new("name", z3.Plus(patterns.SEGMENT))
            self.user_name = self.last if kind == "user" else None

    def is_of(self, account):
        if not self.is_identity:
            return z3.BoolVal(False)
        return self.texts.is_in(self.account, z3.Re(account))

    def is_named(self, who, without_accounts):
        """Whether one entry of a `Principal`, a type and a text, names the caller."""
        kind, name = who
        if kind == "AWS" and name == "*":
            return z3.BoolVal(True)
        if kind == "AWS":
            root = ROOT_OR_ACCOUNT.fullmatch(name)
            if root:
                return z3.BoolVal(False) if without_accounts else self.is_of(root[1])
            arn = ARN_OF_IDENTITY.fullmatch(name)
            if not arn:
                raise NotAsked("a principal that is neither an account, a role nor a user")
            if self.kind != arn[3]:
                return z3.BoolVal(False)
            pairs = [(self.start, arn[1]), (self.account, arn[2]), (self.path, arn[4] or ""), (self.last, arn[5])]
            return z3.And(*(self.texts.is_in(part, z3.Re(text)) for part, text in pairs))
        if kind == "Service" and "*" not in name:
            return z3.BoolVal(self.kind == "service" and self.name == name)
        if kind == "Federated":
            return z3.BoolVal(self.kind == "provider" and name in ("*", self.name))
        raise NotAsked(f"a principal of type {kind}")

    def shown(self, texts):
        if not self.is_identity:
            return f"{self.kind} {self.name or ''}".strip()
        of = {part: texts.get(part, "*") for part in ("start", "account", "path", "name")}
        return f"{of['start']} {of['account']} {self.kind} {of['path']} {of['name']}"


def of_placeholder(name):
    if name == "BucketName":
        return z3.Concat(z3.Loop(patterns.SEGMENT, 3, 3), z3.Star(patterns.SEGMENT))
    # Keys of objects, and they alone of the resources in question, may have colons.
    return z3.Plus(patterns.ANY if name == "ObjectName" else patterns.NO_COLON)


def of_field(field, is_account):
    if not field.startswith("${"):
        return z3.Re(field)
    if is_account:
        return z3.Union(patterns.DIGITS, z3.Re("aws"), z3.Re(""))
    return z3.Concat(patterns.SEGMENT, z3.Star(patterns.NO_COLON))


def of_format(format):
    """The ARNs of a format, or `*` where there is none."""
    if format is None:
        return z3.Re("*")
    split = patterns.fields(format, True)
    each = []
    for place, field in enumerate(split[:5]):
        each += [of_field(field, place == 4), z3.Re(":")]
    for plain, name in re.findall(r"([^$]+)|\$\{([^}]*)\}", split[5]):
        each.append(z3.Re(plain) if plain else of_placeholder(name))
    return z3.Concat(*each)


class Request:
    """A request by a sort of principals, for resources of some formats, with some keys."""

    def __init__(self, texts, caller, formats, about_keys, carried, tests):
        self.texts, self.caller, self.tests = texts, caller, tests
        self.about_keys, self.carried = about_keys, carried
        each = [of_format(it) for it in formats]
        self.resource = texts.new("resource", each[0] if len(each) == 1 else z3.Union(*each))
        self.keys, self.rules = {}, []

    def resource_is_of(self, account):
        field = z3.Concat(z3.Star(patterns.NO_COLON), z3.Re(":"))
        regex = z3.Concat(z3.Loop(field, 4, 4), z3.Re(account), z3.Re(":"), z3.Star(patterns.ANY))
        return self.texts.is_in(self.resource, regex)

    def resource_has_account(self):
        field = z3.Concat(z3.Star(patterns.NO_COLON), z3.Re(":"))
        regex = z3.Concat(z3.Loop(field, 4, 4), patterns.DIGITS, z3.Re(":"), z3.Star(patterns.ANY))
        return self.texts.is_in(self.resource, regex)

    def key(self, name):
        name = name.lower()
        if name in OTHER_TIED or name not in self.about_keys:
            raise NotAsked(f"the key {name}")
        if name not in self.keys:
            own = self.caller.user_name if name == USER_NAME else None
            key = conditions.Key(self.texts, name, self.about_keys[name], self.tests.get(name, 0), own)
            self.keys[name] = key
            if name == USER_NAME:
                self.rules.append(key.there == (self.caller.kind == "user"))
            elif name not in self.carried:
                self.rules.append(z3.Not(key.there))
        return self.keys[name]

    def value_of(self, name, default):
        """The ways in which a variable has a value."""
        key = self.key(name)
        if key.is_set or key.type != "String":
            raise NotAsked("a variable that is no plain text")
        if name == USER_NAME and self.caller.kind != "user":
            ways = []
        else:
            ways = [(key.there, key.values[0])]
        return ways if default is None else [*ways, (z3.Not(key.there), default)]

    def shown(self, model, texts):
        keys = {name: key.shown(model, texts) for name, key in self.keys.items()}
        keys = {name: values for name, values in keys.items() if values}
        resource = texts.get("resource", "any")
        return {"principal": self.caller.shown(texts), "resource": resource, "context": keys}
