//! Calls of functions.

use super::trimmed::of_ends;
use crate::terraform::evaluate::Evaluator;
use crate::terraform::identity::has_unknown;
use crate::terraform::place::Place;
use crate::terraform::references::is_empty;
use crate::terraform::scope::Scope;
use crate::terraform::syntax::{Call, Expr};
use crate::terraform::value::{Unknown, Val};

impl Evaluator<'_> {
    /// `name(arguments)`
    pub(in crate::terraform) fn call(
        &mut self,
        call: &Call,
        place: Place,
        scope: &Scope<'_>,
    ) -> Val {
        let name = call.name.strip_prefix("core::").unwrap_or(&call.name);
        if name == "try" {
            return self.first_that_is(&call.arguments, place, scope);
        }
        if name == "lookup"
            && !call.expand
            && let Some(row) = self.row_or_default(&call.arguments, place, scope)
        {
            return row;
        }
        let mut arguments: Vec<Val> = Vec::with_capacity(call.arguments.len());
        for argument in &call.arguments {
            arguments.push(self.eval(argument, scope));
        }
        if call.expand
            && let Some(last) = arguments.pop()
        {
            arguments.extend_from_slice(last.items_or_self());
        }
        let all: usize = arguments.iter().map(|it| it.items().len() + it.entries().len()).sum();
        if let Some(unknown) = self.spend(all, place) {
            return unknown;
        }
        let value = self.of_documents(name, &arguments, place);
        let value = value.or_else(|| self.of_collections(name, &arguments, place));
        let value = value.or_else(|| self.of_strings(name, &arguments, place));
        let value = value.or_else(|| self.of_parts(name, &arguments, place));
        let value = value.or_else(|| of_ends(name, &arguments, place));
        value.unwrap_or_else(|| {
            let operands: Vec<&Val> = arguments.iter().collect();
            self.made_of(name, &operands, place)
        })
    }

    /// What was tried, which is another of these where it is not there: that only what is known tells.
    fn tried(&mut self, value: &Val, others: &[Expr], scope: &Scope<'_>) -> Val {
        if others.is_empty() || !has_unknown(value) {
            return value.clone();
        }
        let others: Vec<Val> =
            others.iter().map(|other| self.likely(|it| it.eval(other, scope)).0).collect();
        self.or_else(value, "try", &others)
    }

    /// A value that is one of these where it is not there. Where they are nothing, they say nothing.
    pub(super) fn or_else(&mut self, value: &Val, operation: &str, others: &[Val]) -> Val {
        let others: Vec<&Val> = others.iter().filter(|it| !is_empty(it)).collect();
        if others.is_empty() { value.clone() } else { self.unless(value, operation, &others) }
    }

    /// `try(…)`: the first whose members are all there.
    fn first_that_is(&mut self, arguments: &[Expr], place: Place, scope: &Scope<'_>) -> Val {
        for (at, argument) in arguments.iter().enumerate() {
            let is_last = at + 1 == arguments.len();
            let within = std::mem::replace(&mut self.is_tried, !is_last);
            let value = self.eval(argument, scope);
            self.is_tried = within;
            let missing = value.as_unknown().is_some_and(|it| &*it.what == Unknown::MISSING);
            if missing {
                continue;
            }
            let others = arguments.get(at + 1..).unwrap_or_default();
            return self.tried(&value, others, scope);
        }
        self.made_of("try", &[], place)
    }
}

/// The argument of this number, if it is a text that is known.
pub(super) fn known(arguments: &[Val], at: usize) -> Option<&str> {
    arguments.get(at).and_then(Val::as_known_text)
}
