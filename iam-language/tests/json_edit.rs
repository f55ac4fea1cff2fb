//! Edits of the tree become edits of the text that nobody would do otherwise by hand.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use iam_language::document::ByteSpan;
use iam_language::finding::{Edit, Fix};
use iam_language::json;

/// Where the `part` in `«»` stands in a text without these marks.
fn marked(text: &str) -> (String, Vec<ByteSpan>) {
    let (mut plain, mut spans, mut open) = (String::new(), Vec::new(), Vec::new());
    for c in text.chars() {
        let at = u32::try_from(plain.len()).unwrap();
        match c {
            '«' => {
                open.push(spans.len());
                spans.push(ByteSpan { start: at, end: at });
            }
            '»' => spans[open.pop().unwrap()].end = at,
            _ => plain.push(c),
        }
    }
    (plain, spans)
}

/// The text after one fix for each marked place, and how many were applied.
#[track_caller]
fn each(text: &str, fix: impl Fn(ByteSpan) -> Fix) -> (String, usize) {
    let (text, spans) = marked(text);
    let document = json::read(&text).unwrap();
    let all: Vec<_> = spans.into_iter().map(fix).collect();
    let fixed = json::apply(&text, &document, all.iter().map(|fix| (fix, &[][..])));
    json::read(&fixed.text).unwrap();
    (fixed.text, fixed.applied)
}

#[track_caller]
fn removed(text: &str) -> String {
    each(text, |at| Fix::remove(at, "it")).0
}

#[track_caller]
fn replaced(text: &str, with: &str) -> String {
    each(text, |at| Fix::replace(at, with)).0
}

