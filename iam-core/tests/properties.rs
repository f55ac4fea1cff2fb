//! What holds for any input, beside slow or foreign oracles.

use iam_core::document::{Node, Value};
use iam_core::json;
use iam_core::pattern::{matches, matches_ignoring_case, overlap};
use iam_core::policy::{
    ActionElement, ActionPattern, Comparison, ConditionBlock, ConditionKeyName, ConditionOperator,
    ConditionTest, ConditionValue, Effect, Identity, Kind, Policy, Principal, PrincipalElement,
    PrincipalGroup, PrincipalType, Purpose, Resource, ResourceElement, ResourcePattern,
    SetQualifier, Statement, Text, Trust, Version,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use regex::Regex;
use std::borrow::Cow;

// The reader beside `serde_json`.

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_text_is_read_as_serde_json_reads_it(text in text()) {
        agree_on(&text)?;
    }

    #[test]
    fn bits_of_json_are_read_as_serde_json_reads_them(text in bits_of_json()) {
        agree_on(&text)?;
    }

    #[test]
    fn mutated_json_is_read_as_serde_json_reads_it(text in mutated_json()) {
        agree_on(&text)?;
    }

    #[test]
    fn mutated_policies_are_refused_with_a_reason_or_read(
        policy in policy::<Identity>(), edits in edits(),
    ) {
        let text = edit(&policy.to_json(), &edits);
        // An error without a reason fails an assertion in there.
        if let Err(error) = Policy::<Identity>::from_json(&text) {
            prop_assert!(error.problems().count() > 0);
        }
    }
}

/// The same texts are JSON to both, and mean the same.
///
/// Two differences are meant: we read numbers that no `f64` can hold, since we keep them as
/// spelled, and one level of depth more. No text here is that deep.
fn agree_on(text: &str) -> Result<(), TestCaseError> {
    match (json::read(text), serde_json::from_str::<serde_json::Value>(text)) {
        (Ok(ours), Ok(theirs)) => prop_assert_eq!(value(&ours), Some(theirs)),
        (Ok(_), Err(error)) => {
            prop_assert!(error.to_string().contains("number out of range"), "{text:?}: {error}");
        }
        (Err(error), Ok(_)) => prop_assert!(false, "{text:?}: {error}"),
        (Err(error), Err(_)) => {
            let span = error.span();
            prop_assert!(span.start <= span.end && span.end as usize <= text.len() + 1);
            prop_assert!(text.is_char_boundary(span.start as usize), "{text:?}: {error}");
        }
    }
    Ok(())
}

/// The tree as `serde_json` has it: of repeated members the last stays.
fn value(node: &Node<'_>) -> Option<serde_json::Value> {
    Some(match &node.value {
        Value::Null => serde_json::Value::Null,
        Value::Bool(value) => (*value).into(),
        Value::Number(text) => serde_json::Value::Number(text.parse().ok()?),
        Value::String(text) => text.as_ref().into(),
        Value::Array(items) => items.iter().map(value).collect::<Option<Vec<_>>>()?.into(),
        Value::Object(members) => members
            .iter()
            .map(|member| Some((member.key.clone().into_owned(), value(&member.node)?)))
            .collect::<Option<serde_json::Map<_, _>>>()?
            .into(),
        Value::Interpolated(_) => return None,
    })
}

fn bits_of_json() -> impl Strategy<Value = String> {
    const BITS: &[&str] = &[
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\"a\":",
        "\"\"",
        "\\",
        "\\n",
        "\\u00e9",
        "\\ud83d",
        "\\ude00",
        "\\uD83D\\uDE00",
        "\\u12",
        "0",
        "-",
        "12",
        ".5",
        "e+9",
        "E",
        "1e999",
        "true",
        "fals",
        "null",
        " ",
        "\n",
        "\t",
        "\r",
        "\u{b}",
        "\u{a0}",
        "\u{feff}",
        "é",
        "\u{1f600}",
        "\0",
        "\u{7f}",
        "/",
        "//",
        "'",
    ];
    vec(select(BITS), 0..24).prop_map(|bits| bits.concat())
}

