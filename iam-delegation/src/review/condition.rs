//! Conditions in words.

use super::phrase::Phrase;
use super::subject::Subject;
use iam_core::policy::{
    Comparison, ConditionBlock, ConditionOperator, ConditionTest, ConditionValue, SetQualifier,
};

/// One key of a condition: all of a statement's have to hold.
#[derive(Clone, Debug)]
pub(crate) struct ConditionView {
    /// When it holds.
    pub(crate) words: Phrase,
    /// As the policy spells it.
    pub(crate) operator: String,
    /// As the policy spells it.
    pub(crate) key: String,
}

impl ConditionView {
    pub(super) fn all_of(blocks: &[ConditionBlock]) -> Vec<Self> {
        let tests = blocks.iter().flat_map(|block| {
            block.tests.iter().map(move |test| Self {
                words: words(block.operator, test),
                operator: block.operator.to_string(),
                key: test.key.to_string(),
            })
        });
        tests.collect()
    }
}

/// When the test holds, as a clause: `the tag Vendor of the resource is Clumio`.
fn words(operator: ConditionOperator, test: &ConditionTest) -> Phrase {
    let subject = Subject::of(test.key.as_str());
    let values: Vec<_> = test.values.iter().map(ConditionValue::as_str).collect();
    if operator.comparison == Comparison::Null {
        return subject.phrase.and(null(&values));
    }
    let whose = match (operator.qualifier, subject.is_plural) {
        (None, _) => "",
        (Some(SetQualifier::ForAnyValue), true) => "at least one of ",
        (Some(SetQualifier::ForAnyValue), false) => "at least one value of ",
        (Some(SetQualifier::ForAllValues), true) => "each of ",
        (Some(SetQualifier::ForAllValues), false) => "each value of ",
    };
    let clause = if whose.is_empty() { Phrase::default() } else { Phrase::words(whose) };
    let clause = compared(clause.phrase(subject.phrase), operator.comparison, &values);
    match (operator.passes_without_key(), operator.qualifier) {
        (false, _) => clause,
        (true, Some(SetQualifier::ForAllValues)) => clause.and(", or there is none"),
        (true, _) => clause.and(", or is missing"),
    }
}

/// Whether the key is to be missing: `true`, `false`, or either.
fn null(values: &[&str]) -> &'static str {
    let wants = |wanted: &str| values.iter().any(|value| value.eq_ignore_ascii_case(wanted));
    match (wants("true"), wants("false")) {
        (true, true) => " is there or missing",
        (true, false) => " is missing",
        (false, true) => " is there, whatever its value",
        (false, false) => " is neither there nor missing: this never holds",
    }
}

