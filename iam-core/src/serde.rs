//! Policies in any format of serde.

use crate::from_json::why_not;
use crate::policy::{self, Kind, Policy, PolicyTemplate};
use iam_language::document::{ByteSpan, Member, Node, Value};
use iam_language::json;
use serde_core::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

impl<K: Kind> Serialize for Policy<K> {
    /// The structure of [`Policy::to_json`].
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.document.serialize(serializer)
    }
}

impl<K: Kind> Serialize for PolicyTemplate<K> {
    /// The policy with its parameters left in.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_written().serialize(serializer)
    }
}

impl<'de, K: Kind> Deserialize<'de> for Policy<K> {
    /// The same reading as [`Policy::from_json`], repeated members and all; places are lost.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let document = Document::deserialize(deserializer)?.0;
        policy::read(&document).ok_or_else(|| {
            let problems = why_not::<K>(&document).into_iter().map(|finding| {
                let statement = finding.statement.map(|index| format!("statement {}: ", index + 1));
                format!("{}{}", statement.unwrap_or_default(), finding.message)
            });
            D::Error::custom(problems.collect::<Vec<_>>().join("; "))
        })
    }
}

impl<'de, K: Kind> Deserialize<'de> for PolicyTemplate<K> {
    /// Takes every `${Name}` for a parameter.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Policy::deserialize(deserializer).map(Self::new)
    }
}

struct Document(Node<'static>);

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(DocumentVisitor)
            .map(|value| Self(Node { span: ByteSpan::default(), value }))
    }
}

struct DocumentVisitor;

impl<'de> Visitor<'de> for DocumentVisitor {
    type Value = Value<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an IAM policy")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Value::Number(Cow::Owned(value.to_string())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Value::Number(Cow::Owned(value.to_string())))
    }

    fn visit_f64<E: serde_core::de::Error>(self, value: f64) -> Result<Self::Value, E> {
        let text = value.to_string();
        // JSON has no infinities, so neither have policies.
        json::read(&text).map_err(|_| E::custom("a number must be finite"))?;
        Ok(Value::Number(Cow::Owned(text)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Value::String(Cow::Owned(value.to_owned())))
    }

    fn visit_string<E>(self, value: String) -> Result<Self::Value, E> {
        Ok(Value::String(Cow::Owned(value)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut nodes = Vec::new();
        while let Some(Document(node)) = items.next_element()? {
            nodes.push(node);
        }
        Ok(Value::Array(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some((key, Document(node))) = entries.next_entry::<String, _>()? {
            members.push(Member { key: Cow::Owned(key), key_span: ByteSpan::default(), node });
        }
        Ok(Value::Object(members))
    }
}