fn mutated_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        text().prop_map(Into::into),
    ];
    let value = leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(serde_json::Value::from),
            vec((text(), inner), 0..6)
                .prop_map(|members| serde_json::Map::from_iter(members).into()),
        ]
    });
    (value, any::<bool>(), edits()).prop_map(|(value, pretty, edits)| {
        let text = if pretty { format!("{value:#}") } else { value.to_string() };
        edit(&text, &edits)
    })
}

/// Where, how many characters go, and what comes in their place.
type Edit = (usize, usize, &'static str);

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    const NEW: &[&str] =
        &["", "", "\"", "\\", ",", ":", "{", "]", "0", "e", "-", "é", "\u{1}", " ", "\\u"];
    vec((any::<usize>(), 0..3_usize, select(NEW)), 0..4)
}

fn edit(text: &str, edits: &[Edit]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for &(place, removed, new) in edits {
        let start = place % (chars.len() + 1);
        let end = (start + removed).min(chars.len());
        chars.splice(start..end, new.chars());
    }
    chars.into_iter().collect()
}

// Policies there and back.

proptest! {
    #[test]
    fn an_identity_policy_survives_json(policy in policy::<Identity>()) {
        survives(&policy)?;
    }

    #[test]
    fn a_trust_policy_survives_json(policy in policy::<Trust>()) {
        survives(&policy)?;
    }

    #[test]
    fn a_resource_policy_survives_json(policy in policy::<Resource>()) {
        survives(&policy)?;
    }
}

fn survives<K: Kind>(policy: &Policy<K>) -> Result<(), TestCaseError> {
    let json = policy.to_json();
    prop_assert_eq!(policy.json_len(), json.chars().count());
    for written in [json.clone(), policy.to_json_pretty()] {
        let read = Policy::<K>::from_json(&written);
        prop_assert_eq!(read.as_ref(), Ok(policy), "{}", written);
        // Equality ignores the case of actions and keys; this does not.
        prop_assert_eq!(read.map(|read| read.to_json()), Ok(json.clone()));
        prop_assert!(serde_json::from_str::<serde_json::Value>(&written).is_ok());
    }
    Ok(())
}

/// Plain, odd and hostile texts.
fn text() -> impl Strategy<Value = String> {
    const ODD: &[char] = &[
        '"',
        '\\',
        '/',
        '\0',
        '\u{1f}',
        '\u{7f}',
        '\u{80}',
        '\n',
        '\t',
        '\u{2028}',
        '\u{feff}',
        '\u{e000}',
        '\u{fffd}',
        '\u{1f469}',
        '\u{200d}',
        '\u{301}',
        '\u{10ffff}',
        '$',
        '{',
        '}',
        '*',
        '?',
        'ß',
        'İ',
    ];
    prop_oneof![
        3 => "[a-zA-Z0-9:/*-]{0,40}",
        1 => vec(prop_oneof![any::<char>(), select(ODD)], 0..24)
            .prop_map(String::from_iter),
    ]
}

fn owned() -> impl Strategy<Value = Text> {
    text().prop_map(Cow::Owned)
}

fn policy<K: Kind>() -> impl Strategy<Value = Policy<K>> {
    let version = option::of(select(&[Version::V2008_10_17, Version::V2012_10_17][..]));
    // A policy without statements can be made, but is none to IAM and not read.
    (version, option::of(owned()), vec(statement::<K>(), 1..4)).prop_map(
        |(version, id, statements)| Policy::already_read(version, id, Cow::Owned(statements)),
    )
}

