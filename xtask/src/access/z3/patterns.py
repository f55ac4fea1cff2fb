"""Patterns of policies as regular expressions of z3.

Sources, by their pages of the IAM user guide: `reference_policies_elements_resource.html` (wildcards stay within
a field of an ARN, unless a `*` ends it), `reference_policies_variables.html` (variables, their defaults, and
`${*}`, `${?}`, `${$}`), `reference_policies_elements_action.html` (the case of actions does not count).
"""

import functools
import re

import z3

REGEX = z3.ReSort(z3.StringSort())
ANY = z3.AllChar(REGEX)
NO_COLON = z3.Union(z3.Range("\\u{0}", "9"), z3.Range(";", "\\u{2ffff}"))
SEGMENT = z3.Union(z3.Range("\\u{0}", "."), z3.Range("0", "9"), z3.Range(";", "\\u{2ffff}"))
DIGIT = z3.Range("0", "9")
CLASSES = {"any": ANY, "no colon": NO_COLON, "segment": SEGMENT}
DIGITS = z3.Loop(DIGIT, 12, 12)
SIX_FIELDS = z3.Concat(z3.Loop(z3.Concat(z3.Star(NO_COLON), z3.Re(":")), 5, 5), z3.Star(ANY))


class NotAsked(Exception):
    """The question has something in it that is not translated."""


def text(characters):
    """A value of z3, which takes `\\u{...}` for an escape."""
    escaped = (c if " " <= c <= "~" and c != "\\" else f"\\u{{{ord(c):x}}}" for c in characters)
    return z3.StringVal("".join(escaped))


@functools.cache
def cases():
    """By lower case: the characters that it is the lower case of."""
    found = {}
    for code in range(0x30000):
        if not 0xD800 <= code <= 0xDFFF:
            found.setdefault(chr(code).lower(), []).append(chr(code))
    return found


def caseless(character):
    alike = cases().get(character.lower(), [character])
    each = [z3.Re(text(one)) for one in alike]
    return each[0] if len(each) == 1 else z3.Union(*each)


def tokens(pattern, wildcards, variables):
    """Parts of a pattern: ("text", t), ("many",), ("one",), ("variable", key, default)."""
    parts = []

    def add(kind, *rest):
        if kind == "text" and parts and parts[-1][0] == "text":
            parts[-1] = ("text", parts[-1][1] + rest[0])
        else:
            parts.append((kind, *rest))

    at = 0
    while at < len(pattern):
        found = re.match(r"\$\{([^}]*)\}", pattern[at:]) if variables else None
        if found:
            name = found[1]
            if name in ("*", "?", "$"):
                add("text", name)
            else:
                key, _, default = name.partition(",")
                default = default.strip()[1:-1] if default else None
                add("variable", key.strip().lower(), default)
            at += found.end()
            continue
        character = pattern[at]
        if variables and pattern.startswith("${", at):
            raise NotAsked("a variable without its end")
        if wildcards and character in "*?":
            add("many" if character == "*" else "one")
        else:
            add("text", character)
        at += 1
    return parts


def fields(pattern, variables):
    """The six fields of an ARN, if it has so many; colons of variables part none."""
    separator = r"(?:\$\{[^}]*\}|[^:])*" if variables else r"[^:]*"
    found = re.fullmatch(rf"({separator}):({separator}):({separator}):({separator}):({separator}):(.*)", pattern, re.S)
    return list(found.groups()) if found else None


def limited(parts, kind):
    """The parts, with what a wildcard or variable of them takes."""
    return [part if part[0] == "text" else (*part, kind) for part in parts]


def arn(pattern, variables):
    """An ARN compared field by field; None if it has not six of them."""
    split = fields(pattern, variables)
    if split is None:
        return None
    parts = []
    for place, field in enumerate(split):
        if place:
            parts.append(("text", ":"))
        parts += limited(tokens(field, True, variables), "any" if place == 5 else "no colon")
    return parts


def resource(pattern, variables):
    """The ways in which an entry of `Resource` matches: field by field, and as a whole, where a `*` that ends its
    field goes on beyond the colon."""
    if pattern.strip("*") == "" and pattern:
        return [[("many", "any")]]
    whole = []
    parts = tokens(pattern, True, variables)
    for place, part in enumerate(parts):
        after = parts[place + 1] if place + 1 < len(parts) else None
        ends = after is None or after[0] == "many" or (after[0] == "text" and after[1].startswith(":"))
        whole += limited([part], "any" if part[0] == "variable" or (part[0] == "many" and ends) else "no colon")
    by_field = arn(pattern, variables)
    return [whole] if by_field is None else [by_field, whole]


def regex(parts, fold=False):
    """Of parts without variables."""
    each = [z3.Re("")]
    for part in parts:
        if part[0] == "text":
            each += [caseless(it) for it in part[1]] if fold else [z3.Re(text(part[1]))]
        else:
            one = CLASSES[part[1]]
            each.append(z3.Star(one) if part[0] == "many" else one)
    return z3.Concat(*each) if len(each) > 1 else each[0]


def matches(texts, subject, parts, value_of, fold=False):
    """Whether the text is one that the parts match. `value_of` gives for a key and its default the ways in which a
    variable may have a value: a condition, and a text of the request or a plain one.

    Where a variable stands between two wildcards this would take a quantifier: that is not asked."""
    places = [at for at, part in enumerate(parts) if part[0] == "variable"]
    if not places:
        return texts.is_in(subject, regex(parts, fold))
    if fold:
        raise NotAsked("a variable whose case does not count")
    place = places[0]
    _, key, default, kind = parts[place]
    ways = []
    for holds, value in value_of(key, default):
        if isinstance(value, str):
            if kind == "no colon" and ":" in value:
                continue
            filled = [*parts[:place], ("text", value), *parts[place + 1 :]]
            ways.append(z3.And(holds, matches(texts, subject, filled, value_of)))
            continue
        if kind == "no colon":
            holds = z3.And(holds, texts.is_in(value, z3.Star(NO_COLON)))
        if len(places) > 1:
            raise NotAsked("two variables in one pattern")
        ways.append(z3.And(holds, linked(texts, subject, parts, place, value)))
    return z3.Or(*ways)


def linked(texts, subject, parts, place, value):
    """Whether the text is one that the parts match with the value for the variable at a place."""
    before, after = parts[:place], parts[place + 1 :]
    if all(part[0] == "text" for part in before):
        start = z3.Concat(text("".join(part[1] for part in before)), value)
        rest = z3.SubString(subject, z3.Length(start), z3.Length(subject) - z3.Length(start))
        said = z3.And(z3.PrefixOf(start, subject), z3.InRe(rest, regex(after)))
    elif all(part[0] == "text" for part in after):
        end = z3.Concat(value, text("".join(part[1] for part in after)))
        rest = z3.SubString(subject, 0, z3.Length(subject) - z3.Length(end))
        said = z3.And(z3.SuffixOf(end, subject), z3.InRe(rest, regex(before)))
    else:
        raise NotAsked("a variable between two wildcards")
    return texts.is_linked([subject, value], said)
