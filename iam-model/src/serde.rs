//! The model in any format of serde.

use crate::policy_document::PolicyDocument;
use crate::principal::Principal;
use crate::statement::Statement;
use crate::tree;
use iam_language::document::{Node, Value};
use serde_core::ser::{Error as _, Serialize, Serializer};

impl Serialize for PolicyDocument {
    /// The structure of its JSON.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Tree(&self.to_document()).serialize(serializer)
    }
}

impl Serialize for Statement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Tree(&tree::statement(self)).serialize(serializer)
    }
}

impl Serialize for Principal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Tree(&tree::principal(self)).serialize(serializer)
    }
}

struct Tree<'d, 't>(&'d Node<'t>);

impl Serialize for Tree<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.value {
            Value::String(text) => serializer.serialize_str(text),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Number(text) => number(text, serializer),
            Value::Array(items) => serializer.collect_seq(items.iter().map(Tree)),
            Value::Object(members) => {
                let members = members.iter().map(|member| (&*member.key, Tree(&member.node)));
                serializer.collect_map(members)
            }
            // Not in policies.
            Value::Null | Value::Interpolated(_) => serializer.serialize_unit(),
        }
    }
}

fn number<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
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
