//! Operators that do not exist.

use crate::advice::Advice;
use crate::prelude::*;
use iam_language::document::Member;
use iam_language::policy::{Comparison, ConditionOperator, SetQualifier};
use iam_language::spelling::nearest;

declare_check! {
    /// A block of `Condition` has an operator that IAM does not know.
    ///
    /// IAM refuses the policy. An operator is one of 27 comparisons, perhaps with `ForAllValues:` or
    /// `ForAnyValue:` before it and `IfExists` behind it.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
    ///                   "Condition": { "StringEqual": { "s3:prefix": "home" } } }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "*",
    ///                   "Condition": { "StringEquals": { "s3:prefix": "home" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid condition operator".
    "invalid-condition-operator", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let Some(condition) = statement.element(Element::Condition) else { return };
    for Member { key, key_span, .. } in condition.node.members() {
        if key.parse::<ConditionOperator>().is_ok() {
            continue;
        }
        let found = ABOUT.at(*key_span, format!("`{key}` is not a condition operator"));
        let advice = report.advice(&ABOUT, key, || match meant(key) {
            Some(operator) => Advice::write(operator.to_string()),
            None => {
                "the operators start with `String`, `Numeric`, `Date`, `Bool`, `Binary`, `Ip`, `Arn` or \
                 `Null`"
                    .into()
            }
        });
        report.push(advice.give(found, |meant| Fix::respell(*key_span, key, meant)));
    }
}

/// The operator that a misspelt one was meant to be, each part by itself. Advice never adds a negation, and
/// never loses one: the policy would say the opposite.
fn meant(text: &str) -> Option<ConditionOperator> {
    let (qualifier, rest) = match text.split_once(':') {
        None => unparted(text),
        Some((word, rest)) => (Some(meant_qualifier(word)?), rest),
    };
    let (comparison, if_exists) = match without_negation(rest) {
        Some(plain) => meant_negation(rest, &plain)?,
        None => named(Comparison::ALL, |it| it.as_str().to_owned(), rest)
            .filter(|(comparison, _)| !comparison.is_negated())?,
    };
    Some(ConditionOperator { qualifier, comparison, if_exists })
}

/// The comparison of those whose name, with or without `IfExists`, is nearest to `text`.
fn named(
    comparisons: &[Comparison],
    name: impl Fn(Comparison) -> String,
    text: &str,
) -> Option<(Comparison, bool)> {
    let forms = comparisons.iter().flat_map(|&it| {
        let name = name(it);
        [(format!("{name}IfExists"), it, true), (name, it, false)]
    });
    let forms: Vec<_> = forms.collect();
    let near = nearest(text, forms.iter().map(|(form, ..)| form.as_str()))?;
    let found = forms.iter().find(|(form, ..)| form == near);
    found.map(|&(_, comparison, if_exists)| (comparison, if_exists))
}

/// The negated comparison that `text` was meant to be; `plain` is what it says without the negation.
fn meant_negation(text: &str, plain: &str) -> Option<(Comparison, bool)> {
    let all = Comparison::ALL.iter().copied().filter(|it| it.is_negated());
    let all: Vec<_> = all.collect();
    let affirmed = |it: Comparison| it.as_str().replace("Not", "");
    named(&all, affirmed, plain).or_else(|| {
        // `StringNotIgnoreCase`: what is left out is long, and one comparison only ends so.
        let wanted = text.to_ascii_lowercase().contains("ignorecase");
        wanted.then(|| {
            named(&[Comparison::StringNotEqualsIgnoreCase], |it| it.as_str().to_owned(), text)
        })?
    })
}

/// What is left of a name without its negation, in lower case; nothing if it has none.
fn without_negation(text: &str) -> Option<String> {
    const WORDS: [(&str, &str); 8] = [
        ("doesnot", ""),
        ("isnot", ""),
        ("not", ""),
        ("none", ""),
        ("non", ""),
        ("unlike", "like"),
        ("unequal", "equal"),
        ("!", ""),
    ];
    let text = text.to_ascii_lowercase();
    let (word, kept) = WORDS.into_iter().find(|(word, _)| text.contains(word))?;
    let rest = text.replacen(word, kept, 1);
    // Two negations may mean either.
    Some(if rest.contains("not") { String::new() } else { rest })
}

