//! `assert_no_new_access!` and its siblings: tests of what one's own policies grant, by proof.

use iam_access::{Access, Answer, AnyPolicy, Grants, PublicResourceType, Verdict};
use iam_core::policy::{Kind, Policy, PolicyType};
use iam_core::visible::visible;
use iam_evaluate::ResourceBased;
use std::fmt::Write as _;

/// Asserts that the second policy allows no request that the first one does not.
///
/// For policies that are known only at run time, and for pairs that are to stay in step; a policy that is
/// written out is held to a baseline while it compiles, by `#[baseline("…")]`.
///
/// # Panics
///
/// If it does: the message tells a request. Also if that can neither be shown nor ruled out, or if the
/// policies only limit what others grant.
///
/// # Examples
///
/// ```
/// use typed_iam::{Policy, assert_no_new_access, policy};
///
/// fn read(folder: &str) -> Policy {
///     policy! {
///         Version: "2012-10-17",
///         Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: (format!("arn:aws:s3:::reports/{folder}*")) }],
///     }
/// }
/// assert_no_new_access!(read(""), read("2026/"));
/// ```
///
/// ```should_panic
/// # use typed_iam::{Policy, assert_no_new_access, policy};
/// # fn read(folder: &str) -> Policy {
/// #     policy! {
/// #         Version: "2012-10-17",
/// #         Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: (format!("arn:aws:s3:::reports/{folder}*")) }],
/// #     }
/// # }
/// assert_no_new_access!(read("2026/"), read(""));
/// ```
#[macro_export]
macro_rules! assert_no_new_access {
    ($old:expr, $new:expr $(,)?) => {
        $crate::__private::assert_no_new_access(&$old, &$new)
    };
}

/// Asserts that a policy grants none of these actions: on these resources, if there are any in the list.
///
/// The list is that of `#[never_grants(…)]`: actions with or without quotes, resources in quotes.
///
/// # Panics
///
/// If it does: the message tells a request. Also if that can neither be shown nor ruled out, or if there
/// is no such action.
///
/// # Examples
///
/// ```
/// use typed_iam::{assert_never_grants, policy};
///
/// let bucket = "reports";
/// let policy = policy! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Allow, Action: "s3:*Object", Resource: (format!("arn:aws:s3:::{bucket}/*")) }],
/// };
/// assert_never_grants!(policy, [iam:*, organizations:*]);
/// assert_never_grants!(policy, [s3:DeleteObject, "arn:aws:s3:::audit/*"]);
/// ```
///
/// ```should_panic
/// # use typed_iam::{assert_never_grants, policy};
/// # let policy = policy! {
/// #     Version: "2012-10-17",
/// #     Statement: [{ Effect: Allow, Action: "s3:*Object", Resource: "arn:aws:s3:::reports/*" }],
/// # };
/// assert_never_grants!(policy, [s3:DeleteObject]);
/// ```
#[macro_export]
macro_rules! assert_never_grants {
    ($policy:expr, [$($access:tt)*] $(,)?) => {
        $crate::__private::assert_never_grants(&$policy, $crate::__private::demanded!($($access)*))
    };
}

/// Asserts that the policy of a resource of this type lets in no strangers.
///
/// # Panics
///
/// If it does: the message tells a request of one. Also if that can neither be shown nor ruled out, or if
/// AWS does not know the type.
///
/// # Examples
///
/// ```
/// use typed_iam::{assert_not_public, resource_policy};
///
/// let account = "111122223333";
/// let policy = resource_policy! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Allow, Principal: { AWS: (account) }, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" }],
/// };
/// assert_not_public!(policy, "AWS::S3::Bucket");
/// ```
#[macro_export]
macro_rules! assert_not_public {
    ($policy:expr, $resource_type:expr $(,)?) => {
        $crate::__private::assert_not_public(&$policy, $resource_type)
    };
}

/// Asserts that two policies allow and deny the same, whatever actions AWS may have some day.
///
/// # Panics
///
/// If they do not: the message tells a request that one of them allows, if one can be made today. Also if
/// that can neither be shown nor ruled out.
///
/// # Examples
///
/// ```
/// use typed_iam::{assert_equivalent, policy};
///
/// let long = policy! {
///     Version: "2012-10-17",
///     Statement: [
///         { Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" },
///         { Effect: Allow, Action: s3:PutObject, Resource: "arn:aws:s3:::reports/*" },
///     ],
/// };
/// let short = policy! {
///     Version: "2012-10-17",
///     Statement: [{ Effect: Allow, Action: [s3:GetObject, s3:PutObject], Resource: "arn:aws:s3:::reports/*" }],
/// };
/// assert_equivalent!(long, short);
/// ```
#[macro_export]
macro_rules! assert_equivalent {
    ($one:expr, $other:expr $(,)?) => {
        $crate::__private::assert_equivalent(&$one, &$other)
    };
}

