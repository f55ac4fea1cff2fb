//! Why a request is allowed or not.

use crate::context::ContextValue;
use crate::evaluator::{Decision, Evaluator, Judgement, PolicyRole};
use crate::principal::Grant;
use crate::reason::Reason;
use crate::request::Request;
use crate::rules::{Nearness, ResourceTest, Rule};
use iam_core::policy::Effect;
use std::collections::HashSet;
use std::fmt;

/// A decision and its reasons.
///
/// # Examples
///
/// ```
/// use iam_evaluate::{Evaluator, Policies, Request};
/// use iam_core::policy::Policy;
/// let policy: Policy = r#"{
///     "Version": "2012-10-17",
///     "Statement": [{ "Sid": "Office", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
///                     "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } } }]
/// }"#.parse()?;
/// let evaluator = Evaluator::new(&Policies::new().identity(&policy));
/// let ann = "arn:aws:iam::111122223333:user/ann";
/// let request = Request::new(ann, "s3:GetObject", "arn:aws:s3:::reports/2026.pdf")?;
/// let explanation = evaluator.explain(&request);
/// assert_eq!(explanation.missing_keys(), ["aws:SourceIp"]);
/// assert_eq!(
///     explanation.to_string(),
///     "implicitDeny: no statement of the identity-based policies allows it\n  \
///      identity-based policies, policy 1, statement 1 (Office): `IpAddress` of `aws:SourceIp` is not met, the request lacks the key",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    judgement: Judgement,
    matched: Vec<StatementAt>,
    near_misses: Vec<NearMiss>,
    missing_keys: Vec<String>,
    allowing: Vec<(PolicyRole, bool)>,
}

/// Which statement.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StatementAt {
    /// The part that its policy plays.
    pub role: PolicyRole,
    /// Which of the policies in that part, from 0.
    pub policy: usize,
    /// Which statement of that policy, from 0.
    pub statement: usize,
    /// Its `Sid`.
    pub sid: Option<String>,
    /// Its `Effect`.
    pub effect: Effect,
}

/// A statement that speaks of something near the request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NearMiss {
    /// Which.
    pub statement: StatementAt,
    /// Why it does not match: everything that differs.
    pub mismatches: Vec<Mismatch>,
}

/// What keeps a statement from matching.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mismatch {
    /// Its principals are others.
    Principal,
    /// Its actions are others of the same service.
    Action,
    /// Its resources are others.
    Resource,
    /// One of its conditions is not met.
    Condition {
        /// The operator, with qualifier and all.
        operator: String,
        /// The key.
        key: String,
        /// What the request has for it; none if it lacks the key.
        found: Option<Vec<String>>,
        /// The keys that the request lacks: this one, or those of policy variables.
        missing: Vec<String>,
    },
}

impl Explanation {
    /// The answer.
    #[must_use]
    pub fn decision(&self) -> Decision {
        self.judgement.decision
    }

    /// What decides beside statements: AWS itself, or a policy that was not given.
    #[must_use]
    pub fn reason(&self) -> Option<Reason> {
        self.judgement.reason
    }

    /// What decided, in words that follow the decision and a colon; none if statements allow the
    /// request.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_evaluate::{Evaluator, Policies, Request};
    /// let nothing = Evaluator::new(&Policies::new());
    /// let ann = "arn:aws:iam::111122223333:user/ann";
    /// let request = Request::new(ann, "s3:ListAllMyBuckets", "*")?;
    /// assert_eq!(
    ///     nothing.explain(&request).because().as_deref(),
    ///     Some("no statement of the identity-based policies allows it"),
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn because(&self) -> Option<String> {
        match (self.decision(), self.blocked_by(), self.reason()) {
            // Where there is no such policy, none of its statements allows anything.
            (_, None | Some(PolicyRole::Resource), Some(reason)) => Some(reason.to_string()),
            (Decision::ExplicitDeny, Some(role), _) => {
                Some(format!("a statement of the {role} denies it"))
            }
            (_, Some(role), None) => Some(format!("no statement of the {role} allows it")),
            (_, Some(role), Some(reason)) => {
                Some(format!("no statement of the {role} allows it; {reason}"))
            }
            (_, None, None) => None,
        }
    }

    /// The policies that deny the request, or that would have to allow it and do not; none if the
    /// request is allowed, or if AWS decides by itself: see [`Self::reason`].
    #[must_use]
    pub fn blocked_by(&self) -> Option<PolicyRole> {
        self.judgement.blocked_by
    }

    /// The statements that match the request, whatever their effect.
    #[must_use]
    pub fn matched(&self) -> &[StatementAt] {
        &self.matched
    }

    /// The statements that nearly match.
    #[must_use]
    pub fn near_misses(&self) -> &[NearMiss] {
        &self.near_misses
    }

    /// The condition keys that statements on this action and resource ask for and the request lacks.
    #[must_use]
    pub fn missing_keys(&self) -> &[String] {
        &self.missing_keys
    }

    /// Whether the policies in this part allow the request; none if none have a say.
    #[must_use]
    pub fn is_allowed_by(&self, role: PolicyRole) -> Option<bool> {
        self.allowing.iter().find(|(it, _)| *it == role).map(|(_, allows)| *allows)
    }

    /// The parts that have a say, and whether each allows the request and does not deny it.
    pub fn parts(&self) -> impl Iterator<Item = (PolicyRole, bool)> {
        self.allowing.iter().copied()
    }
}