/// The qualifier that a misspelt one was meant to be: by its meaning first, for `Each` is spelt almost like
/// `Any`. That no value may pass is not one of IAM's.
fn meant_qualifier(word: &str) -> Option<SetQualifier> {
    let lower = word.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|it| lower.contains(it));
    let qualifiers = [SetQualifier::ForAllValues, SetQualifier::ForAnyValue];
    match (says(&["all", "each", "every"]), says(&["any", "some", "one"])) {
        _ if says(&["no"]) => None,
        (true, true) => None,
        (true, false) => Some(SetQualifier::ForAllValues),
        (false, true) => Some(SetQualifier::ForAnyValue),
        (false, false) => {
            let near = nearest(word, qualifiers.map(SetQualifier::as_str))?;
            qualifiers.into_iter().find(|qualifier| qualifier.as_str() == near)
        }
    }
}

/// A qualifier that no colon sets apart: `ForAllValuesStringEquals`.
fn unparted(text: &str) -> (Option<SetQualifier>, &str) {
    let qualifiers = [SetQualifier::ForAllValues, SetQualifier::ForAnyValue];
    let parted = qualifiers.into_iter().find_map(|qualifier| {
        let (head, rest) = text.split_at_checked(qualifier.as_str().len())?;
        let is_it = head.eq_ignore_ascii_case(qualifier.as_str());
        is_it.then(|| (Some(qualifier), rest.trim_start_matches(['.', '-', '_', ' '])))
    });
    parted.unwrap_or((None, text))
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn a_qualifier_without_its_colon_is_known() {
        for (text, wanted) in [
            ("ForAllValuesStringEquals", Some("ForAllValues:StringEquals")),
            ("foranyvalueStringLike", Some("ForAnyValue:StringLike")),
            ("ForAnyValue.StringLikeIfExist", Some("ForAnyValue:StringLikeIfExists")),
            ("ForAllValues", None),
            ("Forfeit", None),
        ] {
            assert_eq!(meant(text).map(|it| it.to_string()).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn advice_neither_adds_a_negation_nor_loses_one() {
        for (text, wanted) in [
            ("NotStringEquals", Some("StringNotEquals")),
            ("NotStringLike", Some("StringNotLike")),
            ("StringEqualsNot", Some("StringNotEquals")),
            ("StringEqualsNotIfExists", Some("StringNotEqualsIfExists")),
            ("StringDoesNotEqual", Some("StringNotEquals")),
            ("stringnotequal", Some("StringNotEquals")),
            ("IpNotAddress", Some("NotIpAddress")),
            ("StringUnlike", Some("StringNotLike")),
            ("ArnUnlike", Some("ArnNotLike")),
            ("NumericUnequal", Some("NumericNotEquals")),
            ("String!Equals", Some("StringNotEquals")),
            ("StringNotIgnoreCase", Some("StringNotEqualsIgnoreCase")),
            ("StringNotEqualIgnoreCase", Some("StringNotEqualsIgnoreCase")),
            ("NumericNotLessThan", None),
            ("NotNull", None),
            ("NotBool", None),
            ("StringNotNotEquals", None),
            ("StringNtEquals", None),
            ("StringEqual", Some("StringEquals")),
            ("StringIgnoreCase", None),
            ("NumericLessThanOrEquals", Some("NumericLessThanEquals")),
            ("ForNoneValues:StringEquals", None),
            ("ForNoValue:StringEquals", None),
            ("ForEachValue:StringEquals", Some("ForAllValues:StringEquals")),
            ("ForEveryValue:StringEquals", Some("ForAllValues:StringEquals")),
            ("ForSomeValues:StringEquals", Some("ForAnyValue:StringEquals")),
            ("ForAlValues:NotStringLike", Some("ForAllValues:StringNotLike")),
        ] {
            assert_eq!(meant(text).map(|it| it.to_string()).as_deref(), wanted, "{text}");
        }
    }

    use crate::tests::codes;

    #[test]
    fn what_an_unknown_operator_wants_is_not_known() {
        for condition in [
            r#""Not": {"StringEquals": {"aws:username": "x"}}"#,
            r#""StringMatch": {"aws:username": ["x", 1, null]}"#,
            r#""StringMatch": "x""#,
        ] {
            let members =
                format!(r#""Action": "s3:*", "Resource": "*", "Condition": {{{condition}}}"#);
            assert_eq!(codes(&members), ["invalid-condition-operator"], "{condition}");
        }
    }
}