fn statement<K: Kind>() -> impl Strategy<Value = Statement> {
    let effect = select(&[Effect::Allow, Effect::Deny][..]);
    let elements = (option::of(owned()), effect, action(), conditions());
    (elements, principal_element(), resource_element()).prop_map(
        |((sid, effect, action, conditions), principal, resource)| Statement {
            purpose: Purpose::NONE,
            sid,
            effect,
            principal: K::TYPE.has_principal().then_some(principal),
            action,
            resource: K::TYPE.may_have_resource().then_some(resource),
            conditions: Cow::Owned(conditions),
        },
    )
}

fn action() -> impl Strategy<Value = ActionElement> {
    let pattern = (text(), text()).prop_map(|(prefix, name)| format!("{prefix}:{name}").parse());
    let pattern = pattern.prop_filter_map("no action pattern", Result::ok);
    let pattern = prop_oneof![9 => pattern, 1 => "[*]".prop_filter_map("", |all| all.parse().ok())];
    (any::<bool>(), vec(pattern, 0..4)).prop_map(|(not, patterns): (bool, Vec<ActionPattern>)| {
        let make = if not { ActionElement::NotAction } else { ActionElement::Action };
        make(patterns.into())
    })
}

fn resource_element() -> impl Strategy<Value = ResourceElement> {
    let pattern = prop_oneof![2 => text(), 1 => Just("*".to_owned())];
    (any::<bool>(), vec(pattern.prop_map(ResourcePattern::from), 0..4)).prop_map(
        |(not, patterns)| {
            let make = if not { ResourceElement::NotResource } else { ResourceElement::Resource };
            make(patterns.into())
        },
    )
}

fn principal_element() -> impl Strategy<Value = PrincipalElement> {
    let types = subsequence(&PrincipalType::ALL[..], 0..=PrincipalType::ALL.len());
    let groups = types.prop_flat_map(|types| {
        let group = |principal_type| {
            vec(owned(), 0..3).prop_map(move |identifiers| PrincipalGroup {
                principal_type,
                identifiers: identifiers.into(),
            })
        };
        types.into_iter().map(group).collect::<Vec<_>>()
    });
    let principal = prop_oneof![
        1 => Just(Principal::Everyone),
        3 => groups.prop_map(|groups| Principal::Listed(groups.into())),
    ];
    (any::<bool>(), principal).prop_map(|(not, principal)| {
        let make = if not { PrincipalElement::NotPrincipal } else { PrincipalElement::Principal };
        make(principal)
    })
}

fn conditions() -> impl Strategy<Value = Vec<ConditionBlock>> {
    let block = (operator(), vec(condition_test(), 0..3)).prop_map(|(operator, mut tests)| {
        tests.sort_by(|a: &ConditionTest, b| a.key.as_str().cmp(b.key.as_str()));
        tests.dedup_by(|a, b| a.key.as_str() == b.key.as_str());
        ConditionBlock { operator, tests: tests.into() }
    });
    vec(block, 0..3).prop_map(|mut blocks| {
        blocks.sort_by_key(|block| block.operator.to_string());
        blocks.dedup_by_key(|block| block.operator);
        blocks
    })
}

fn operator() -> impl Strategy<Value = ConditionOperator> {
    let qualifiers = &[SetQualifier::ForAllValues, SetQualifier::ForAnyValue][..];
    (option::of(select(qualifiers)), select(Comparison::ALL), any::<bool>()).prop_map(
        |(qualifier, comparison, if_exists)| ConditionOperator { qualifier, comparison, if_exists },
    )
}

fn condition_test() -> impl Strategy<Value = ConditionTest> {
    let number = prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        "-?(0|[1-9][0-9]{0,20})([.][0-9]{1,5})?([eE][+-]?[0-9]{1,2})?",
    ];
    let value = prop_oneof![
        4 => owned().prop_map(ConditionValue::String),
        1 => any::<bool>().prop_map(ConditionValue::Bool),
        1 => number.prop_map(|number| ConditionValue::Number(Cow::Owned(number))),
    ];
    (owned(), vec(value, 0..4)).prop_map(|(key, values)| ConditionTest {
        key: ConditionKeyName::new(key),
        values: values.into(),
    })
}

