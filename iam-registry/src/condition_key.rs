//! Condition keys and the types of their values.

use crate::name_index::LazyIndex;
use crate::service::service;
use crate::table::find;
use iam_language::pattern::matches_ignoring_case;
use std::fmt;
use std::sync::OnceLock;

/// A condition key, maybe with placeholders: `aws:RequestTag/${TagKey}`.
///
/// Source: [Condition keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ConditionKey {
    name: &'static str,
    value_type: &'static str,
    is_unbound: bool,
}

impl ConditionKey {
    /// `columns` hold its type and, where no action carries it, a mark.
    pub(crate) fn new(name: &'static str, columns: &'static str) -> Self {
        let (value_type, mark) = columns.split_once('\t').unwrap_or((columns, ""));
        Self { name, value_type, is_unbound: mark == UNBOUND }
    }

    /// The key as AWS writes it, placeholders included.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The type of each of its values.
    #[must_use]
    pub fn value_type(&self) -> ValueType {
        match self.value_type.strip_prefix(ARRAY).unwrap_or(self.value_type) {
            "Bool" => ValueType::Bool,
            "Numeric" => ValueType::Numeric,
            "Date" => ValueType::Date,
            "IPAddress" => ValueType::IpAddress,
            "ARN" => ValueType::Arn,
            "Binary" => ValueType::Binary,
            _ => ValueType::String,
        }
    }

    /// Whether a request may carry several values: such a key wants `ForAllValues:` or
    /// `ForAnyValue:`.
    #[must_use]
    pub fn is_multivalued(&self) -> bool {
        self.value_type.starts_with(ARRAY)
    }

    /// Whether its service declares it and binds it to no action and to no resource type of one, as
    /// `ec2-instance-connect:remotePort`.
    ///
    /// Some requests carry such a key all the same: guides write policies with it. That an action
    /// does not list it proves nothing, so no check may conclude that a request lacks it.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_registry::condition_key;
    /// assert!(condition_key("ec2-instance-connect:remotePort").is_some_and(|key| key.is_unbound()));
    /// assert!(condition_key("s3:prefix").is_some_and(|key| !key.is_unbound()));
    /// ```
    #[must_use]
    pub fn is_unbound(&self) -> bool {
        self.is_unbound
    }

    /// Whether part of the name is for the policy to fill in.
    #[must_use]
    pub fn has_placeholder(&self) -> bool {
        self.literal_head().len() < self.name.len()
    }

    /// What stands before the first placeholder.
    #[must_use]
    pub fn literal_head(&self) -> &'static str {
        placeholder(self.name).map_or(self.name, |(head, _)| head)
    }

    /// Whether `text` is this key, ignoring ASCII case, with each placeholder filled in.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let head = self.literal_head();
        let same_head = text.get(..head.len()).is_some_and(|it| it.eq_ignore_ascii_case(head));
        if !same_head || head.len() == self.name.len() {
            return same_head && text.len() == head.len();
        }
        // Most have one placeholder, at their end.
        if placeholder(self.name).is_some_and(|(_, tail)| tail.is_empty()) {
            return text.len() > head.len();
        }
        let mut pattern = String::new();
        let mut rest = self.name;
        while let Some((head, tail)) = placeholder(rest) {
            pattern.push_str(head);
            pattern.push_str("?*");
            rest = tail;
        }
        pattern.push_str(rest);
        matches_ignoring_case(&pattern, text)
    }
}

const ARRAY: &str = "ArrayOf";

/// What the tables write behind the type of a key that no action carries.
const UNBOUND: &str = "unbound";

/// The text around the first placeholder: `${TagKey}`, `<key>`, or `tag-key` at the end.
fn placeholder(name: &'static str) -> Option<(&'static str, &'static str)> {
    for (open, close) in [("${", '}'), ("<", '>')] {
        if let Some((head, rest)) = name.split_once(open) {
            return rest.split_once(close).map(|(_, tail)| (head, tail));
        }
    }
    name.strip_suffix("/tag-key").and_then(|head| Some((name.get(..=head.len())?, "")))
}

impl fmt::Debug for ConditionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ConditionKey({}: {})", self.name, self.value_type)
    }
}

/// What the values of a condition key are, and so which operators fit.
///
/// Source: [Condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the checks have to answer for each")]
pub enum ValueType {
    /// Text.
    String,
    /// `true` or `false`.
    Bool,
    /// A whole or decimal number.
    Numeric,
    /// A moment, as ISO 8601 or seconds since 1970.
    Date,
    /// An address or a CIDR block, version 4 or 6.
    IpAddress,
    /// An ARN.
    Arn,
    /// Bytes in base 64.
    Binary,
}

/// A sorted list of keys; those with placeholders are found by a walk over them alone.
pub(crate) struct ConditionKeys {
    keys: Vec<ConditionKey>,
    index: LazyIndex,
    /// Those that stand for many, each after its literal head, and whether nothing follows the
    /// placeholder there.
    with_placeholder: OnceLock<Vec<(&'static str, bool, ConditionKey)>>,
}

impl ConditionKeys {
    pub(crate) const fn new(keys: Vec<ConditionKey>) -> Self {
        Self { keys, index: LazyIndex::new(), with_placeholder: OnceLock::new() }
    }

