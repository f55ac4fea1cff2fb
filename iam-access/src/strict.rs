//! New access for all texts: of actions and resources that there may be some day, too.

use crate::answer::{Answer, Unknown, Verdict};
use crate::difference::{Difference, Found, STEPS};
use crate::effective::{EffectivePermissions, LimitedResource};
use crate::fact::Facts;
use crate::rule::{About, Rule};
use crate::setting::Side;
use crate::within_limits::{no_new_access_to_resource_within_limits, no_new_access_within_limits};
use crate::witness::{Accounts, Shown};
use iam_evaluate::{HypotheticalRequest, ResourceBased};

/// The answer for requests that can be made, and for those that cannot, yet.
#[derive(Clone, Debug)]
pub struct StrictAnswer {
    today: Answer,
    hypothetical: Vec<HypotheticalReason>,
    unknown: Vec<Unknown>,
}

/// A statement that grants nothing new of what there is, and something of what there may be.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct HypotheticalReason {
    /// Which policy, from 0: of those attached to the principal, if there are several.
    pub policy: usize,
    /// Which statement of it, from 0.
    pub statement: usize,
    /// Its `Sid`.
    pub sid: Option<String>,
    /// A request that it would allow.
    pub witness: HypotheticalWitness,
}

/// A request that shows what would be granted, and that need not exist: of an action that the registry does
/// not have, or on a resource that the action does not take. The evaluator decides about it by what policies
/// say, and confirms it on both sides.
#[derive(Clone, Debug)]
pub struct HypotheticalWitness {
    request: HypotheticalRequest,
    resource_account: Option<String>,
}

impl HypotheticalWitness {
    /// The request.
    #[must_use]
    pub fn request(&self) -> &HypotheticalRequest {
        &self.request
    }

    /// The account of the resource, if the request says it beside the resource.
    #[must_use]
    pub fn resource_account(&self) -> Option<&str> {
        self.resource_account.as_deref()
    }
}

impl From<Shown<HypotheticalRequest>> for HypotheticalWitness {
    fn from(shown: Shown<HypotheticalRequest>) -> Self {
        Self { request: shown.request, resource_account: shown.resource_account }
    }
}

impl StrictAnswer {
    /// The answer for requests that can be made.
    #[must_use]
    pub fn today(&self) -> &Answer {
        &self.today
    }

    /// The statements that grant nothing new of what there is, and something of what there may be.
    #[must_use]
    pub fn hypothetical(&self) -> &[HypotheticalReason] {
        &self.hypothetical
    }

    /// What is not known for all texts. That it is not known for requests that can be made does not count
    /// here: the proof for all texts covers them.
    #[must_use]
    pub fn unknown(&self) -> &[Unknown] {
        &self.unknown
    }

    /// FAIL if a request of either sort was found, else unknown if one may be, else PASS.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let is_found = self.today.verdict() == Verdict::Fail || !self.hypothetical.is_empty();
        match (is_found, self.unknown.is_empty()) {
            (true, _) => Verdict::Fail,
            (false, false) => Verdict::Unknown,
            (false, true) => Verdict::Pass,
        }
    }

    fn new(today: Answer, found: Found<'_, HypotheticalRequest>) -> Self {
        let reason = |(rule, shown): (&Rule<'_>, Shown<_>)| HypotheticalReason {
            policy: rule.policy,
            statement: rule.place,
            sid: rule.sid(),
            witness: shown.into(),
        };
        let hypothetical = found.shown.into_iter().map(reason).collect();
        Self { today, hypothetical, unknown: found.unknown }
    }
}

/// Whether the new permissions allow what the existing ones do not, for all texts: any action, be it one that
/// AWS has yet to make, on any resource, with any keys. Statements that grant something new of what there is
/// are told with a request that can be made.
///
/// # Examples
///
/// ```
/// use iam_access::{EffectivePermissions, Verdict, no_new_access_strictly};
/// use iam_core::policy::Policy;
/// let policy = |actions: &str| -> Policy {
///     let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow",
///         "Action": {actions}, "Resource": "*" }}] }}"#);
///     text.parse().expect("a policy")
/// };
/// let listed = policy(r#"["sqs:ListQueues", "sqs:ListQueueTags", "sqs:ListMessageMoveTasks",
///     "sqs:ListDeadLetterSourceQueues"]"#);
/// let pattern = policy(r#""sqs:List*""#);
/// let (existing, new) = (
///     EffectivePermissions::new().identity(&listed),
///     EffectivePermissions::new().identity(&pattern),
/// );
/// let answer = no_new_access_strictly(&existing, &new);
/// assert_eq!(answer.today().verdict(), Verdict::Pass);
/// assert_eq!(answer.verdict(), Verdict::Fail);
/// assert!(answer.hypothetical()[0].witness.request().action().starts_with("sqs:list"));
/// ```
#[must_use]
pub fn no_new_access_strictly(
    existing: &EffectivePermissions<'_>,
    new: &EffectivePermissions<'_>,
) -> StrictAnswer {
    of_principal(no_new_access_within_limits(existing, new), [existing, new], STEPS)
}

