//! The evaluators that answer.

use super::owned::Owned;
use iam_evaluate::{Evaluator, Request};
use std::collections::HashMap;

/// One evaluator for all requests, save where keys of several accounts have AWS's default policy.
pub(super) struct Evaluators<'o> {
    owned: &'o Owned,
    plain: Evaluator,
    default_key_policy: bool,
    /// By the key policy.
    of_keys: HashMap<String, Evaluator>,
}

impl<'o> Evaluators<'o> {
    pub(super) fn new(owned: &'o Owned, default_key_policy: bool) -> Self {
        Self { owned, plain: owned.evaluator(), default_key_policy, of_keys: HashMap::new() }
    }

    pub(super) fn of(&mut self, request: &Request) -> &Evaluator {
        match request.default_key_policy().filter(|_| self.default_key_policy) {
            None => &self.plain,
            Some(policy) => self
                .of_keys
                .entry(policy.to_json())
                .or_insert_with(|| self.owned.evaluator_for(request, true)),
        }
    }
}
