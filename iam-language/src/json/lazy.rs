//! JSON text of which only what is asked for becomes a tree.

use super::read::{MAX_DEPTH, Reader, skim};
use super::syntax_error::SyntaxError;
use crate::document::{ByteSpan, Node};
use std::borrow::Cow;

/// A value in a text that is JSON, without a tree of it.
///
/// For texts that are large and hold little of interest: each look goes through the text again, and nothing but
/// what [`node`](Self::node) gives takes memory.
///
/// # Examples
///
/// ```
/// use iam_language::json::Lazy;
/// let plan = Lazy::new(r#"{"filler": [[1], [2]], "changes": [{"type": "a"}, {"type": "b"}]}"#)?;
/// let changes = plan.member("changes").ok_or("changes")?;
/// let types: Vec<_> = changes.items().filter_map(|it| it.member("type")).map(|it| it.node()).collect();
/// let [Ok(first), Ok(second)] = types.as_slice() else { panic!("two") };
/// assert_eq!((first.text(), second.text()), (Some("a"), Some("b")));
/// assert_eq!(first.span.start, 44);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Lazy<'t> {
    /// The text up to the end of the value.
    text: &'t str,
    start: u32,
}

impl<'t> Lazy<'t> {
    /// Reads the whole text, and keeps none of it.
    ///
    /// # Errors
    ///
    /// Those of [`read`](super::read).
    pub fn new(text: &'t str) -> Result<Self, SyntaxError> {
        skim(text).map(|span| Self::at(text, span))
    }

    fn at(text: &'t str, span: ByteSpan) -> Self {
        Self { text: text.get(..span.end as usize).unwrap_or_default(), start: span.start }
    }

    /// The value as a tree, whose places are those of the whole text.
    ///
    /// # Errors
    ///
    /// None: the text was read before. They are there for whoever cannot do without a tree.
    pub fn node(&self) -> Result<Node<'t>, SyntaxError> {
        self.reader().node::<true>(MAX_DEPTH)
    }

    /// The value as it is written.
    #[must_use]
    pub fn written(&self) -> &'t str {
        self.text.get(self.start as usize..).unwrap_or_default()
    }

    /// The first member called `key`, if this is an object.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<Self> {
        self.members().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The members of an object, in the order written; none if this is something else.
    pub fn members(&self) -> impl Iterator<Item = (Cow<'t, str>, Self)> + use<'t> {
        let mut cursor = self.cursor();
        let mut is_more = cursor.enter('{');
        std::iter::from_fn(move || {
            // The text is JSON: there are no errors.
            let name = is_more.then(|| cursor.reader.name().ok()).flatten()?;
            let value = cursor.value().ok()?;
            is_more = cursor.reader.goes_on();
            Some((name, value))
        })
    }

    /// The items of an array; none if this is something else.
    pub fn items(&self) -> impl Iterator<Item = Self> + use<'t> {
        let mut cursor = self.cursor();
        let mut is_more = cursor.enter('[');
        std::iter::from_fn(move || {
            let value = is_more.then(|| cursor.value().ok()).flatten()?;
            is_more = cursor.reader.goes_on();
            Some(value)
        })
    }

    /// A way through the value that goes into its parts without having been over them.
    #[must_use]
    pub fn cursor(&self) -> Cursor<'t> {
        Cursor { text: self.text, reader: self.reader() }
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.starts_with('n')
    }

    /// Whether it is a string.
    #[must_use]
    pub fn is_string(&self) -> bool {
        self.starts_with('"')
    }

    /// What a value is shows in its first character.
    fn starts_with(&self, first: char) -> bool {
        self.written().starts_with(first)
    }

    fn reader(&self) -> Reader<'t> {
        Reader::new(self.text, self.start as usize)
    }
}

/// A place in a text that is JSON, before a value.
///
/// Each step goes over the text once, however deep it leads, where looking into a [`Lazy`] goes over all that is
/// around once more.
///
/// # Examples
///
/// ```
/// use iam_language::json::{Cursor, Lazy, SyntaxError};
///
/// fn leaves<'t>(tree: &mut Cursor<'t>, found: &mut Vec<Lazy<'t>>) -> Result<(), SyntaxError> {
///     tree.each_member(&mut |name, value| match name.as_ref() {
///         "below" => value.each_item(&mut |item| leaves(item, found)),
///         // What is not gone through is left out.
///         "note" => Ok(()),
///         _ => Ok(found.push(value.value()?)),
///     })
/// }
///
/// let tree = Lazy::new(r#"{"a": 1, "below": [{"note": "-", "b": 2}, {"c": 3}]}"#)?;
/// let mut found = Vec::new();
/// leaves(&mut tree.cursor(), &mut found)?;
/// assert_eq!(found.len(), 3);
/// # Ok::<(), SyntaxError>(())
/// ```
#[derive(Debug)]
pub struct Cursor<'t> {
    text: &'t str,
    reader: Reader<'t>,
}

/// What is done with a member: its value may be gone through, or not.
type OnMember<'f, 't> = &'f mut dyn FnMut(Cow<'t, str>, &mut Cursor<'t>) -> Result<(), SyntaxError>;