/// The policy, if it grants something.
fn granting<K: Kind>(policy: &Policy<K>) -> Result<AnyPolicy, String> {
    let text = policy.to_json();
    let read = match K::TYPE {
        PolicyType::Identity | PolicyType::PermissionsBoundary | PolicyType::Session => {
            text.parse().map(AnyPolicy::Identity)
        }
        PolicyType::Resource => text.parse().map(AnyPolicy::Resource),
        PolicyType::Trust => text.parse().map(AnyPolicy::Trust),
        other => {
            return Err(format!(
                "it is a {other}, which grants nothing by itself: it limits what others grant"
            ));
        }
    };
    read.map_err(|error| format!("it is no policy that IAM takes\n{error}"))
}

fn no_new_access<K: Kind>(old: &Policy<K>, new: &Policy<K>) -> Result<Answer, String> {
    Ok(iam_access::no_new_access(&granting(old)?, &granting(new)?))
}

/// The statements of an answer, a line each, with what is said after the witness.
fn lines(answer: &Answer, after: &str) -> String {
    let name = |place: usize, sid: Option<&str>| match sid {
        Some(sid) => format!("statement {} (`{}`)", place + 1, visible(sid)),
        None => format!("statement {}", place + 1),
    };
    // Writing to a string cannot fail.
    let mut text = String::new();
    for reason in answer.reasons() {
        let statement = name(reason.statement, reason.sid.as_deref());
        let _ = write!(text, "\n  {statement} allows {}{after}", reason.witness);
    }
    for unknown in answer.unknown() {
        let statement = name(unknown.statement, unknown.sid.as_deref());
        let _ = write!(text, "\n  {statement}: {}", unknown.why);
    }
    text
}

#[track_caller]
#[expect(clippy::panic, reason = "an assertion")]
fn assert_passes(answer: Result<Answer, String>, what: &str, after: &str) {
    let answer = match answer {
        Ok(answer) => answer,
        Err(why) => panic!("this cannot be asked: {why}"),
    };
    let lines = lines(&answer, after);
    match answer.verdict() {
        Verdict::Pass => {}
        Verdict::Fail => panic!("{what}{lines}"),
        Verdict::Unknown => panic!("nobody can tell whether {what}{lines}"),
    }
}

/// What the macro expands to.
///
/// # Panics
///
/// If the new policy grants more.
#[track_caller]
pub fn assert_no_new_access<K: Kind>(old: &Policy<K>, new: &Policy<K>) {
    let answer = no_new_access(old, new);
    let what = "the new policy grants more than the old one";
    assert_passes(answer, what, "; the old policy does not");
}

/// What the macro expands to: actions, and resources.
///
/// # Panics
///
/// If the policy grants any of them.
#[track_caller]
#[expect(clippy::panic, reason = "an assertion")]
pub fn assert_never_grants<K: Kind>(policy: &Policy<K>, demanded: (&[&str], &[&str])) {
    let (actions, resources) = demanded;
    let access = match Access::new(actions.iter().copied(), resources.iter().copied()) {
        Ok(access) => access,
        Err(error) => panic!("this cannot be asked: {error}"),
    };
    let answer = granting(policy).map(|policy| iam_access::access_not_granted(&policy, &access));
    assert_passes(answer, "the policy grants what it must never grant", "");
}

/// What the macro expands to.
///
/// # Panics
///
/// If the policy lets in strangers.
#[track_caller]
#[expect(clippy::panic, reason = "an assertion")]
pub fn assert_not_public<K: ResourceBased>(policy: &Policy<K>, resource_type: &str)
where
    Policy<K>: Grants,
{
    let resource_type: PublicResourceType = match resource_type.parse() {
        Ok(resource_type) => resource_type,
        Err(error) => panic!("this cannot be asked: {error}"),
    };
    let answer = iam_access::no_public_access(policy, resource_type);
    let after = ", whom nothing in the policy names";
    assert_passes(Ok(answer), "the policy lets in strangers", after);
}

/// What the macro expands to.
///
/// # Panics
///
/// If the policies are not equivalent.
#[track_caller]
#[expect(clippy::panic, reason = "an assertion")]
pub fn assert_equivalent<K: Kind>(one: &Policy<K>, other: &Policy<K>) {
    let what = match iam_access::equivalent(one, other) {
        Verdict::Pass => return,
        Verdict::Fail => "the policies are not equivalent",
        Verdict::Unknown => "nobody can tell whether the policies are equivalent",
    };
    let ways =
        [(other, one, "; the second policy does not"), (one, other, "; the first policy does not")];
    let mut text = what.to_owned();
    for (old, new, after) in ways {
        text += &no_new_access(old, new).map(|answer| lines(&answer, after)).unwrap_or_default();
    }
    if text == what && granting(one).is_ok() {
        text += "\n  no request that can be made today tells them apart: actions, resources or keys that AWS may have some day do";
    }
    panic!("{text}");
}