    pub(crate) fn all(&self) -> &[ConditionKey] {
        &self.keys
    }

    /// The key of this name, which may be one with a placeholder.
    fn named(&self, name: &str) -> Option<&ConditionKey> {
        let Some(index) = self.index.get(self.keys.iter().map(ConditionKey::name)) else {
            return find(&self.keys, name, ConditionKey::name);
        };
        let mut keys = index.places(name).filter_map(|place| self.keys.get(place));
        keys.find(|key| key.name.eq_ignore_ascii_case(name))
    }

    pub(crate) fn find(&self, text: &str) -> Option<&ConditionKey> {
        let with_placeholder = || {
            let keys = self.keys.iter().filter(|key| key.has_placeholder());
            let is_open =
                |key: &ConditionKey| placeholder(key.name).is_some_and(|it| it.1.is_empty());
            keys.map(|key| (key.literal_head(), is_open(key), *key)).collect()
        };
        self.named(text).or_else(|| {
            let keys = self.with_placeholder.get_or_init(with_placeholder);
            let starts =
                |head: &str| text.get(..head.len()).is_some_and(|it| it.eq_ignore_ascii_case(head));
            let mut keys = keys.iter().filter(|(head, ..)| starts(head));
            let matches = |(head, is_open, key): &&(&str, bool, ConditionKey)| {
                if *is_open { text.len() > head.len() } else { key.matches(text) }
            };
            keys.find(matches).map(|(.., key)| key)
        })
    }
}

/// The global condition keys, and the service keys that requests to other services carry too.
///
/// # Examples
///
/// ```
/// use iam_registry::{ValueType, global_condition_key};
/// let key = global_condition_key("aws:principaltag/team").expect("a global key");
/// assert_eq!(key.name(), "aws:PrincipalTag/tag-key");
/// assert_eq!(key.value_type(), ValueType::String);
/// assert!(global_condition_key("aws:PrincipalTags/team").is_none());
/// ```
///
/// Source: [Global condition keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)
#[must_use]
pub fn global_condition_key(text: &str) -> Option<&'static ConditionKey> {
    globals().find(text)
}

/// The condition key that `text` is, global or of the service whose prefix it carries.
///
/// # Examples
///
/// ```
/// use iam_registry::condition_key;
/// assert!(condition_key("ec2:instancetype").is_some_and(|key| !key.is_multivalued()));
/// assert!(condition_key("aws:TagKeys").is_some_and(|key| key.is_multivalued()));
/// ```
#[must_use]
pub fn condition_key(text: &str) -> Option<&'static ConditionKey> {
    global_condition_key(text).or_else(|| {
        let (prefix, _) = text.split_once(':')?;
        service(prefix)?.condition_key(text)
    })
}

/// Whether a key holds tags that a request brings along: `aws:RequestTag/…` or `aws:TagKeys`. Only actions
/// that take tags carry it, and each of them names it itself: some types of resource have it too, whatever is
/// done to them.
///
/// # Examples
///
/// ```
/// use iam_registry::is_request_tag_key;
/// assert!(is_request_tag_key("AWS:requesttag/Team") && is_request_tag_key("aws:TagKeys"));
/// assert!(!is_request_tag_key("aws:ResourceTag/Team"));
/// ```
///
/// Source: [`aws:RequestTag`](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requesttag),
/// [`aws:TagKeys`](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-tagkeys)
#[must_use]
pub fn is_request_tag_key(key: &str) -> bool {
    const FAMILY: &str = "aws:RequestTag/";
    let head = key.get(..FAMILY.len());
    key.eq_ignore_ascii_case("aws:TagKeys")
        || head.is_some_and(|head| head.eq_ignore_ascii_case(FAMILY))
}

/// Every global condition key, sorted by name without case.
#[must_use]
pub fn global_condition_keys() -> &'static [ConditionKey] {
    globals().all()
}

fn globals() -> &'static ConditionKeys {
    static GLOBALS: OnceLock<ConditionKeys> = OnceLock::new();
    GLOBALS.get_or_init(|| {
        let lines = include_str!("../tables/global-keys.tsv").split_terminator('\n');
        let keys = lines.filter_map(|line| {
            let (name, value_type) = line.strip_prefix("key\t")?.split_once('\t')?;
            Some(ConditionKey::new(name, value_type))
        });
        ConditionKeys::new(keys.collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_stand_for_any_text_but_none() {
        for (name, text, expected) in [
            ("aws:RequestTag/${TagKey}", "AWS:requesttag/a:b/c", true),
            ("aws:RequestTag/${TagKey}", "aws:RequestTag/", false),
            ("aws:RequestTag/${TagKey}", "aws:RequestTag", false),
            ("s3:ExistingObjectTag/<key>", "s3:ExistingObjectTag/*", true),
            ("aws:ResourceTag/tag-key", "aws:ResourceTag/x", true),
            ("aws:ResourceTag/tag-key", "aws:ResourceTag/", false),
            ("c:e/${name}.value", "c:e/HOME.value", true),
            ("c:e/${name}.value", "c:e/.value", false),
            ("aws:SourceIp", "aws:sourceip", true),
            ("aws:SourceIp", "aws:SourceIpX", false),
        ] {
            assert_eq!(ConditionKey::new(name, "String").matches(text), expected, "{name} {text}");
        }
    }
}
