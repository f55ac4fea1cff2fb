//! Does a set of policies, with all that limits it, grant what another one does not?

use crate::answer::Answer;
use crate::difference::Difference;
use crate::effective::{EffectivePermissions, LimitedResource};
use crate::fact::Facts;
use crate::rule::About;
use crate::setting::Side;
use crate::witness::Accounts;
use iam_evaluate::{Request, ResourceBased};

/// Whether the new permissions allow a request that the existing ones do not: with several policies, a
/// permissions boundary, service control policies and resource control policies on either side.
///
/// Reasons name statements of the new identity-based policies, be it a limit that has changed. Where an
/// organization limits one of the sides, roles that services made for themselves are not asked about: limits
/// of organizations do not hold for them, and nobody else attaches policies to them.
///
/// # Examples
///
/// ```
/// use iam_access::{EffectivePermissions, Verdict, no_new_access_within_limits};
/// use iam_core::policy::Policy;
/// let allow = |action: &str| -> Policy {
///     let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow",
///         "Action": "{action}", "Resource": "*" }}] }}"#);
///     text.parse().expect("a policy")
/// };
/// let (narrow, wide, boundary) = (allow("s3:Get*"), allow("s3:*"), allow("s3:GetObject"));
/// let existing = EffectivePermissions::new().identity(&narrow);
/// let new = EffectivePermissions::new().identity(&wide);
/// let answer = no_new_access_within_limits(&existing, &new);
/// assert_eq!(answer.verdict(), Verdict::Fail);
/// let limited = new.permissions_boundary(&boundary);
/// let answer = no_new_access_within_limits(&existing, &limited);
/// assert_eq!(answer.verdict(), Verdict::Pass);
/// ```
///
/// Source: [evaluation logic](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html)
#[must_use]
pub fn no_new_access_within_limits(
    existing: &EffectivePermissions<'_>,
    new: &EffectivePermissions<'_>,
) -> Answer {
    let mut facts = Facts::default();
    let (old_rules, new_rules) =
        (existing.rules(About::Known, &mut facts), new.rules(About::Known, &mut facts));
    let (before, after) = (existing.simulator(), new.simulator());
    let confirms =
        |request: &Request, _: &Accounts| after.allows(request) && !before.allows(request);
    let allows = |request: &Request, at| after.allows_by(request, at);
    let rules = [&old_rules, &new_rules];
    Difference {
        limited: existing.is_in_organization() || new.is_in_organization(),
        ..Difference::new(Side::Identity, &facts, rules, &confirms, &allows)
    }
    .answer()
}

/// Whether the new policy of a resource allows a request that the existing one does not, with resource control
/// policies on either side.
///
/// # Examples
///
/// ```
/// use iam_access::{LimitedResource, Verdict, no_new_access_to_resource_within_limits};
/// use iam_core::policy::{ResourceControlPolicy, ResourcePolicy};
/// let queue: ResourcePolicy = r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
///     "Principal": "*", "Action": "sqs:SendMessage", "Resource": "*" }] }"#.parse()?;
/// let ours: ResourceControlPolicy = r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny",
///     "Principal": "*", "Action": "sqs:*", "Resource": "*",
///     "Condition": { "StringNotEquals": { "aws:PrincipalOrgID": "o-exampleorg" } } }] }"#.parse()?;
/// let open = LimitedResource::new(&queue);
/// let limited = open.clone().resource_control_level([&ours]);
/// let answer = no_new_access_to_resource_within_limits(&open, &limited);
/// assert_eq!(answer.verdict(), Verdict::Pass);
/// let answer = no_new_access_to_resource_within_limits(&limited, &open);
/// assert_eq!(answer.verdict(), Verdict::Fail);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Source: [RCPs](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html)
#[must_use]
pub fn no_new_access_to_resource_within_limits<K: ResourceBased>(
    existing: &LimitedResource<'_, K>,
    new: &LimitedResource<'_, K>,
) -> Answer {
    let mut facts = Facts::default();
    let (old_rules, new_rules) =
        (existing.rules(About::Known, &mut facts), new.rules(About::Known, &mut facts));
    let (before, after) = (existing.simulator(), new.simulator());
    let confirms =
        |request: &Request, accounts: &Accounts| after.grants_more(&before, request, accounts);
    let allows = |request: &Request, at| after.grants_by(request, at);
    let rules = [&old_rules, &new_rules];
    Difference {
        limited: existing.is_in_organization() || new.is_in_organization(),
        ..Difference::new(Side::Resource, &facts, rules, &confirms, &allows)
    }
    .answer()
}