/// Whether the new permissions are known to grant something for all texts that `today`, the answer of
/// [`no_new_access_within_limits`], has nothing of: a look that takes an eighth of the steps of a question at
/// most, and says no if that is not enough.
///
/// # Examples
///
/// ```
/// use iam_access::{EffectivePermissions, grants_more_strictly, no_new_access_within_limits};
/// use iam_core::policy::Policy;
/// let policy = |action: &str| -> Policy {
///     let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow",
///         "Action": "{action}", "Resource": "*" }}] }}"#);
///     text.parse().expect("a policy")
/// };
/// let (send, pattern) = (policy("sqs:SendMessage"), policy("sqs:SendMessage*"));
/// let existing = EffectivePermissions::new().identity(&send);
/// let new = EffectivePermissions::new().identity(&pattern);
/// let today = no_new_access_within_limits(&existing, &new);
/// assert!(grants_more_strictly(&existing, &new, &today));
/// ```
#[must_use]
pub fn grants_more_strictly(
    existing: &EffectivePermissions<'_>,
    new: &EffectivePermissions<'_>,
    today: &Answer,
) -> bool {
    !of_principal(today.clone(), [existing, new], STEPS / 8).hypothetical.is_empty()
}

fn of_principal(
    today: Answer,
    [existing, new]: [&EffectivePermissions<'_>; 2],
    steps: u64,
) -> StrictAnswer {
    let mut facts = Facts::default();
    let about = About::AnyName;
    let (old_rules, new_rules) = (existing.rules(about, &mut facts), new.rules(about, &mut facts));
    let (before, after) = (existing.simulator(), new.simulator());
    let confirms = |request: &HypotheticalRequest, _: &Accounts| {
        after.allows(request) && !before.allows(request)
    };
    let allows = |request: &HypotheticalRequest, at| after.allows_by(request, at);
    let rules = [&old_rules, &new_rules];
    let found = Difference {
        limited: existing.is_in_organization() || new.is_in_organization(),
        ..Difference::new(Side::Identity, &facts, rules, &confirms, &allows)
    }
    .found(steps, &|rule| is_told(&today, rule));
    StrictAnswer::new(today, found)
}

/// Whether the new policy of a resource allows what the existing one does not, for all texts.
///
/// # Examples
///
/// ```
/// use iam_access::{LimitedResource, Verdict, no_new_access_to_resource_strictly};
/// use iam_core::policy::ResourcePolicy;
/// let queue = |action: &str| -> ResourcePolicy {
///     let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow",
///         "Principal": {{ "AWS": "444455556666" }}, "Action": "{action}", "Resource": "*" }}] }}"#);
///     text.parse().expect("a policy")
/// };
/// let (send, pattern) = (queue("sqs:SendMessage"), queue("sqs:SendMessage*"));
/// let (existing, new) = (LimitedResource::new(&send), LimitedResource::new(&pattern));
/// let answer = no_new_access_to_resource_strictly(&existing, &new);
/// assert_eq!(answer.today().verdict(), Verdict::Pass);
/// assert_eq!(answer.verdict(), Verdict::Fail);
/// ```
#[must_use]
pub fn no_new_access_to_resource_strictly<K: ResourceBased>(
    existing: &LimitedResource<'_, K>,
    new: &LimitedResource<'_, K>,
) -> StrictAnswer {
    let today = no_new_access_to_resource_within_limits(existing, new);
    of_resource(today, [existing, new], STEPS)
}

/// Whether the new policy of a resource is known to grant something for all texts that `today` has nothing of,
/// as [`grants_more_strictly`] tells it.
#[must_use]
pub fn grants_more_to_resource_strictly<K: ResourceBased>(
    existing: &LimitedResource<'_, K>,
    new: &LimitedResource<'_, K>,
    today: &Answer,
) -> bool {
    !of_resource(today.clone(), [existing, new], STEPS / 8).hypothetical.is_empty()
}

fn of_resource<K: ResourceBased>(
    today: Answer,
    [existing, new]: [&LimitedResource<'_, K>; 2],
    steps: u64,
) -> StrictAnswer {
    let mut facts = Facts::default();
    let about = About::AnyName;
    let (old_rules, new_rules) = (existing.rules(about, &mut facts), new.rules(about, &mut facts));
    let (before, after) = (existing.simulator(), new.simulator());
    let confirms = |request: &HypotheticalRequest, accounts: &Accounts| {
        after.grants_more(&before, request, accounts)
    };
    let allows = |request: &HypotheticalRequest, at| after.grants_by(request, at);
    let rules = [&old_rules, &new_rules];
    let found = Difference {
        limited: existing.is_in_organization() || new.is_in_organization(),
        ..Difference::new(Side::Resource, &facts, rules, &confirms, &allows)
    }
    .found(steps, &|rule| is_told(&today, rule));
    StrictAnswer::new(today, found)
}

/// Whether a request that can be made shows already what the statement grants.
fn is_told(today: &Answer, rule: &Rule<'_>) -> bool {
    let place = (rule.policy, rule.place);
    today.reasons().iter().any(|reason| (reason.policy, reason.statement) == place)
}
