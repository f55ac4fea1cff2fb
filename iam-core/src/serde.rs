//! Policies in any format of serde.

use crate::from_json::why_not;
use crate::policy::{
    self, ActionElement, ConditionBlock, ConditionTest, ConditionValue, Kind, Policy,
    PolicyTemplate, Principal, PrincipalElement, ResourceElement, Statement,
};
use iam_language::document::{ByteSpan, Member, Node, Value};
use iam_language::json;
use serde_core::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Error as _, Serialize, SerializeMap, Serializer};
use std::borrow::Cow;
use std::fmt;

impl<K: Kind> Serialize for Policy<K> {
    /// The structure of [`Policy::to_json`].
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(version) = self.version() {
            map.serialize_entry("Version", version.as_str())?;
        }
        if let Some(id) = self.id() {
            map.serialize_entry("Id", id)?;
        }
        map.serialize_entry("Statement", self.statements())?;
        map.end()
    }
}

impl<K: Kind> Serialize for PolicyTemplate<K> {
    /// The policy with its parameters left in.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_written().serialize(serializer)
    }
}

impl Serialize for Statement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(sid) = &self.sid {
            map.serialize_entry("Sid", sid)?;
        }
        map.serialize_entry("Effect", self.effect.as_str())?;
        if let Some(element) = &self.principal {
            let name = match element {
                PrincipalElement::Principal(_) => "Principal",
                PrincipalElement::NotPrincipal(_) => "NotPrincipal",
            };
            map.serialize_entry(name, element.principal())?;
        }
        let action = match &self.action {
            ActionElement::Action(_) => "Action",
            ActionElement::NotAction(_) => "NotAction",
        };
        let patterns = self.action.patterns();
        map.serialize_entry(
            action,
            &OneOrMany(patterns, |pattern| Scalar::Text(pattern.as_str())),
        )?;
        if let Some(element) = &self.resource {
            let resource = match element {
                ResourceElement::Resource(_) => "Resource",
                ResourceElement::NotResource(_) => "NotResource",
            };
            let patterns = element.patterns();
            map.serialize_entry(
                resource,
                &OneOrMany(patterns, |pattern| Scalar::Text(pattern.as_str())),
            )?;
        }
        if !self.conditions.is_empty() {
            map.serialize_entry("Condition", &Blocks(&self.conditions))?;
        }
        map.end()
    }
}

impl Serialize for Principal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self::Listed(groups) = self else { return serializer.serialize_str("*") };
        let mut map = serializer.serialize_map(Some(groups.len()))?;
        for group in groups.iter() {
            let identifiers = OneOrMany(&group.identifiers, |text| Scalar::Text(text));
            map.serialize_entry(group.principal_type.as_str(), &identifiers)?;
        }
        map.end()
    }
}

struct Blocks<'p>(&'p [ConditionBlock]);

impl Serialize for Blocks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for block in self.0 {
            map.serialize_entry(&block.operator.to_string(), &Tests(&block.tests))?;
        }
        map.end()
    }
}

struct Tests<'p>(&'p [ConditionTest]);

impl Serialize for Tests<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for test in self.0 {
            let values = OneOrMany(&test.values, |value| match value {
                ConditionValue::Bool(value) => Scalar::Bool(*value),
                ConditionValue::Number(text) => Scalar::Number(text),
                ConditionValue::String(text) => Scalar::Text(text),
            });
            map.serialize_entry(test.key.as_str(), &values)?;
        }
        map.end()
    }
}

/// A list of one is written as that one.
struct OneOrMany<'p, T>(&'p [T], fn(&'p T) -> Scalar<'p>);

impl<T> Serialize for OneOrMany<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            [item] => (self.1)(item).serialize(serializer),
            items => serializer.collect_seq(items.iter().map(self.1)),
        }
    }
}

enum Scalar<'p> {
    Text(&'p str),
    Bool(bool),
    Number(&'p str),
}

impl Serialize for Scalar<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(text) => {
                if let Ok(integer) = text.parse::<i64>() {
                    return serializer.serialize_i64(integer);
                }
                if let Ok(integer) = text.parse::<u64>() {
                    return serializer.serialize_u64(integer);
                }
                match text.parse::<f64>() {
                    Ok(number) if number.is_finite() => serializer.serialize_f64(number),
                    _ => Err(S::Error::custom(format!("`{text}` is beyond the numbers of serde"))),
                }
            }
        }
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
