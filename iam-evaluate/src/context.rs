//! What a request says beside who, what and where: condition keys and their values.

use iam_core::pattern::Variable;
use std::fmt;

/// The condition keys of a request, each with its value or values.
///
/// Keys ignore ASCII case. Nothing is filled in: what is not here is missing, as it is for
/// `aws iam simulate-custom-policy`. [`Request::fill_in`](crate::Request::fill_in) adds what follows
/// from the request itself.
///
/// # Examples
///
/// ```
/// use iam_evaluate::Context;
/// let context = Context::new()
///     .with("aws:SecureTransport", true)
///     .with("aws:TagKeys", ["Team", "Stage"]);
/// assert_eq!(context.values("AWS:securetransport"), ["true"]);
/// assert!(context.values("aws:SourceIp").is_empty());
/// ```
///
/// Source: [request context](https://docs.aws.amazon.com/IAM/latest/UserGuide/intro-structure.html#intro-structure-request)
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Context {
    // INVARIANT: sorted by `lower`, each once, and each with a value.
    entries: Vec<Entry>,
}

#[derive(Clone, PartialEq, Eq)]
struct Entry {
    lower: String,
    key: String,
    value: ContextValue,
}

/// The value of a condition key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a key has one value or a list")]
pub enum ContextValue {
    /// Of a key that has one value.
    One(String),
    /// Of a key that has a set of values. A key with an empty set is as good as missing.
    Many(Vec<String>),
}

impl Context {
    /// No keys at all.
    #[must_use]
    pub const fn new() -> Self {
        Self { entries: Vec::new() }
    }

    /// The same context with a value for `key`, in place of any that it has.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<ContextValue>) -> Self {
        self.set(key, value);
        self
    }

    /// Sets the value of `key`, in place of any that it has; an empty list takes it out.
    pub fn set(&mut self, key: impl Into<String>, value: impl Into<ContextValue>) {
        let (key, value) = (key.into(), value.into());
        let lower = key.to_ascii_lowercase();
        let at = self.entries.binary_search_by(|entry| entry.lower.as_str().cmp(&lower));
        let entry = Entry { lower, key, value };
        match (at, entry.value.as_slice().is_empty()) {
            (Ok(at), true) => {
                self.entries.remove(at);
            }
            (Ok(at), false) => {
                if let Some(old) = self.entries.get_mut(at) {
                    *old = entry;
                }
            }
            (Err(_), true) => {}
            (Err(at), false) => self.entries.insert(at, entry),
        }
    }

    /// The values of `key`; none if it is missing.
    #[must_use]
    pub fn values(&self, key: &str) -> &[String] {
        self.get(&key.to_ascii_lowercase()).map_or(&[], ContextValue::as_slice)
    }

    /// The keys, as they were written, in alphabetical order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.key.as_str())
    }

    /// The keys, as they were written, in alphabetical order, with their values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &ContextValue)> {
        self.entries.iter().map(|entry| (entry.key.as_str(), &entry.value))
    }

    /// The value of a key in lower case.
    pub(crate) fn get(&self, lower: &str) -> Option<&ContextValue> {
        let at = self.entries.binary_search_by(|entry| entry.lower.as_str().cmp(lower)).ok()?;
        self.entries.get(at).map(|entry| &entry.value)
    }

    /// The value of a variable of a policy.
    ///
    /// Source: [policy variables](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html):
    /// only keys with one value can be variables; a key that is missing has none.
    pub(crate) fn value_of<'v>(&'v self, variable: &'v Variable) -> Option<&'v str> {
        match self.get(variable.key()) {
            Some(ContextValue::One(value)) => Some(value),
            Some(ContextValue::Many(_)) => None,
            None => variable.default(),
        }
    }

    /// Makes lists of one a single value, where `is_single` says so of the key.
    pub(crate) fn single_out(&mut self, is_single: impl Fn(&str) -> bool) {
        for Entry { key, value, .. } in &mut self.entries {
            if let ContextValue::Many(values) = value
                && let [only] = values.as_mut_slice()
                && is_single(key)
            {
                *value = ContextValue::One(std::mem::take(only));
            }
        }
    }

    /// Keeps the keys that `keep` wants, and gives the others.
    pub(crate) fn retain(&mut self, keep: impl Fn(&str) -> bool) -> Vec<String> {
        let (kept, others) =
            std::mem::take(&mut self.entries).into_iter().partition(|entry| keep(&entry.key));
        self.entries = kept;
        let others: Vec<Entry> = others;
        others.into_iter().map(|entry| entry.key).collect()
    }
}

impl ContextValue {
    /// The values: one, or those of the set.
    #[must_use]
    pub fn as_slice(&self) -> &[String] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.entries.iter().map(|entry| (&entry.key, &entry.value))).finish()
    }
}

impl From<&str> for ContextValue {
    fn from(value: &str) -> Self {
        Self::One(value.to_owned())
    }
}

impl From<String> for ContextValue {
    fn from(value: String) -> Self {
        Self::One(value)
    }
}

impl From<bool> for ContextValue {
    fn from(value: bool) -> Self {
        Self::One(value.to_string())
    }
}

impl From<i64> for ContextValue {
    fn from(value: i64) -> Self {
        Self::One(value.to_string())
    }
}

impl From<Vec<String>> for ContextValue {
    fn from(values: Vec<String>) -> Self {
        Self::Many(values)
    }
}

impl From<&[&str]> for ContextValue {
    fn from(values: &[&str]) -> Self {
        Self::Many(values.iter().copied().map(str::to_owned).collect())
    }
}

impl<const N: usize> From<[&str; N]> for ContextValue {
    fn from(values: [&str; N]) -> Self {
        Self::from(values.as_slice())
    }
}

impl<K: Into<String>, V: Into<ContextValue>> FromIterator<(K, V)> for Context {
    /// Of a key that comes again, the last value holds.
    fn from_iter<T: IntoIterator<Item = (K, V)>>(entries: T) -> Self {
        let entry = |(key, value): (K, V)| {
            let key = key.into();
            Entry { lower: key.to_ascii_lowercase(), key, value: value.into() }
        };
        let mut entries: Vec<_> = entries.into_iter().map(entry).collect();
        // One by one, each would move all behind it.
        entries.reverse();
        entries.sort_by(|a, b| a.lower.cmp(&b.lower));
        entries.dedup_by(|before, last| before.lower == last.lower);
        entries.retain(|entry| !entry.value.as_slice().is_empty());
        Self { entries }
    }
}

#[cfg(test)]
mod tests {
    use super::{Context, ContextValue};

    #[test]
    fn a_context_is_the_same_at_once_and_one_by_one() {
        let none = || ContextValue::Many(Vec::new());
        let entries = [
            ("b", ContextValue::from("1")),
            ("A", ContextValue::from("2")),
            ("B", ContextValue::from("3")),
            ("c", ContextValue::from("4")),
            ("C", none()),
            ("d", none()),
            ("D", ContextValue::from("5")),
        ];
        let mut one_by_one = Context::new();
        for (key, value) in entries.clone() {
            one_by_one.set(key, value);
        }
        let at_once: Context = entries.into_iter().collect();
        assert_eq!(at_once, one_by_one);
        assert_eq!(at_once.keys().collect::<Vec<_>>(), ["A", "B", "D"]);
    }
}
