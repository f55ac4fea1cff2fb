//! From an action to the statements that may speak of it, without a walk over all of them.

use crate::action_name::{ActionName, hash};
use iam_core::pattern::matches_ignoring_case;
use iam_core::policy::ActionPattern;

/// The statements of a policy by the actions they name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Index {
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
    /// The service and the action, or a pattern over actions, in lower case.
    text: Box<str>,
    /// Where the colon is.
    colon: usize,
    statement: u32,
}

impl Named {
    fn service(&self) -> &str {
        self.text.get(..self.colon).unwrap_or_default()
    }

    fn action(&self) -> &str {
        self.text.get(self.colon + 1..).unwrap_or_default()
    }
}

impl Index {
    pub(crate) fn add(&mut self, pattern: &ActionPattern, statement: u32) {
        let has_wildcard = |text: &str| text.contains(['*', '?']);
        match pattern.split() {
            Some((service, action)) if !has_wildcard(service) => {
                let is_glob = has_wildcard(action);
                let mut text: Box<str> = pattern.as_str().into();
                text.make_ascii_lowercase();
                let colon = service.len();
                let mut named = Named { hash: 0, text, colon, statement };
                named.hash = hash(named.service(), if is_glob { "" } else { named.action() });
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
        self.names.sort_by_key(|named| named.hash);
        self.globs.sort_by_key(|named| named.hash);
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
        named.filter(move |named| named.service() == service).map(|named| named.statement)
    }

    /// The statements whose `Action` matches, some of them perhaps twice, and those with
    /// `NotAction`, which may not match.
    pub(crate) fn candidates(&self, asked: &ActionName) -> impl Iterator<Item = u32> {
        self.named(asked).chain(self.exceptions.iter().copied())
    }

    /// The statements whose `Action` matches, some of them perhaps twice.
    pub(crate) fn named(&self, asked: &ActionName) -> impl Iterator<Item = u32> {
        let (service, action) = (asked.service(), asked.action());
        let names = with_hash(&self.names, asked.hash())
            .iter()
            .filter(move |it| it.action() == action && it.service() == service);
        let globs = with_hash(&self.globs, asked.service_hash()).iter().filter(move |it| {
            it.service() == service
                && (it.action() == "*" || matches_ignoring_case(it.action(), action))
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
