//! The one tree that JSON text and macro tokens both become.
//!
//! Nothing is lost on the way in: members keep their order and may repeat, numbers keep their
//! spelling, and every key and value knows where it was written.

use std::borrow::Cow;
use std::collections::HashSet;

/// A JSON-shaped value and the place it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a value and its place")]
pub struct Node<'t> {
    /// Where the value was written.
    pub span: ByteSpan,
    /// What was written.
    pub value: Value<'t>,
}

/// What a [`Node`] holds.
// With a tag of one word a node is moved in whole words. With a tag of a byte the moves overlap in
// the padding, and the processor waits for one before it starts the next.
#[repr(usize)]
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "JSON has these, and a macro call the last")]
pub enum Value<'t> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as spelled.
    Number(Cow<'t, str>),
    /// `" … "`, unescaped.
    String(Cow<'t, str>),
    /// `[ … ]`
    Array(Vec<Node<'t>>),
    /// `{ … }`
    Object(Vec<Member<'t>>),
    /// A Rust expression of a macro call, by its index: text that is known only at run time.
    Interpolated(usize),
}

/// One member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a name, its place and a value")]
pub struct Member<'t> {
    /// The name, unescaped.
    pub key: Cow<'t, str>,
    /// Where the name was written.
    pub key_span: ByteSpan,
    /// What it is set to.
    pub node: Node<'t>,
}

/// A byte range of JSON text: `start` up to, not including, `end`.
///
/// A tree that was read from something else numbers its places as it likes: nothing here or in the checks
/// looks into one. So the checks are compiled once, whatever they are about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(clippy::exhaustive_structs, reason = "two ends")]
pub struct ByteSpan {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl<'t> Node<'t> {
    /// The members of an object, in the order written; none if this is something else.
    #[must_use]
    pub fn members(&self) -> &[Member<'t>] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    /// The first member called `key`.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<&Member<'t>> {
        self.members().iter().find(|member| member.key == key)
    }

    /// The items of an array, or this node alone: IAM lets a list of one be written bare.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::Array(items) => items,
            _ => std::slice::from_ref(self),
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// What JSON calls this value, with an article: `a string`.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) | Value::Interpolated(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }
}

impl<'t> Node<'t> {
    /// The members whose name an earlier member of the same object has.
    ///
    /// Linear in the number of members, and free of allocation for small objects.
    #[must_use]
    pub fn repeated_members(&self) -> Vec<&Member<'t>> {
        const FEW: usize = 16;
        let members = self.members();
        let mut repeated = Vec::new();
        if members.len() <= FEW {
            for (index, member) in members.iter().enumerate() {
                if members.iter().take(index).any(|earlier| earlier.key == member.key) {
                    repeated.push(member);
                }
            }
        } else {
            let mut seen = HashSet::with_capacity(members.len());
            repeated.extend(members.iter().filter(|member| !seen.insert(member.key.as_ref())));
        }
        repeated
    }
}