fn compared(subject: Phrase, comparison: Comparison, values: &[&str]) -> Phrase {
    let is_negated = comparison.is_negated();
    if comparison == Comparison::StringLike && values.contains(&"*") {
        return subject.and(" has a value, whatever it is");
    }
    let has_wildcards = values.iter().any(|value| value.contains(['*', '?']));
    let verb = match comparison {
        Comparison::StringLike | Comparison::StringNotLike if has_wildcards => " matches ",
        Comparison::ArnEquals
        | Comparison::ArnLike
        | Comparison::ArnNotEquals
        | Comparison::ArnNotLike => " matches the ARN ",
        Comparison::NumericLessThan => " is less than ",
        Comparison::NumericLessThanEquals => " is at most ",
        Comparison::NumericGreaterThan => " is more than ",
        Comparison::NumericGreaterThanEquals => " is at least ",
        Comparison::DateLessThan => " is before ",
        Comparison::DateLessThanEquals => " is at or before ",
        Comparison::DateGreaterThan => " is after ",
        Comparison::DateGreaterThanEquals => " is at or after ",
        Comparison::DateEquals | Comparison::DateNotEquals => " is at ",
        Comparison::IpAddress | Comparison::NotIpAddress => " is in ",
        Comparison::BinaryEquals => " is, in base 64, ",
        _ => " is ",
    };
    let negated_verb = match verb {
        " matches " => " does not match ",
        " matches the ARN " => " does not match the ARN ",
        " is in " => " is not in ",
        " is at " => " is not at ",
        _ => " is not ",
    };
    let clause = match (is_negated, values) {
        (false, []) => subject.and(" is one of no values: this never holds"),
        (true, []) => subject.and(" is anything"),
        (false, _) => subject.and(verb).codes(values, ", ", " or "),
        (true, [_]) => subject.and(negated_verb).codes(values, "", ""),
        (true, [_, _]) => subject.and(verb).and("neither ").codes(values, "", " nor "),
        (true, _) => subject.and(verb).and("none of ").codes(values, ", ", " and "),
    };
    let ignores_case = matches!(
        comparison,
        Comparison::StringEqualsIgnoreCase | Comparison::StringNotEqualsIgnoreCase
    );
    if ignores_case { clause.and(", in whatever letter case") } else { clause }
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::policy::Policy;
    use iam_evaluate::{Decision, Evaluator, Policies, Request};

    fn said(operator: &str, key: &str, values: &str) -> String {
        let policy = policy(operator, key, values);
        let views = ConditionView::all_of(&policy.statements()[0].conditions);
        views.iter().map(|view| view.words.to_string()).collect::<Vec<_>>().join("; ")
    }

    fn policy(operator: &str, key: &str, values: &str) -> Policy {
        let json = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{"{operator}":{{"{key}":{values}}}}}}}]}}"#
        );
        Policy::from_json(&json).unwrap()
    }

    #[test]
    fn each_comparison_has_its_words() {
        let key = "s3:prefix";
        for (operator, values, words) in [
            ("StringEquals", r#""a""#, "`s3:prefix` is `a`"),
            ("StringEquals", r#"["a","b","c"]"#, "`s3:prefix` is `a`, `b` or `c`"),
            ("StringEquals", "[]", "`s3:prefix` is one of no values: this never holds"),
            ("StringNotEquals", r#""a""#, "`s3:prefix` is not `a`, or is missing"),
            (
                "StringNotEquals",
                r#"["a","b"]"#,
                "`s3:prefix` is neither `a` nor `b`, or is missing",
            ),
            ("StringNotEquals", "[]", "`s3:prefix` is anything, or is missing"),
            ("StringNotLike", r#""a*""#, "`s3:prefix` does not match `a*`, or is missing"),
            (
                "StringNotLike",
                r#"["a*","b","c"]"#,
                "`s3:prefix` matches none of `a*`, `b` and `c`, or is missing",
            ),
            ("StringEqualsIgnoreCase", r#""a""#, "`s3:prefix` is `a`, in whatever letter case"),
            (
                "StringNotEqualsIgnoreCase",
                r#""a""#,
                "`s3:prefix` is not `a`, in whatever letter case, or is missing",
            ),
            ("StringLike", r#""a*""#, "`s3:prefix` matches `a*`"),
            ("StringLike", r#""a""#, "`s3:prefix` is `a`"),
            ("StringLike", r#"["a","*"]"#, "`s3:prefix` has a value, whatever it is"),
            ("StringNotLike", r#""a""#, "`s3:prefix` is not `a`, or is missing"),
            ("NumericEquals", "10", "`s3:prefix` is `10`"),
            ("NumericNotEquals", "10", "`s3:prefix` is not `10`, or is missing"),
            ("NumericLessThan", r#""10""#, "`s3:prefix` is less than `10`"),
            ("NumericLessThanEquals", r#""10""#, "`s3:prefix` is at most `10`"),
            ("NumericGreaterThan", r#""10""#, "`s3:prefix` is more than `10`"),
            ("NumericGreaterThanEquals", r#""10""#, "`s3:prefix` is at least `10`"),
            ("DateEquals", r#""2026-01-01T00:00:00Z""#, "`s3:prefix` is at `2026-01-01T00:00:00Z`"),
            (
                "DateNotEquals",
                r#""2026-01-01T00:00:00Z""#,
                "`s3:prefix` is not at `2026-01-01T00:00:00Z`, or is missing",
            ),
            ("DateLessThan", r#""2026""#, "`s3:prefix` is before `2026`"),
            ("DateLessThanEquals", r#""2026""#, "`s3:prefix` is at or before `2026`"),
            ("DateGreaterThan", r#""2026""#, "`s3:prefix` is after `2026`"),
            ("DateGreaterThanEquals", r#""2026""#, "`s3:prefix` is at or after `2026`"),
            ("Bool", "true", "`s3:prefix` is `true`"),
            ("BinaryEquals", r#""QQ==""#, "`s3:prefix` is, in base 64, `QQ==`"),
            ("IpAddress", r#""10.0.0.0/8""#, "`s3:prefix` is in `10.0.0.0/8`"),
            (
                "NotIpAddress",
                r#"["10.0.0.0/8","::1"]"#,
                "`s3:prefix` is in neither `10.0.0.0/8` nor `::1`, or is missing",
            ),
            ("ArnEquals", r#""arn:*""#, "`s3:prefix` matches the ARN `arn:*`"),
            ("ArnLike", r#""arn:*""#, "`s3:prefix` matches the ARN `arn:*`"),
            (
                "ArnNotEquals",
                r#""arn:*""#,
                "`s3:prefix` does not match the ARN `arn:*`, or is missing",
            ),
            (
                "ArnNotLike",
                r#"["a","b"]"#,
                "`s3:prefix` matches the ARN neither `a` nor `b`, or is missing",
            ),
            ("Null", r#""true""#, "`s3:prefix` is missing"),
            ("Null", "false", "`s3:prefix` is there, whatever its value"),
            ("Null", r#"["true","false"]"#, "`s3:prefix` is there or missing"),
        ] {
            assert_eq!(said(operator, key, values), words, "{operator}");
        }
    }

    #[test]
    fn qualifiers_speak_of_the_values() {
        let any = said("ForAnyValue:StringLike", "aws:TagKeys", r#"["a*","b"]"#);
        assert_eq!(any, "at least one of the tag keys of the request matches `a*` or `b`");
        let all = said("ForAllValues:StringEquals", "dynamodb:Attributes", r#""id""#);
        assert_eq!(all, "each value of `dynamodb:Attributes` is `id`, or there is none");
        let one = said("StringEqualsIfExists", "aws:ResourceTag/Vendor", r#""V""#);
        assert_eq!(one, "the tag `Vendor` of the resource is `V`, or is missing");
        let none = said("ForAnyValue:StringNotEquals", "aws:TagKeys", r#""a""#);
        assert_eq!(none, "at least one of the tag keys of the request is not `a`");
    }

    /// What is said of requests without the key is what the evaluator does with them.
    #[test]
    fn words_about_missing_keys_agree_with_the_evaluator() {
        let request = Request::new(
            "arn:aws:iam::111122223333:role/r",
            "s3:ListBucket",
            "arn:aws:s3:::bucket",
        )
        .unwrap();
        for comparison in Comparison::ALL {
            for qualifier in ["", "ForAnyValue:", "ForAllValues:"] {
                for if_exists in ["", "IfExists"] {
                    let name = comparison.as_str();
                    if *comparison == Comparison::Null && (qualifier, if_exists) != ("", "") {
                        continue;
                    }
                    let operator = format!("{qualifier}{name}{if_exists}");
                    let value = r#""true""#;
                    let policy = policy(&operator, "s3:prefix", value);
                    let evaluator = Evaluator::new(&Policies::new().identity(&policy));
                    let holds = evaluator.decide(&request) == Decision::Allow;
                    let words = said(&operator, "s3:prefix", value);
                    let says = words.contains("missing") || words.contains("there is none");
                    assert_eq!(says, holds, "{operator}: {words}");
                }
            }
        }
    }
}