#[test]
fn an_item_goes_with_one_comma() {
    assert_eq!(removed(r#"[«"a"», "b", "c"]"#), r#"["b", "c"]"#);
    assert_eq!(removed(r#"["a", «"b"», "c"]"#), r#"["a", "c"]"#);
    assert_eq!(removed(r#"["a", "b", «"c"»]"#), r#"["a", "b"]"#);
    assert_eq!(removed(r#"[«"a"»,"b",«"c"»]"#), r#"["b"]"#);
    assert_eq!(removed(r#"[ «"a"» , «"b"» , "c" ]"#), r#"[ "c" ]"#);
    assert_eq!(removed(r#"[ "a" , «"b"» , «"c"» ]"#), r#"[ "a" ]"#);
}

#[test]
fn lines_go_whole_and_keep_their_ends_and_indentation() {
    let lines = "[\n    «\"a\"»,\n    \"b\",\n    «{\n        \"c\": 1\n    }»,\n    \"d\"\n]\n";
    assert_eq!(removed(lines), "[\n    \"b\",\n    \"d\"\n]\n");
    assert_eq!(
        removed("[\r\n\t\"a\",\r\n\t«\"b\"»,\r\n\t«\"c\"»\r\n]\r\n"),
        "[\r\n\t\"a\"\r\n]\r\n"
    );
    // Several on a line: the line stays.
    assert_eq!(removed("[\"a\",\n  «\"b\"», \"c\"]"), "[\"a\",\n  \"c\"]");
    assert_eq!(removed("[\"a\", «\"b\"»,\n  \"c\"]"), "[\"a\",\n  \"c\"]");
}

#[test]
fn a_member_goes_with_its_value() {
    assert_eq!(removed(r#"{ «"a"»: [1, 2], "b": 2 }"#), r#"{ "b": 2 }"#);
    assert_eq!(removed(r#"{"a": 1, «"b"»: {"c": {}}}"#), r#"{"a": 1}"#);
    assert_eq!(
        removed("{\n  \"a\": 1,\n  «\"b\"»: 2,\n  \"c\": 3\n}"),
        "{\n  \"a\": 1,\n  \"c\": 3\n}"
    );
}

#[test]
fn nothing_is_left_empty() {
    for text in [r#"[«"a"»]"#, r#"{ «"a"»: 1 }"#, r#"{ "a": [«"a"»] }"#] {
        assert_eq!(each(text, |at| Fix::remove(at, "it")), (marked(text).0, 0));
    }
    // Of two that would leave nothing, the second stays.
    assert_eq!(each(r#"[«"a"», «"b"»]"#, |at| Fix::remove(at, "it")), (r#"["b"]"#.into(), 1));
}

#[test]
fn what_is_no_item_is_not_removed() {
    for text in [r#"{ "a": «"b"» }"#, r#"«{ "a": 1 }»"#] {
        assert_eq!(each(text, |at| Fix::remove(at, "it")).1, 0, "{text}");
    }
}

#[test]
fn strings_are_escaped_and_numbers_become_strings() {
    assert_eq!(replaced(r#"{ "a": «"\u00e9\n"» }"#, "é\"\\\n"), r#"{ "a": "é\"\\\n" }"#);
    assert_eq!(replaced(r"[«1e3», «true», «null»]", "x"), r#"["x", "x", "x"]"#);
    assert_eq!(replaced(r#"{ «"a\tb"»: [] }"#, "c"), r#"{ "c": [] }"#);
    // A list is no string.
    assert_eq!(replaced(r#"{ "a": «[1]», "b": «{}» }"#, "c"), r#"{ "a": [1], "b": {} }"#);
}

#[test]
fn no_object_gets_a_name_twice() {
    let taken = r#"{ "Null": 1, «"NullIfExists"»: 2 }"#;
    assert_eq!(replaced(taken, "null"), marked(taken).0);
    let two = r#"{ «"nul"»: 1, «"nulll"»: 2 }"#;
    assert_eq!(replaced(two, "Null"), r#"{ "Null": 1, "nulll": 2 }"#);
    assert_eq!(replaced(r#"{ «"effect"»: 1 }"#, "Effect"), r#"{ "Effect": 1 }"#);
    assert_eq!(
        replaced(r#"{ «"effect"»: 1, "EFFECT": 2 }"#, "Effect").matches("Effect").count(),
        0
    );
}

#[test]
fn a_member_is_added_as_the_others_are_laid_out() {
    let added = |text: &str| each(text, |into| Fix::insert(into, "v", "w")).0;
    assert_eq!(added(r#"«{"a":1}»"#), r#"{"v":"w","a":1}"#);
    assert_eq!(added(r#"«{"a": 1}»"#), r#"{"v": "w", "a": 1}"#);
    assert_eq!(added(r#"«{ "a": 1, "b": 2 }»"#), r#"{ "v": "w", "a": 1, "b": 2 }"#);
    assert_eq!(added("«{\r\n\t\"a\" : 1\r\n}»"), "{\r\n\t\"v\" : \"w\",\r\n\t\"a\" : 1\r\n}");
    assert_eq!(added("[«{}», «{ }»]"), r#"[{"v": "w"}, {"v": "w" }]"#);
    assert_eq!(added(r#"«{ "V": 1 }»"#), r#"{ "V": 1 }"#);
    // Beside a first member that goes.
    let (text, spans) = marked(r#"«{ «"a"»: 1, "b": 2 }»"#);
    let document = json::read(&text).unwrap();
    let both = [Fix::insert(spans[0], "v", "w"), Fix::remove(spans[1], "a")];
    let fixed = json::apply(&text, &document, both.iter().map(|fix| (fix, &[][..])));
    assert_eq!((fixed.text.as_str(), fixed.applied), (r#"{ "v": "w", "b": 2 }"#, 2));
}

#[test]
fn the_first_of_two_that_meet_wins() {
    let (text, spans) = marked(r#"[«{ "a": «"b"» }», 2]"#);
    let document = json::read(&text).unwrap();
    let [item, inner] = spans[..] else { panic!("two places") };
    let (remove, replace) = (Fix::remove(item, "it"), Fix::replace(inner, "c"));
    let both =
        |first, second| json::apply(&text, &document, [(first, &[][..]), (second, &[][..])]).text;
    assert_eq!(both(&remove, &replace), "[2]");
    assert_eq!(both(&replace, &remove), r#"[{ "a": "c" }, 2]"#);
    // All of a fix, or nothing.
    let two = replace.clone().and([Edit::Remove { at: item }]);
    assert_eq!(json::edits(&text, &document, &two), None);
}

#[test]
fn what_a_fix_relies_on_stays() {
    let (text, spans) = marked(r#"[«"s3:*"», «"s3:Get*"»]"#);
    let document = json::read(&text).unwrap();
    let [every, get] = spans[..] else { panic!("two places") };
    let (redundant, other) = (Fix::remove(get, "s3:Get*"), Fix::replace(every, "ec2:*"));
    let relies_on = [every];
    let both = json::apply(&text, &document, [(&redundant, &relies_on[..]), (&other, &[])]);
    assert_eq!((both.text.as_str(), both.applied), (r#"["s3:*"]"#, 1));
    let both = json::apply(&text, &document, [(&other, &[][..]), (&redundant, &relies_on)]);
    assert_eq!((both.text.as_str(), both.applied), (r#"["ec2:*", "s3:Get*"]"#, 1));
}

#[test]
fn places_that_are_not_there_change_nothing() {
    let text = r#"{ "a": ["b", "é"] }"#;
    let document = json::read(text).unwrap();
    for start in 0..24 {
        for end in [0, start, start + 1, start + 2, u32::MAX] {
            let at = ByteSpan { start, end };
            for fix in [Fix::remove(at, "it"), Fix::replace(at, "it"), Fix::insert(at, "n", "w")] {
                let fixed = json::apply(text, &document, [(&fix, &[at][..])]);
                json::read(&fixed.text).unwrap();
                assert!(fixed.applied > 0 || fixed.text == text, "{at:?} {fix:?}");
            }
        }
    }
}

#[test]
fn a_hundred_thousand_fixes_take_little_time() {
    let items = vec!["\"a\""; 100_000].join(",");
    let text = format!("[\"b\",{items}]");
    let document = json::read(&text).unwrap();
    let places: Vec<_> = document.items().iter().map(|item| item.span).collect();
    let all: Vec<_> = places[1..].iter().map(|at| Fix::remove(*at, "a")).collect();
    let start = std::time::Instant::now();
    let fixed = json::apply(&text, &document, all.iter().map(|fix| (fix, &places[..1])));
    assert_eq!((fixed.text.as_str(), fixed.applied), ("[\"b\"]", 100_000));
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

#[test]
fn in_an_object_of_odd_size_no_name_changes() {
    let members: Vec<_> = (0..1_000).map(|number| format!("\"k{number}\": 1")).collect();
    let text = format!("{{ «\"a\"»: 1, {} }}", members.join(", "));
    assert_eq!(replaced(&text, "b"), marked(&text).0);
}
