//! Actions that take none of the resources of their statement.

use crate::prelude::*;
use crate::usable::{address, example_arn, id, is_known, is_open, open_formats};
use crate::view::ResourceView;
use iam_language::pattern::is_literal;
use iam_registry::{Action, ActionResourceType, Status};
use std::fmt::Write as _;

declare_check! {
    /// An action takes none of the resources that its statement names, though others of its list do.
    ///
    /// The statement does not apply to it. Usually an ARN is missing: that of the objects next to that of
    /// the bucket, for instance.
    ///
    /// Actions that take no resource at all are another finding, as are statements of which no action
    /// takes any.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": "arn:aws:s3:::reports" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"], "Resource": ["arn:aws:s3:::reports", "arn:aws:s3:::reports/*"] }] }
    /// ```
    ///
    /// Source: ours; resource types of the Service Authorization Reference. parliament and
    /// iam-policy-validator have the like.
    pub(crate) static MISMATCH: "x-action-resource-mismatch", Warning
}

declare_check! {
    /// An action that is documented to take `*` only stands next to ARNs.
    ///
    /// By AWS's reference, the statement does not apply to it. Some services accept ARNs for some such
    /// actions all the same; nothing promises that they go on doing so. A pattern counts if all that it
    /// matches is documented so.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": ["sqs:ListQueues", "sqs:SendMessage"], "Resource": "arn:aws:sqs:eu-west-1:123456789012:inbox" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:123456789012:inbox" },
    ///                 { "Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*" }] }
    /// ```
    ///
    /// Source: ours; resource types of the Service Authorization Reference. parliament has the like.
    pub(crate) static NEEDS_STAR: "x-action-needs-star-resource", Suggestion
}

/// How many actions a message names.
const NAMED: usize = 3;

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let certain = statement.has(Element::Resource)
        && statement.has(Element::Action)
        && !statement.has(Element::NotAction)
        && !statement.resources.is_empty()
        && !statement.has_unknown(Element::Resource)
        && statement.resources.iter().all(is_known);
    if !certain {
        return;
    }
    let count = statement.resources.iter().map(|it| it.formats().len()).sum();
    let mut named: Vec<usize> = Vec::with_capacity(count);
    let formats = statement.resources.iter().flat_map(ResourceView::formats);
    named.extend(formats.map(|format| address(format.resource_type())));
    named.sort_unstable();
    named.dedup();
    let mut mismatched = Vec::new();
    let mut need_star = Vec::new();
    let mut some_fits = false;
    for entry in &statement.actions {
        match judge(entry, &named) {
            Use::None => mismatched.push(entry),
            Use::StarOnly => need_star.push(entry),
            Use::Some => some_fits = true,
        }
    }
    // A statement that applies to nothing is one cause, and another finding; but for one that AWS
    // only documents so.
    let applies_to_nothing = !(some_fits || mismatched.is_empty() && statement.is_judged_on_arns());
    if applies_to_nothing || (mismatched.is_empty() && need_star.is_empty()) {
        return;
    }
    let first = mismatched.first().and_then(|entry| entry.known);
    let fix = match example_arn(first.into_iter(), None, statement.partition()) {
        Some(format) => format!("add a resource like `{format}`, or remove it"),
        None => "add a resource that it takes, or remove it".to_owned(),
    };
    let takes = "no resource of this statement";
    tell(&MISMATCH, &mismatched, ("takes", "take", takes), fix, report);
    let fix = if some_fits {
        "put it into a statement with `\"Resource\": \"*\"`"
    } else {
        "write `\"Resource\": \"*\"`"
    };
    let takes = "`*` only, as AWS documents it";
    tell(&NEEDS_STAR, &need_star, ("takes", "take", takes), fix.to_owned(), report);
}

/// What an entry has of the resources of its statement.
enum Use {
    Some,
    None,
    StarOnly,
}

/// `named` holds the resource types that the statement names.
fn judge(entry: &ActionView<'_>, named: &[usize]) -> Use {
    let open = open_formats();
    let fits = |it: ActionResourceType| named.binary_search(&id(it)).is_ok() || is_open(it, open);
    let is_idle = |action: &Action| {
        action.status() == Status::Documented && !action.resource_types().any(fits)
    };
    match entry.known {
        Some(action) if !is_idle(action) => Use::Some,
        Some(action) if action.resource_types().len() == 0 => Use::StarOnly,
        Some(_) => Use::None,
        None => {
            let names_service = entry.parts.is_some_and(|(prefix, _)| is_literal(prefix));
            let documented =
                entry.service.is_some_and(|service| service.status() == Status::Documented);
            if !names_service || !documented {
                return Use::Some;
            }
            // A pattern over actions of which only some take resources is judged by those.
            let actions: Vec<_> = entry.matching().collect();
            match actions.as_slice() {
                [] => Use::Some,
                actions if !actions.iter().all(|action| is_idle(action)) => Use::Some,
                actions if actions.iter().all(|it| it.resource_types().len() == 0) => Use::StarOnly,
                _ => Use::None,
            }
        }
    }
}

fn tell(
    about: &'static About,
    entries: &[&ActionView<'_>],
    (one, many, what): (&str, &str, &str),
    fix: String,
    report: &mut Report,
) {
    let Some((first, others)) = entries.split_first() else { return };
    let mut message = format!("`{}`", first.text);
    for entry in others.iter().take(NAMED - 1) {
        let _ = write!(message, ", `{}`", entry.text);
    }
    if let Some(more @ 1..) = entries.len().checked_sub(NAMED) {
        let _ = write!(message, " and {more} more");
    }
    let _ = write!(message, " {} {what}", if others.is_empty() { one } else { many });
    let places = others.iter().map(|entry| entry.span);
    report.push(about.at(first.span, message).with_fix(fix).with_related(places));
}
