"""Texts of a request, and a search that asks z3 for all that is wanted of one of them at once.

z3 tells in milliseconds whether a regular expression has a text, even if it is an intersection of others and of
complements, and may take minutes for the same thing said as several memberships. So memberships stand in the
formula as plain truths; what z3 makes of them is held against the texts, those of one text in a single expression;
and what no text can be is added to the formula, until it has no solution, or one that holds.
"""

import time

import z3


class Unknown(Exception):
    """z3 gives up."""


class Texts:
    """The texts of one request, and what is asked of them."""

    def __init__(self, timeout):
        self.timeout, self.seconds = timeout, 0.0
        self.universe = {}
        # By a name of its own: a truth, the names of the texts that it is about, and what it says of them.
        self.asked = {}
        self.found = {}

    def new(self, name, universe):
        """A text of those that the regular expression has."""
        self.universe[name] = universe
        return z3.String(name)

    def is_in(self, text, regex):
        return self._truth(f"{text} in {regex.sexpr()}", [text], regex)

    def is_linked(self, texts, formula):
        """Something that is true of several texts."""
        return self._truth(formula.sexpr(), texts, formula)

    def _truth(self, name, texts, says):
        if name not in self.asked:
            self.asked[name] = (z3.Bool(name), {str(it) for it in texts}, says)
        return self.asked[name][0]

    def solve(self, formula):
        """Truths and numbers, and texts by their names, for which the formula holds; or None."""
        solver = z3.Solver()
        solver.add(formula)
        groups = self._groups()
        while self._has_solution(solver):
            model = solver.model()
            texts, refuted = {}, False
            for group in groups:
                values = ((name, model[self.asked[name][0]]) for name in group)
                literals = frozenset((name, z3.is_true(value)) for name, value in values if value is not None)
                found = self._texts_for(literals)
                if found is None:
                    core = [self.asked[name][0] == sign for name, sign in self._core(literals)]
                    solver.add(z3.Not(z3.And(*core)))
                    refuted = True
                else:
                    texts |= found
            if not refuted:
                return model, texts
        return None

    def _has_solution(self, solver):
        solver.set("timeout", self.timeout)
        start = time.perf_counter()
        found = solver.check()
        self.seconds += time.perf_counter() - start
        if found == z3.unknown:
            raise Unknown
        return found == z3.sat

    def _groups(self):
        """The names of what is asked, those together that are about the same texts."""
        groups = []
        for name, (_, texts, _) in self.asked.items():
            names, about = {name}, set(texts)
            apart = []
            for other in groups:
                if other[1] & about:
                    names |= other[0]
                    about |= other[1]
                else:
                    apart.append(other)
            groups = [*apart, (names, about)]
        return [sorted(names) for names, _ in groups]

    def _texts_for(self, literals):
        """Texts for which these truths are as they are said to be, or None."""
        if literals not in self.found:
            self.found[literals] = self._look_for(literals)
        return self.found[literals]

    def _look_for(self, literals):
        wanted, links, names = {}, [], set()
        for name, sign in sorted(literals):
            _, texts, says = self.asked[name]
            names |= texts
            if z3.is_bool(says):
                links.append(says == sign)
            else:
                (text,) = texts
                wanted.setdefault(text, []).append(says if sign else z3.Complement(says))
        solver = z3.Solver()
        for text in sorted(names):
            all_of = [self.universe[text], *wanted.get(text, [])]
            solver.add(z3.InRe(z3.String(text), all_of[0] if len(all_of) == 1 else z3.Intersect(*all_of)))
        solver.add(*links)
        if not self._has_solution(solver):
            return None
        model = solver.model()
        return {text: str(model.eval(z3.String(text), True)) for text in names}

    def _core(self, literals):
        """Some of the truths that no texts go with, none to spare."""
        core = literals
        for literal in sorted(literals):
            if self._texts_for(core - {literal}) is None:
                core = core - {literal}
        return core
