//! JSON around policies.

use iam_core::document::{Node, Value};
use iam_core::policy::{Kind, Policy};
use serde::{Serialize, Serializer};

/// A value to be written; members keep their order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    /// A number, as spelled.
    Number(serde_json::Number),
    Text(String),
    List(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl Json {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::List(texts.into_iter().map(Self::text).collect())
    }

    pub(crate) fn object<K: Into<String>>(members: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }

    /// The policy as IAM's grammar has it.
    pub(crate) fn policy<K: Kind>(policy: &Policy<K>) -> Self {
        Self::policy_with(policy, &mut |text| Self::text(text))
    }

    /// The policy, each of whose values that is text is put through `map`.
    pub(crate) fn policy_with<K: Kind>(
        policy: &Policy<K>,
        map: &mut dyn FnMut(&str) -> Self,
    ) -> Self {
        Self::of_node(&policy.to_document(), map)
    }

    fn of_node(node: &Node<'_>, map: &mut dyn FnMut(&str) -> Self) -> Self {
        match &node.value {
            Value::Bool(bool) => Self::Bool(*bool),
            Value::Number(digits) => digits.parse().map_or_else(|_| map(digits), Self::Number),
            Value::String(text) => map(text),
            Value::Array(items) => {
                Self::List(items.iter().map(|item| Self::of_node(item, map)).collect())
            }
            Value::Object(members) => {
                let members = members.iter();
                let each = members.map(|member| {
                    (member.key.as_ref().to_owned(), Self::of_node(&member.node, map))
                });
                Self::Object(each.collect())
            }
            _ => Self::Null,
        }
    }

    /// Without white space.
    pub(crate) fn to_compact(&self) -> String {
        // Text under names that are text: there is nothing that JSON could not say.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// With one item a line.
    pub(crate) fn to_pretty(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(bool) => serializer.serialize_bool(*bool),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::policy::Policy;

    #[test]
    fn both_layouts_hold_the_same() {
        let json = Json::object([
            ("a \"b\"\n\u{1}", Json::List(vec![Json::Bool(false), Json::Object(vec![])])),
            ("c", Json::texts(["\\", "ü"])),
        ]);
        let compact = json.to_compact();
        assert_eq!(compact, r#"{"a \"b\"\n\u0001":[false,{}],"c":["\\","ü"]}"#);
        let parsed: serde_json::Value = serde_json::from_str(&compact).unwrap();
        let pretty = json.to_pretty();
        assert_eq!(serde_json::from_str::<serde_json::Value>(&pretty).unwrap(), parsed);
        assert_eq!(pretty.lines().nth(2), Some("    false,"));
    }

    #[test]
    fn policies_are_as_they_write_themselves() {
        let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":["s3:*","iam:*"],"Resource":"*","Condition":{"Bool":{"aws:SecureTransport":false},"NumericLessThan":{"aws:MultiFactorAuthAge":3600.50}}}]}"#;
        let policy: Policy = Policy::from_json(text).unwrap();
        let ours: serde_json::Value =
            serde_json::from_str(&Json::policy(&policy).to_compact()).unwrap();
        assert_eq!(ours, serde_json::from_str::<serde_json::Value>(text).unwrap());
        let shouted = Json::policy_with(&policy, &mut |text| Json::text(text.to_uppercase()));
        assert!(shouted.to_compact().contains(r#""NotAction":["S3:*","IAM:*"]"#));
    }
}
