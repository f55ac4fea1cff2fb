//! Does a policy grant what another one does not?

use crate::answer::Answer;
use crate::granted::Grants;
use crate::question::Question;

/// Whether the new policy allows a request that the existing one does not: PASS if there is none, FAIL with a
/// request if there is one.
///
/// Requests are those that can be made: of actions of the registry, on ARNs of the resource types that the
/// action takes, with the condition keys that it carries. For a principal's policies they are those of a role or
/// user of the account of the resource. For the policy of a resource, be it the trust policy of a role, they are
/// those of another account, whose own policies allow it everything: there the policy of the resource decides.
/// Where a statement names the account of its resources, those of that account are asked about, too: what is
/// granted to it by its id is not yet granted to its roles.
///
/// # Examples
///
/// ```
/// use iam_access::{Verdict, no_new_access};
/// use iam_core::policy::{Policy, TrustPolicy};
/// let policy = |action: &str| -> Policy {
///     let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow",
///         "Action": "{action}", "Resource": "arn:aws:s3:::reports/*" }}] }}"#);
///     text.parse().expect("a policy")
/// };
/// let answer = no_new_access(&policy("s3:Get*"), &policy("s3:GetObject"));
/// assert_eq!(answer.verdict(), Verdict::Pass);
/// let answer = no_new_access(&policy("s3:GetObject"), &policy("s3:*Object"));
/// let witness = answer.witness().expect("a request");
/// assert_eq!(witness.request().action().service().prefix(), "s3");
///
/// let trust = |principal: &str| -> TrustPolicy {
///     let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow",
///         "Principal": {principal}, "Action": "sts:AssumeRole" }}] }}"#);
///     text.parse().expect("a policy")
/// };
/// let account = trust(r#"{ "AWS": "444455556666" }"#);
/// let role = trust(r#"{ "AWS": "arn:aws:iam::444455556666:role/backup" }"#);
/// assert_eq!(no_new_access(&account, &role).verdict(), Verdict::Pass);
/// assert_eq!(no_new_access(&role, &account).verdict(), Verdict::Fail);
/// ```
///
/// Source: [`CheckNoNewAccess`](https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoNewAccess.html)
#[must_use]
pub fn no_new_access(existing: &(impl Grants + ?Sized), new: &(impl Grants + ?Sized)) -> Answer {
    Question::of_new_access(existing.granted(), new.granted()).today()
}
