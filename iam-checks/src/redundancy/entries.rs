//! Entries that another entry covers.

use crate::prelude::*;
use crate::redundancy::cover::{Covered, covered};
use iam_language::arn;
use iam_language::document::ByteSpan;
use iam_language::finding::Edit;
use iam_language::pattern::cmp_ignoring_case;

declare_check! {
    /// An entry of `Action` or `NotAction` is covered by another of the same list.
    ///
    /// It changes nothing, and misleads readers into thinking that it does.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["sqs:Get*", "sqs:GetQueueUrl"], "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:Get*", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Redundant action".
    pub(crate) static REDUNDANT_ACTION: "redundant-action", Suggestion
}

declare_check! {
    /// An entry of `Resource` or `NotResource` is covered by another of the same list.
    ///
    /// It changes nothing, and misleads readers into thinking that it does.
    ///
    /// ARNs compare field by field: a `*` takes slashes, and colons in the last field only.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::web-*", "arn:aws:s3:::web-files/*"] }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::web-*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Redundant resource".
    pub(crate) static REDUNDANT_RESOURCE: "redundant-resource", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    // An element and its opposite in one statement are another finding; their lists do not mix.
    if may_repeat(&statement.actions) && !statement.mixes(Element::Action) {
        let actions = statement.actions.iter().map(|it| (it.text, it.span)).collect::<Vec<_>>();
        for it in covered(&actions, true) {
            redundant(&REDUNDANT_ACTION, &actions, &it, report);
        }
    }
    if statement.resources.len() > 1 && !statement.mixes(Element::Resource) {
        let resources = statement.resources.iter().map(|it| (it.text, it.span)).collect::<Vec<_>>();
        for it in covered(&resources, false) {
            redundant(&REDUNDANT_RESOURCE, &resources, &it, report);
        }
    }
}

/// Whether some entry has a wildcard, or two may be equal: most lists are of different names, and
/// many are sorted.
fn may_repeat(actions: &[ActionView<'_>]) -> bool {
    if actions.iter().any(ActionView::has_wildcard) {
        return actions.len() > 1;
    }
    let is_less = |a: &ActionView<'_>, b: &ActionView<'_>| {
        cmp_ignoring_case(a.text.as_bytes(), b.text.as_bytes()).is_lt()
    };
    if actions.is_sorted_by(is_less) {
        return false;
    }
    let mut hashes: Vec<u64> = actions.iter().map(|entry| entry.hash).collect();
    hashes.sort_unstable();
    hashes.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
}

fn redundant(
    about: &About,
    list: &[(&str, ByteSpan)],
    Covered { entries, by }: &Covered,
    report: &mut Report,
) {
    let mut entries = entries.iter().filter_map(|entry| list.get(*entry));
    let (Some((text, span)), Some((cover, place))) = (entries.next(), list.get(*by)) else {
        return;
    };
    // What is no ARN was compared as a whole text.
    let is_sure = about.code == REDUNDANT_ACTION.code || arn::covers(cover, text);
    let others = entries.clone().map(|(_, at)| Edit::Remove { at: *at });
    let fix = Fix::remove(*span, text).and(others).sure_if(is_sure);
    let message = if text.eq_ignore_ascii_case(cover) {
        format!("`{text}` is listed twice")
    } else {
        format!("`{text}` is covered by `{cover}`")
    };
    let related = std::iter::once(*place).chain(entries.map(|(_, span)| *span));
    report
        .push(about.at(*span, message).with_fix("remove it").mended_by(fix).with_related(related));
}
