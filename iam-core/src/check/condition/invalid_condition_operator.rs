//! Operators that do not exist.

use super::super::view::{PolicyView, StatementView};
use super::super::{Report, declare_check};
use crate::document::Member;
use crate::policy::{Comparison, ConditionOperator, SetQualifier};
use crate::spelling::nearest;

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

pub(in crate::check) fn run<S: Copy>(
    _: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    let Some(condition) = statement.element("Condition") else { return };
    for Member { key, key_span, .. } in condition.node.members() {
        if key.parse::<ConditionOperator>().is_ok() {
            continue;
        }
        let found = ABOUT.at(*key_span, format!("`{key}` is not a condition operator"));
        report.push(match meant(key) {
            Some(operator) => found.with_fix(format!("write `{operator}`")),
            None => found.with_fix("the operators start with `String`, `Numeric`, `Date`, `Bool`, `Binary`, `Ip`, `Arn` or `Null`"),
        });
    }
}

/// The operator that a misspelt one was meant to be, each part by itself.
fn meant(text: &str) -> Option<ConditionOperator> {
    let (qualifier, rest) = match text.split_once(':') {
        None => unparted(text),
        Some((word, rest)) => {
            let qualifiers = [SetQualifier::ForAllValues, SetQualifier::ForAnyValue];
            let near = nearest(word, qualifiers.map(SetQualifier::as_str))?;
            (qualifiers.into_iter().find(|qualifier| qualifier.as_str() == near), rest)
        }
    };
    let plain = Comparison::ALL.iter().map(|comparison| comparison.as_str().to_owned());
    let optional =
        Comparison::ALL.iter().map(|comparison| format!("{}IfExists", comparison.as_str()));
    let names: Vec<String> = plain.chain(optional).collect();
    let near = nearest(rest, names.iter().map(String::as_str))?;
    let (near, if_exists) = match near.strip_suffix("IfExists") {
        Some(name) => (name, true),
        None => (near, false),
    };
    let comparison = *Comparison::ALL.iter().find(|comparison| comparison.as_str() == near)?;
    Some(ConditionOperator { qualifier, comparison, if_exists })
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

    use crate::check::tests::codes;

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