// Patterns beside a regex, and beside every short text.

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_glob_matches_what_its_regex_matches(
        pattern in "[aAbBé.\n*?]{0,8}", text in "[aAbBé.\n*?]{0,10}",
    ) {
        prop_assert_eq!(matches(&pattern, &text), regex(&pattern, false).is_match(&text));
        prop_assert_eq!(
            matches_ignoring_case(&pattern, &text),
            regex(&pattern, true).is_match(&text)
        );
    }
}

fn regex(pattern: &str, ignore_case: bool) -> Regex {
    let mut regex = String::from("(?s)^");
    for c in pattern.chars() {
        match c {
            '*' => regex.push_str(".*"),
            '?' => regex.push('.'),
            // ASCII only, which `(?i)` would not be.
            c if ignore_case && c.is_ascii_alphabetic() => {
                regex.extend(['[', c.to_ascii_lowercase(), c.to_ascii_uppercase(), ']']);
            }
            c => regex.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
        }
    }
    regex.push('$');
    Regex::new(&regex).unwrap_or_else(|error| unreachable!("{error}"))
}

/// A part of a pattern, as the oracle sees it.
#[derive(Clone, Copy, Debug)]
enum Part {
    Char(char),
    One,
    Any,
}

/// A part and one way to write it.
const PARTS: [(Part, &str); 9] = [
    (Part::Char('a'), "a"),
    (Part::Char('a'), "a"),
    (Part::Char('b'), "b"),
    (Part::Char('*'), "${*}"),
    (Part::Char('?'), "${?}"),
    (Part::One, "?"),
    (Part::Any, "*"),
    (Part::Any, "${aws:username}"),
    (Part::Any, "${Token}"),
];

/// How many parts a pattern has at most.
const MOST: usize = 3;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn two_patterns_overlap_if_a_text_matches_both(
        a in vec(select(&PARTS[..]), 0..=MOST), b in vec(select(&PARTS[..]), 0..=MOST),
    ) {
        let written = |parts: &[(Part, &str)]| parts.iter().map(|part| part.1).collect::<String>();
        let parts = |parts: &[(Part, &str)]| parts.iter().map(|part| part.0).collect::<Vec<_>>();
        let (first, second) = (parts(&a), parts(&b));
        // If any text matches both then so does one with no character that neither asks for.
        let met = short_texts(2 * MOST).any(|text| meets(&first, &text) && meets(&second, &text));
        prop_assert_eq!(overlap(&written(&a), &written(&b)), met, "{} {}", written(&a), written(&b));
    }
}

/// Whether `text` matches, by trying every length for each star.
fn meets(parts: &[Part], text: &[char]) -> bool {
    match (parts, text) {
        ([], []) => true,
        ([Part::Any, rest @ ..], text) => {
            (0..=text.len()).any(|taken| meets(rest, text.split_at(taken).1))
        }
        ([Part::One, rest @ ..], [_, text @ ..]) => meets(rest, text),
        ([Part::Char(wanted), rest @ ..], [c, text @ ..]) => wanted == c && meets(rest, text),
        _ => false,
    }
}

/// Every text up to that length, of the characters in [`PARTS`].
fn short_texts(longest: usize) -> impl Iterator<Item = Vec<char>> {
    const CHARS: [char; 4] = ['a', 'b', '*', '?'];
    (0..=longest).flat_map(|len| {
        let texts = CHARS.len().pow(u32::try_from(len).unwrap_or(u32::MAX));
        (0..texts).map(move |mut number| {
            let mut digit = || {
                let digit = number % CHARS.len();
                number /= CHARS.len();
                digit
            };
            (0..len).filter_map(|_| CHARS.get(digit()).copied()).collect()
        })
    })
}
