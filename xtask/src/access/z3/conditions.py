"""Condition keys of a request as variables of z3, and the tests of a `Condition`.

Sources, by their pages of the IAM user guide: `reference_policies_elements_condition_operators.html`,
`reference_policies_condition-single-vs-multi-valued-context-keys.html`. What AWS leaves open is read as
`docs/differential.md` says: a value that is not of the operator's type passes neither an operator nor its
negation, and a key with a set of values passes no test without a qualifier.
"""

import datetime
import fractions
import ipaddress
import re

import z3

import patterns
from patterns import NotAsked

# Whether the operator is negated, what it compares, how.
OPERATORS = {
    "stringequals": (False, "text", "equals"),
    "stringnotequals": (True, "text", "equals"),
    "stringequalsignorecase": (False, "text", "caseless"),
    "stringnotequalsignorecase": (True, "text", "caseless"),
    "stringlike": (False, "text", "like"),
    "stringnotlike": (True, "text", "like"),
    "binaryequals": (False, "text", "binary"),
    "arnequals": (False, "arn", "like"),
    "arnlike": (False, "arn", "like"),
    "arnnotequals": (True, "arn", "like"),
    "arnnotlike": (True, "arn", "like"),
    "bool": (False, "bool", "equals"),
    "ipaddress": (False, "address", "in"),
    "notipaddress": (True, "address", "in"),
}
for family in ("numeric", "date"):
    OPERATORS |= {
        f"{family}equals": (False, family, "=="),
        f"{family}notequals": (True, family, "=="),
        f"{family}lessthan": (False, family, "<"),
        f"{family}lessthanequals": (False, family, "<="),
        f"{family}greaterthan": (False, family, ">"),
        f"{family}greaterthanequals": (False, family, ">="),
    }
