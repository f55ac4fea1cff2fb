//! From an action to the statements that may speak of it, without a walk over all of them.

use crate::action_name::{ActionName, hash};
use iam_core::pattern::{has_wildcard, matches_ignoring_case};
use iam_core::policy::ActionPattern;

/// The statements of a policy by the actions they name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
    /// The services and actions, and patterns over actions, one behind the other, in lower case: policies have
    /// thousands, which would be as many allocations.
    texts: String,
    /// `s3:GetObject`, by hash.
    names: Vec<Named>,
    /// `s3:Get*`, by the hash of the service.
    globs: Vec<Named>,
    /// `*`, and patterns with wildcards in the service.
    anywhere: Vec<(Box<str>, u32)>,
    /// Statements with `NotAction`.
    exceptions: Vec<u32>,
}

#[derive(Clone, Debug)]
struct Named {
    hash: u64,
    /// Where its text begins, where its colon is, and where it ends.
    start: usize,
    colon: usize,
    end: usize,
    statement: u32,
}

impl Named {
    fn service<'t>(&self, texts: &'t str) -> &'t str {
        texts.get(self.start..self.colon).unwrap_or_default()
    }

    fn action<'t>(&self, texts: &'t str) -> &'t str {
        texts.get(self.colon + 1..self.end).unwrap_or_default()
    }
}

impl Index {
    pub(crate) fn add(&mut self, pattern: &ActionPattern, statement: u32) {
        match pattern.split() {
            Some((service, action)) if !has_wildcard(service) => {
                let start = self.texts.len();
                self.texts.push_str(pattern.as_str());
                let end = self.texts.len();
                if let Some(text) = self.texts.get_mut(start..) {
                    text.make_ascii_lowercase();
                }
                let colon = start + service.len();
                let mut named = Named { hash: 0, start, colon, end, statement };
                let is_glob = has_wildcard(action);
                let action = if is_glob { "" } else { named.action(&self.texts) };
                named.hash = hash(named.service(&self.texts), action);
                let list = if is_glob { &mut self.globs } else { &mut self.names };
                list.push(named);
            }
            _ => self.anywhere.push((pattern.as_str().into(), statement)),
        }
    }

    pub(crate) fn add_exception(&mut self, statement: u32) {
        self.exceptions.push(statement);
    }

    /// To be called after the last statement.
    pub(crate) fn finish(&mut self) {
        self.names.sort_unstable_by_key(|named| (named.hash, named.start));
        self.globs.sort_unstable_by_key(|named| (named.hash, named.start));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
            && self.globs.is_empty()
            && self.anywhere.is_empty()
            && self.exceptions.is_empty()
    }

    /// The statements whose `Action` names this service.
    pub(crate) fn about(&self, service: &str) -> impl Iterator<Item = u32> {
        let named = self.names.iter().chain(&self.globs);
        named
            .filter(move |named| named.service(&self.texts) == service)
            .map(|named| named.statement)
    }

    /// The statements whose `Action` matches, some of them perhaps twice, and those with
    /// `NotAction`, which may not match.
    pub(crate) fn candidates(&self, asked: &ActionName) -> impl Iterator<Item = u32> {
        self.named(asked).chain(self.exceptions.iter().copied())
    }

    /// The statements whose `Action` matches, some of them perhaps twice.
    pub(crate) fn named(&self, asked: &ActionName) -> impl Iterator<Item = u32> {
        let (service, action, texts) = (asked.service(), asked.action(), self.texts.as_str());
        let names = with_hash(&self.names, asked.hash())
            .iter()
            .filter(move |it| it.action(texts) == action && it.service(texts) == service);
        let globs = with_hash(&self.globs, asked.service_hash()).iter().filter(move |it| {
            it.service(texts) == service
                && (it.action(texts) == "*" || matches_ignoring_case(it.action(texts), action))
        });
        let anywhere = self.anywhere.iter().filter(move |(pattern, _)| {
            &**pattern == "*" || matches_action(pattern, service, action)
        });
        names
            .chain(globs)
            .map(|named| named.statement)
            .chain(anywhere.map(|(_, statement)| *statement))
    }
}

/// Whether a pattern of `Action` matches the action of this name, of which all is in lower case.
pub(crate) fn matches_action(pattern: &str, service: &str, action: &str) -> bool {
    match pattern.split_once(':') {
        Some((of_service, of_action)) => {
            matches_ignoring_case(of_service, service) && matches_ignoring_case(of_action, action)
        }
        None => pattern == "*",
    }
}

fn with_hash(list: &[Named], hash: u64) -> &[Named] {
    let start = list.partition_point(|named| named.hash < hash);
    let rest = list.get(start..).unwrap_or_default();
    let len = rest.iter().take_while(|named| named.hash == hash).count();
    rest.get(..len).unwrap_or_default()
}
