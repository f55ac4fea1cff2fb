//! Does a policy grant what another one does not?

use crate::answer::Answer;
use crate::difference::Difference;
use crate::fact::Facts;
use crate::rule::Rules;
use crate::setting::Side;
use crate::simulator::{OnIdentity, OnResource};
use crate::witness::Accounts;
use iam_core::policy::{Identity, Policy};
use iam_evaluate::{Policies, Request, ResourceBased};

/// Whether the new identity-based policy allows a request that the existing one does not: PASS if there is
/// none, FAIL with a request if there is one.
///
/// Requests are those that can be made: of actions of the registry, on ARNs of the resource types that the
/// action takes, with the condition keys that it carries, by a role or user of the account of the resource.
///
/// # Examples
///
/// ```
/// use iam_access::{Verdict, no_new_access};
/// use iam_core::policy::Policy;
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
/// ```
///
/// Source: [`CheckNoNewAccess`](https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoNewAccess.html)
#[must_use]
pub fn no_new_access(existing: &Policy<Identity>, new: &Policy<Identity>) -> Answer {
    let mut facts = Facts::default();
    let (old_rules, new_rules) = (Rules::new(existing, &mut facts), Rules::new(new, &mut facts));
    let of = |policy| OnIdentity::new(Policies::new().identity(policy));
    let (before, after) = (of(existing), of(new));
    let confirms =
        |request: &Request, _: &Accounts| after.allows(request) && !before.allows(request);
    let allows = |request: &Request, at| after.allows_by(request, at);
    let rules = [&old_rules, &new_rules];
    Difference::new(Side::Identity, &facts, rules, &confirms, &allows).answer()
}

/// Whether the new policy of a resource allows a request that the existing one does not. Trust policies are
/// policies of roles.
///
/// A request is one of another account than the resource's, whose own policies allow it everything: there
/// the policy of the resource decides. Where a statement names the account of its resources, those of that
/// account are asked about, too: what is granted to it by its id is not yet granted to its roles.
///
/// # Examples
///
/// ```
/// use iam_access::{Verdict, no_new_access_to_resource};
/// use iam_core::policy::TrustPolicy;
/// let trust = |principal: &str| -> TrustPolicy {
///     let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow",
///         "Principal": {principal}, "Action": "sts:AssumeRole" }}] }}"#);
///     text.parse().expect("a policy")
/// };
/// let account = trust(r#"{ "AWS": "444455556666" }"#);
/// let role = trust(r#"{ "AWS": "arn:aws:iam::444455556666:role/backup" }"#);
/// assert_eq!(no_new_access_to_resource(&account, &role).verdict(), Verdict::Pass);
/// assert_eq!(no_new_access_to_resource(&role, &account).verdict(), Verdict::Fail);
/// ```
///
/// Source: [`CheckNoNewAccess`](https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CheckNoNewAccess.html)
#[must_use]
pub fn no_new_access_to_resource<K: ResourceBased>(
    existing: &Policy<K>,
    new: &Policy<K>,
) -> Answer {
    let mut facts = Facts::default();
    let (old_rules, new_rules) = (Rules::new(existing, &mut facts), Rules::new(new, &mut facts));
    let (before, after) = (OnResource::new(existing), OnResource::new(new));
    let confirms =
        |request: &Request, accounts: &Accounts| after.grants_more(&before, request, accounts);
    let allows = |request: &Request, at| after.grants_by(request, at);
    let rules = [&old_rules, &new_rules];
    Difference::new(Side::Resource, &facts, rules, &confirms, &allows).answer()
}
