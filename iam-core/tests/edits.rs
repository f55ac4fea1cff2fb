//! Fixes of any document, beside a slow oracle.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use iam_core::document::{ByteSpan, Node, Value};
use iam_core::finding::{Edit, Fix};
use iam_core::json;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::{HashMap, HashSet};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// The result is JSON, and but for the edits each bracket, name and value is byte for byte what it was.
    #[test]
    fn only_what_is_edited_changes(text in laid_out(), edits in vec((any::<Index>(), 0..3_u8), 1..8)) {
        let document = json::read(&text).unwrap();
        let mut places = Vec::new();
        places_of(&document, &mut places);
        let fixes: Vec<_> = edits.iter().map(|(index, kind)| {
            let at = *index.get(&places);
            match kind {
                0 => Fix::remove(at, "it"),
                1 => Fix::replace(at, "x \"\\\u{1}é"),
                _ => Fix::insert(at, "x \"", "y"),
            }
        }).collect();
        let apply = |count: usize| {
            json::apply(&text, &document, fixes.iter().take(count).map(|fix| (fix, &[][..])))
        };
        // Whether each was applied is seen from what one more changes.
        let mut taken = Vec::new();
        for (count, fix) in fixes.iter().enumerate() {
            if apply(count + 1).applied > apply(count).applied {
                taken.push(fix);
            }
        }
        let fixed = apply(fixes.len());
        let result = json::read(&fixed.text);
        prop_assert!(result.is_ok(), "{text}\n{}", fixed.text);
        let mut expected = Vec::new();
        tokens(&text, &document, &Changes::of(&taken), &mut expected);
        let mut found = Vec::new();
        tokens(&fixed.text, &result.unwrap(), &Changes::of(&[]), &mut found);
        prop_assert_eq!(&expected, &found, "{}\n{}", text, fixed.text);
        // Line ends stay of one sort.
        let lone = |text: &str| text.replace("\r\n", "").contains('\n');
        prop_assert!(lone(&text) || !lone(&fixed.text), "{:?}", fixed.text);
    }
}

#[derive(Default)]
struct Changes {
    removed: HashSet<ByteSpan>,
    replaced: HashMap<ByteSpan, String>,
    added: HashMap<ByteSpan, (String, String)>,
}

impl Changes {
    fn of(fixes: &[&Fix]) -> Self {
        let mut changes = Self::default();
        for edit in fixes.iter().flat_map(|fix| &fix.edits) {
            match edit.clone() {
                Edit::Remove { at } => _ = changes.removed.insert(at),
                Edit::Replace { at, with } => _ = changes.replaced.insert(at, quoted(&with)),
                Edit::Insert { into, name, with } => {
                    changes.added.insert(into, (quoted(&name), quoted(&with)));
                }
                other => panic!("{other:?} is no edit yet"),
            }
        }
        changes
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Brackets, names and values as they are written, with these changes.
fn tokens(text: &str, node: &Node<'_>, changes: &Changes, out: &mut Vec<String>) {
    let raw = |at: ByteSpan| match changes.replaced.get(&at) {
        Some(with) => with.clone(),
        None => text.get(at.start as usize..at.end as usize).unwrap().to_owned(),
    };
    match &node.value {
        Value::Array(items) => {
            out.push("[".to_owned());
            for item in items.iter().filter(|item| !changes.removed.contains(&item.span)) {
                tokens(text, item, changes, out);
            }
            out.push("]".to_owned());
        }
        Value::Object(members) => {
            out.push("{".to_owned());
            if let Some((name, with)) = changes.added.get(&node.span) {
                out.extend([name.clone(), with.clone()]);
            }
            for member in members.iter().filter(|it| !changes.removed.contains(&it.key_span)) {
                out.push(raw(member.key_span));
                tokens(text, &member.node, changes, out);
            }
            out.push("}".to_owned());
        }
        _ => out.push(raw(node.span)),
    }
}

fn places_of(node: &Node<'_>, places: &mut Vec<ByteSpan>) {
    places.push(node.span);
    match &node.value {
        Value::Array(items) => items.iter().for_each(|item| places_of(item, places)),
        Value::Object(members) => {
            for member in members {
                places.push(member.key_span);
                places_of(&member.node, places);
            }
        }
        _ => {}
    }
}

/// JSON, compact or in lines with one of the line ends.
fn laid_out() -> impl Strategy<Value = String> {
    let name = "[a-d\"\\\\é]{0,2}";
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<i64>().prop_map(Into::into),
        name.prop_map(Into::into),
    ];
    let value = leaf.prop_recursive(4, 40, 6, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(serde_json::Value::from),
            vec((name, inner), 0..6).prop_map(|members| serde_json::Map::from_iter(members).into()),
        ]
    });
    (value, 0..3_u8).prop_map(|(value, layout)| match layout {
        0 => value.to_string(),
        1 => format!("{value:#}"),
        _ => format!("{value:#}").replace('\n', "\r\n"),
    })
}