ORDERS = {
    "==": lambda a, b: a == b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
# The type of a key, and the operators that compare it.
FAMILIES = {
    "String": ("text", "arn"),
    "ARN": ("text", "arn"),
    "Numeric": ("numeric",),
    "Date": ("date",),
    "Bool": ("bool",),
    "IPAddress": ("address",),
}


def number(written):
    return fractions.Fraction(written) if re.fullmatch(r"[+-]?\d+(\.\d+)?", written) else None


def date(written):
    """Seconds since 1970."""
    if re.fullmatch(r"\d+", written) and len(written) > 4:
        return fractions.Fraction(written)
    try:
        moment = datetime.datetime.fromisoformat(written)
    except ValueError:
        return None
    moment = moment.replace(tzinfo=moment.tzinfo or datetime.UTC)
    since = moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    return fractions.Fraction(since // datetime.timedelta(microseconds=1), 1_000_000)


def network(written):
    try:
        return ipaddress.ip_network(written, strict=False)
    except ValueError:
        return None


class Address:
    """An address of version 4 or 6."""

    def __init__(self, name):
        self.is_four = z3.Bool(f"{name} is of version 4")
        self.four, self.six = z3.BitVec(f"{name} four", 32), z3.BitVec(f"{name} six", 128)

    def is_in(self, other):
        is_four = other.version == 4
        bits, size = (self.four, 32) if is_four else (self.six, 128)
        shift = size - other.prefixlen
        inside = z3.BoolVal(True)
        if other.prefixlen:
            inside = z3.Extract(size - 1, shift, bits) == int(other.network_address) >> shift
        return z3.And(self.is_four == is_four, inside)

    def shown(self, model):
        if z3.is_true(model.eval(self.is_four, True)):
            return str(ipaddress.IPv4Address(model.eval(self.four, True).as_long()))
        return str(ipaddress.IPv6Address(model.eval(self.six, True).as_long()))


class Key:
    """A key of a request: whether it is there, and what it has.

    A key with a set of values has so many places as tests may each ask for a value of its own, and one more: a
    larger set says nothing that one of these does not say, too."""

    def __init__(self, texts, name, about, tests, own=None):
        self.type, self.is_set = about["type"], about["multivalued"]
        places = range(tests + 1 if self.is_set else 1)
        self.values = [own] if own is not None else [self._value(texts, f"{name} {place}") for place in places]
        self.used = [z3.Bool(f"{name} {place} is there") for place, _ in enumerate(self.values)]
        self.there = z3.Or(*self.used)
        if self.type == "String":
            empty = [z3.Implies(used, texts.is_in(value, z3.Re(""))) for used, value in zip(self.used, self.values)]
            self.is_empty = z3.And(*empty)
        else:
            self.is_empty = z3.Not(self.there)

    def _value(self, texts, name):
        if self.type in ("String", "ARN"):
            return texts.new(name, z3.Star(patterns.ANY) if self.type == "String" else AN_ARN)
        if self.type in ("Numeric", "Date"):
            return z3.Real(name)
        if self.type == "Bool":
            return z3.Bool(name)
        if self.type == "IPAddress":
            return Address(name)
        raise NotAsked(f"a key of type {self.type}")

    def shown(self, model, texts):
        some = []
        for used, value in zip(self.used, self.values):
            if not z3.is_true(model.eval(used, True)):
                continue
            if isinstance(value, Address):
                some.append(value.shown(model))
            elif self.type in ("String", "ARN"):
                some.append(texts.get(str(value), "any text"))
            else:
                some.append(str(model.eval(value, True)))
        return some


# `arn` and five more fields.
AN_ARN = z3.Concat(
    z3.Re("arn:"), z3.Loop(z3.Concat(z3.Star(patterns.NO_COLON), z3.Re(":")), 4, 4), z3.Star(patterns.ANY)
)


def listed(one_or_more):
    return one_or_more if isinstance(one_or_more, list) else [one_or_more]


def passes(texts, operator, key, values, variables, value_of):
    """Whether the request passes one test of a `Condition`."""
    values = [str(it).lower() if isinstance(it, bool) else str(it) for it in listed(values)]
    if operator.lower() == "null":
        wanted = [it.lower() for it in values]
        return z3.Or(z3.And("true" in wanted, z3.Not(key.there)), z3.And("false" in wanted, key.there))
    qualifier, _, plain = operator.lower().rpartition(":")
    if_exists = plain.endswith("ifexists")
    plain = plain.removesuffix("ifexists")
    if plain not in OPERATORS:
        raise NotAsked(f"the operator {operator}")
    negated, family, how = OPERATORS[plain]
    if family not in FAMILIES[key.type]:
        raise NotAsked("an operator of another type than the key's")
    without = if_exists or (qualifier == "forallvalues" or (not qualifier and negated))

    def one(value):
        like = [it for it in (is_like(texts, value, family, how, it, variables, value_of) for it in values) if it is not None]
        if negated and len(like) < len(values):
            return z3.BoolVal(False)
        return z3.Not(z3.Or(*like)) if negated else z3.Or(*like)

    each = list(zip(key.used, key.values))
    if qualifier == "forallvalues":
        held = z3.Or(key.is_empty, z3.And(*(z3.Implies(used, one(value)) for used, value in each)))
    elif qualifier == "foranyvalue":
        held = z3.And(z3.Not(key.is_empty), z3.Or(*(z3.And(used, one(value)) for used, value in each)))
    elif key.is_set:
        held = z3.BoolVal(False)
    else:
        held = one(key.values[0])
    return z3.If(key.there, held, z3.BoolVal(without))


def is_like(texts, value, family, how, written, variables, value_of):
    """None if what the policy has is not of the operator's type."""
    if family == "text":
        if how == "binary":
            padded = z3.Concat(z3.Re(patterns.text(written.rstrip("="))), z3.Star(z3.Re("=")))
            return texts.is_in(value, padded)
        parts = patterns.limited(patterns.tokens(written, how == "like", variables), "any")
        return patterns.matches(texts, value, parts, value_of, how == "caseless")
    if family == "arn":
        parts = patterns.arn(written, variables)
        if parts is None:
            return None
        return z3.And(texts.is_in(value, patterns.SIX_FIELDS), patterns.matches(texts, value, parts, value_of))
    if family == "bool":
        if variables and "${" in written:
            raise NotAsked("a variable that is to be true or false")
        return value == (written.lower() == "true") if written.lower() in ("true", "false") else None
    if family == "address":
        other = network(written)
        return None if other is None else value.is_in(other)
    other = number(written) if family == "numeric" else date(written)
    return None if other is None else ORDERS[how](value, z3.Q(other.numerator, other.denominator))
