//! New access for all texts: of actions and resources that there may be some day, too.

use crate::access::Access;
use crate::answer::{Answer, Unknown, Verdict};
use crate::difference::Found;
use crate::granted::Grants;
use crate::question::{Question, STEPS};
use crate::rule::Rule;
use crate::witness::Shown;
use iam_evaluate::HypotheticalRequest;
use std::collections::HashSet;

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

    /// The answer to a question that `today` answers for requests that can be made.
    fn of(question: &Question<'_>, today: Answer, steps: u64) -> Self {
        let told = today.reasons().iter().map(|reason| (reason.policy, reason.statement));
        let told: HashSet<_> = told.collect();
        let is_told = |rule: &Rule<'_>| told.contains(&(rule.policy, rule.place));
        let reason = |rule: &Rule<'_>, shown: Shown<HypotheticalRequest>| HypotheticalReason {
            policy: rule.policy,
            statement: rule.place,
            sid: rule.sid(),
            witness: shown.into(),
        };
        let Found { shown, unknown } = question.found(steps, &is_told, reason);
        Self { today, hypothetical: shown, unknown }
    }
}

/// Whether new access is granted, for all texts: any action, be it one that AWS has yet to make, on any resource,
/// with any keys. Statements that grant something new of what there is are told with a request that can be made.
///
/// # Examples
///
/// ```
/// use iam_access::{Verdict, no_new_access_strictly};
/// use iam_core::policy::Policy;
/// let policy = |actions: &str| -> Policy {
///     let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow",
///         "Action": {actions}, "Resource": "*" }}] }}"#);
///     text.parse().expect("a policy")
/// };
/// let listed = policy(r#"["sqs:ListQueues", "sqs:ListQueueTags", "sqs:ListMessageMoveTasks",
///     "sqs:ListDeadLetterSourceQueues"]"#);
/// let answer = no_new_access_strictly(&listed, &policy(r#""sqs:List*""#));
/// assert_eq!(answer.today().verdict(), Verdict::Pass);
/// assert_eq!(answer.verdict(), Verdict::Fail);
/// assert!(answer.hypothetical()[0].witness.request().action().starts_with("sqs:list"));
/// ```
#[must_use]
pub fn no_new_access_strictly(
    existing: &(impl Grants + ?Sized),
    new: &(impl Grants + ?Sized),
) -> StrictAnswer {
    let question = Question::of_new_access(existing.granted(), new.granted());
    StrictAnswer::of(&question, question.today(), STEPS)
}

/// Whether something of some access is granted, for all texts: of actions that match, be they ones that AWS has
/// yet to make, on any resource that matches.
///
/// # Examples
///
/// ```
/// use iam_access::{Access, Verdict, access_not_granted_strictly};
/// use iam_core::policy::Policy;
/// let policy: Policy = r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
///     "Action": "s3:DeleteObjectsOf*", "Resource": "*" }] }"#.parse()?;
/// let deletes = Access::new(["s3:Delete*"], [])?;
/// let answer = access_not_granted_strictly(&policy, &deletes);
/// assert_eq!(answer.today().verdict(), Verdict::Pass);
/// assert_eq!(answer.verdict(), Verdict::Fail);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn access_not_granted_strictly(
    policy: &(impl Grants + ?Sized),
    access: &Access,
) -> StrictAnswer {
    let question = Question::of_access(policy.granted(), access);
    StrictAnswer::of(&question, question.today(), STEPS)
}

/// Whether `today`, the answer of [`no_new_access`](crate::no_new_access()), is known to leave out something that
/// is new for all texts: a look that takes an eighth of the steps of a question at most, and says no if that is
/// not enough.
///
/// # Examples
///
/// ```
/// use iam_access::{grants_more_strictly, no_new_access};
/// use iam_core::policy::Policy;
/// let policy = |action: &str| -> Policy {
///     let text = format!(r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow",
///         "Action": "{action}", "Resource": "*" }}] }}"#);
///     text.parse().expect("a policy")
/// };
/// let (send, pattern) = (policy("sqs:SendMessage"), policy("sqs:SendMessage*"));
/// let today = no_new_access(&send, &pattern);
/// assert!(grants_more_strictly(&send, &pattern, &today));
/// ```
#[must_use]
pub fn grants_more_strictly(
    existing: &(impl Grants + ?Sized),
    new: &(impl Grants + ?Sized),
    today: &Answer,
) -> bool {
    is_more_found(&Question::of_new_access(existing.granted(), new.granted()), today)
}

/// Whether `today`, the answer of [`access_not_granted`](crate::access_not_granted()), is known to leave out
/// something that is granted for all texts, by a look as that of [`grants_more_strictly`].
///
/// # Examples
///
/// ```
/// use iam_access::{Access, access_not_granted, grants_access_strictly};
/// use iam_core::policy::Policy;
/// let policy: Policy = r#"{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
///     "Action": "s3:DeleteObjectsOf*", "Resource": "*" }] }"#.parse()?;
/// let deletes = Access::new(["s3:Delete*"], [])?;
/// let today = access_not_granted(&policy, &deletes);
/// assert!(grants_access_strictly(&policy, &deletes, &today));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn grants_access_strictly(
    policy: &(impl Grants + ?Sized),
    access: &Access,
    today: &Answer,
) -> bool {
    is_more_found(&Question::of_access(policy.granted(), access), today)
}

fn is_more_found(question: &Question<'_>, today: &Answer) -> bool {
    !StrictAnswer::of(question, today.clone(), STEPS / 8).hypothetical.is_empty()
}