/// What is done with an item.
type OnItem<'f, 't> = &'f mut dyn FnMut(&mut Cursor<'t>) -> Result<(), SyntaxError>;

impl<'t> Cursor<'t> {
    /// Past the value, which is given.
    ///
    /// # Errors
    ///
    /// None but those of `each`: the text was read before.
    pub fn value(&mut self) -> Result<Lazy<'t>, SyntaxError> {
        let node = self.reader.node::<false>(MAX_DEPTH)?;
        Ok(Lazy::at(self.text, node.span))
    }

    /// Past the value, with `each` on the members of an object.
    ///
    /// # Errors
    ///
    /// Those of `each`.
    pub fn each_member(&mut self, each: OnMember<'_, 't>) -> Result<(), SyntaxError> {
        if !self.starts_with('{') {
            return self.value().map(|_| ());
        }
        let mut is_more = self.reader.enter();
        while is_more {
            let name = self.reader.name()?;
            self.past(&mut |cursor| each(name.clone(), cursor))?;
            is_more = self.reader.goes_on();
        }
        self.reader.leave();
        Ok(())
    }

    /// Past the value, with `each` on the items of an array.
    ///
    /// # Errors
    ///
    /// Those of `each`.
    pub fn each_item(&mut self, each: OnItem<'_, 't>) -> Result<(), SyntaxError> {
        if !self.starts_with('[') {
            return self.value().map(|_| ());
        }
        let mut is_more = self.reader.enter();
        while is_more {
            self.past(each)?;
            is_more = self.reader.goes_on();
        }
        self.reader.leave();
        Ok(())
    }

    /// Past a value that `each` may have gone through.
    fn past(&mut self, each: OnItem<'_, 't>) -> Result<(), SyntaxError> {
        let before = self.reader.place();
        each(self)?;
        if self.reader.place() == before {
            self.value()?;
        }
        Ok(())
    }

    fn starts_with(&self, first: char) -> bool {
        self.text.get(self.reader.place()..).is_some_and(|text| text.starts_with(first))
    }

    /// Into a list or an object; whether it is one and has something in it.
    fn enter(&mut self, bracket: char) -> bool {
        self.starts_with(bracket) && self.reader.enter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Value;
    use crate::json::read;

    /// The same tree, put together one look at a time.
    fn gathered<'t>(lazy: &Lazy<'t>) -> Node<'t> {
        let mut node = lazy.node().expect("read before");
        match &mut node.value {
            Value::Array(items) => {
                let found: Vec<_> = lazy.items().map(|item| gathered(&item)).collect();
                assert_eq!(*items, found);
            }
            Value::Object(members) => {
                let found: Vec<_> = lazy.members().collect();
                assert_eq!(members.len(), found.len());
                for (member, (key, value)) in members.iter().zip(&found) {
                    assert_eq!(member.key, *key);
                    assert_eq!(member.node, gathered(value));
                }
            }
            _ => assert!(lazy.items().next().is_none() && lazy.members().next().is_none()),
        }
        let (mut found, mut cursor) = (Vec::new(), lazy.cursor());
        let mut keep = |part: &mut Cursor<'t>| {
            found.push(part.value()?);
            Ok(())
        };
        cursor.each_item(&mut keep).expect("JSON");
        assert_eq!(cursor.reader.place(), node.span.end as usize);
        cursor = lazy.cursor();
        cursor.each_member(&mut |_, value| keep(value)).expect("JSON");
        assert_eq!(cursor.reader.place(), node.span.end as usize);
        cursor = lazy.cursor();
        cursor.each_member(&mut |_, _| Ok(())).expect("JSON");
        assert_eq!(cursor.reader.place(), node.span.end as usize);
        let parts = match &node.value {
            Value::Array(items) => items.len(),
            Value::Object(members) => members.len(),
            _ => 0,
        };
        assert_eq!(found.len(), parts);
        node
    }

    #[test]
    fn a_look_finds_what_the_tree_has() {
        for text in [
            "1",
            " [ ] ",
            "{}",
            r#" {"a": [1, "\u00e9\"", {"b\n": null}, []], "é": {}, "a": true} "#,
            r#"[[[{"x": [{"y": "]}"}]}]], -1.5e3, "{"]"#,
        ] {
            let lazy = Lazy::new(text).expect("JSON");
            assert_eq!(gathered(&lazy), read(text).expect("JSON"), "{text}");
        }
    }

    #[test]
    fn errors_are_those_of_reading() {
        let whole = r#"{"a": ["\ud83d\ude00", -1.0, true], "b": {"c": null}}"#;
        for end in 0..whole.len() {
            let text = &whole[..end];
            assert_eq!(Lazy::new(text).err(), read(text).err(), "{text}");
        }
        for text in
            ["\u{feff}{}", "{} x", "[1,]", "{\"a\" 1}", "\"\\x\"", "\"\n\"", "01", "\"\\ud800\""]
        {
            assert_eq!(Lazy::new(text).err(), read(text).err(), "{text}");
            assert!(read(text).is_err());
        }
        let deep = "[".repeat(200);
        assert_eq!(Lazy::new(&deep).err(), read(&deep).err());
    }
}