impl Evaluator {
    /// The decision, and why.
    #[must_use]
    pub fn explain(&self, request: &Request) -> Explanation {
        let mut explanation = Explanation {
            judgement: self.judge(request),
            matched: Vec::new(),
            near_misses: Vec::new(),
            missing_keys: Vec::new(),
            allowing: Vec::new(),
        };
        let mut known_misses = HashSet::new();
        let has_boundary = self.has_boundary(request);
        for (role, rules) in self.in_force(request) {
            // AWS's own resource control policy, which allows everything, stands beside each.
            let default = matches!(role, PolicyRole::ResourceControl(_));
            let allows = (default || rules.allows(request)) && !rules.denies(request, has_boundary);
            explanation.allowing.push((role, allows));
            for (rule, nearness) in rules.by_nearness(request) {
                if nearness == Nearness::Far {
                    continue;
                }
                let is_named = match rule.effect {
                    Effect::Allow => rule.principal.grant(request.principal()) > Grant::None,
                    Effect::Deny => rule.principal.denies(request.principal(), has_boundary),
                };
                let matches = (is_named, nearness == Nearness::Matches);
                let at = StatementAt::of(role, rule);
                explanation.add(at, rule, request, matches, &mut known_misses);
            }
        }
        explanation
    }
}

impl Explanation {
    /// Adds a statement on the request's action or on its service.
    fn add(
        &mut self,
        at: StatementAt,
        rule: &Rule,
        request: &Request,
        (principal_matches, action_matches): (bool, bool),
        known_misses: &mut HashSet<String>,
    ) {
        let context = request.context();
        let resource_matches = rule.resource.matches(request.fields(), context);
        if action_matches && resource_matches {
            let keys = rule.tests.iter().flat_map(|test| test.missing_keys(context));
            self.miss(keys, known_misses);
        } else if action_matches {
            let keys = rule.resource.needed_keys().filter(|key| context.get(key).is_none());
            self.miss(keys, known_misses);
        }
        let mut mismatches = Vec::new();
        if !principal_matches {
            mismatches.push(Mismatch::Principal);
        }
        if !action_matches {
            mismatches.push(Mismatch::Action);
        }
        if !resource_matches {
            mismatches.push(Mismatch::Resource);
        }
        let failed = rule.tests.iter().filter(|test| !test.passes(context));
        mismatches.extend(failed.map(|test| Mismatch::Condition {
            operator: test.operator.to_string(),
            key: test.key.to_string(),
            found: test.found(context).map(ContextValue::as_slice).map(<[String]>::to_vec),
            missing: test.missing_keys(context).into_iter().map(str::to_owned).collect(),
        }));
        match mismatches.as_slice() {
            [] => self.matched.push(at),
            // Another action is near only if all else matches.
            [Mismatch::Action, _, ..] | [_, Mismatch::Action, ..] => {}
            _ => self.near_misses.push(NearMiss { statement: at, mismatches }),
        }
    }

    /// Notes keys that the request lacks, each once. `known` are those noted, in lower case.
    fn miss<'k>(&mut self, keys: impl Iterator<Item = &'k str>, known: &mut HashSet<String>) {
        for key in keys {
            if known.insert(key.to_ascii_lowercase()) {
                self.missing_keys.push(key.to_owned());
            }
        }
    }
}

impl ResourceTest {
    fn needed_keys(&self) -> impl Iterator<Item = &str> {
        let arns = match self {
            Self::Attached => &[],
            Self::Is(arns) | Self::IsNot(arns) => &**arns,
        };
        arns.iter().flat_map(crate::fields::ArnTest::needed_keys)
    }
}

impl StatementAt {
    fn of(part: PolicyRole, rule: &Rule) -> Self {
        Self {
            role: part,
            policy: rule.policy,
            statement: rule.statement,
            sid: rule.sid.as_deref().map(str::to_owned),
            effect: rule.effect,
        }
    }
}

impl fmt::Display for StatementAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { role, policy, statement, sid, .. } = self;
        write!(f, "{role}, policy {}, statement {}", policy + 1, statement + 1)?;
        match sid {
            Some(sid) => write!(f, " ({sid})"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Principal => f.write_str("it names other principals"),
            Self::Action => f.write_str("it names other actions"),
            Self::Resource => f.write_str("it names other resources"),
            Self::Condition { operator, key, found, missing } => {
                write!(f, "`{operator}` of `{key}` is not met, ")?;
                match found.as_deref() {
                    None => f.write_str("the request lacks the key")?,
                    Some(values) => {
                        f.write_str("the request has ")?;
                        for (index, value) in values.iter().enumerate() {
                            let before = if index > 0 { ", " } else { "" };
                            write!(f, "{before}`{value}`")?;
                        }
                        for key in missing {
                            write!(f, " and lacks `{key}`")?;
                        }
                    }
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Explanation {
    /// The decision in one line, then a line for each statement that matters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.decision())?;
        if let Some(because) = self.because() {
            write!(f, ": {because}")?;
        }
        let wanted =
            if self.decision() == Decision::ExplicitDeny { Effect::Deny } else { Effect::Allow };
        for at in self.matched.iter().filter(|at| at.effect == wanted) {
            write!(
                f,
                "\n  {at}: {}",
                if wanted == Effect::Deny { "denies it" } else { "allows it" }
            )?;
        }
        if self.decision() == Decision::ImplicitDeny {
            let near = self.near_misses.iter().filter(|it| it.statement.effect == Effect::Allow);
            for NearMiss { statement, mismatches } in near {
                for mismatch in mismatches {
                    write!(f, "\n  {statement}: {mismatch}")?;
                }
            }
        }
        Ok(())
    }
}
