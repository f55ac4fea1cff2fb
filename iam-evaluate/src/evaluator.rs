//! IAM's evaluation logic.

use crate::policies::Policies;
use crate::principal::{Grant, PrincipalKind, RequestPrincipal};
use crate::reason::{MissingPolicy, Reason};
use crate::request::Request;
use crate::rules::{Document, Rules};
use std::fmt;

/// The answer.
///
/// Source: [evaluation logic](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html)
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "IAM has these three")]
pub enum Decision {
    /// Some statement allows it, and none denies it.
    Allow,
    /// No statement denies it, but what is needed to allow it is not there.
    ImplicitDeny,
    /// A statement denies it, whatever others say.
    ExplicitDeny,
}

impl Decision {
    /// As `aws iam simulate-custom-policy` spells it: `allowed`, `implicitDeny` or `explicitDeny`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allowed",
            Self::ImplicitDeny => "implicitDeny",
            Self::ExplicitDeny => "explicitDeny",
        }
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The part that a policy plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PolicyRole {
    /// Attached to the principal.
    Identity,
    /// The principal's permissions boundary.
    PermissionsBoundary,
    /// Given when the session began.
    Session,
    /// A service control policy, of the level of this number, from 0 for the root.
    ServiceControl(usize),
    /// A resource control policy, of the level of this number.
    ResourceControl(usize),
    /// Of the VPC endpoint.
    Endpoint,
    /// Of the resource; the trust policy if it is a role.
    Resource,
}

impl fmt::Display for PolicyRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Identity => f.write_str("identity-based policies"),
            Self::PermissionsBoundary => f.write_str("permissions boundary"),
            Self::Session => f.write_str("session policies"),
            Self::ServiceControl(level) => {
                write!(f, "service control policies of level {}", level + 1)
            }
            Self::ResourceControl(level) => {
                write!(f, "resource control policies of level {}", level + 1)
            }
            Self::Endpoint => f.write_str("VPC endpoint policy"),
            Self::Resource => f.write_str("resource-based policy"),
        }
    }
}

/// Policies, ready to answer many questions.
///
/// Built once and never changed; shared between threads by reference. A question looks up the
/// statements that speak of its action, and allocates nothing unless a policy variable has to be
/// filled in.
///
/// # Examples
///
/// ```
/// use iam_evaluate::{Decision, Evaluator, Policies, Request};
/// use iam_core::policy::TrustPolicy;
/// let trust: TrustPolicy = r#"{
///     "Version": "2012-10-17",
///     "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" },
///                     "Action": "sts:AssumeRole" }]
/// }"#.parse()?;
/// let evaluator = Evaluator::new(&Policies::new().resource(&trust));
/// let role = "arn:aws:iam::111122223333:role/backup";
/// let by_ec2 = Request::new("ec2.amazonaws.com", "sts:AssumeRole", role)?;
/// assert_eq!(evaluator.decide(&by_ec2), Decision::Allow);
/// let by_lambda = Request::new("lambda.amazonaws.com", "sts:AssumeRole", role)?;
/// assert_eq!(evaluator.decide(&by_lambda), Decision::ImplicitDeny);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Evaluator {
    pub(crate) identity: Rules,
    pub(crate) resource: Option<Rules>,
    pub(crate) boundary: Option<Rules>,
    pub(crate) session: Option<Rules>,
    /// None without an organization.
    pub(crate) service_control: Option<Box<[Rules]>>,
    pub(crate) resource_control: Box<[Rules]>,
    pub(crate) endpoint: Option<Rules>,
}

/// A decision and what brought it about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub(crate) decision: Decision,
    /// The policies that deny it, or that would have to allow it and do not.
    pub(crate) blocked_by: Option<PolicyRole>,
    /// What decides beside statements.
    pub(crate) reason: Option<Reason>,
}

impl Judgement {
    const ALLOWED: Self = Self { decision: Decision::Allow, blocked_by: None, reason: None };

    fn missing(role: PolicyRole) -> Self {
        Self { decision: Decision::ImplicitDeny, blocked_by: Some(role), reason: None }
    }
}

impl Evaluator {
    /// Compiles `policies`.
    #[must_use]
    pub fn new(policies: &Policies<'_>) -> Self {
        let some =
            |documents: &[Document<'_>]| (!documents.is_empty()).then(|| Rules::new(documents));
        let levels = |levels: &Vec<Vec<Document<'_>>>| {
            levels.iter().map(|level| Rules::new(level)).collect::<Box<[_]>>()
        };
        Self {
            identity: Rules::new(&policies.identity),
            resource: policies.resource.as_ref().map(Rules::attached),
            boundary: some(&policies.boundaries),
            session: some(&policies.sessions),
            service_control: policies.service_control.as_ref().map(levels),
            resource_control: levels(&policies.resource_control),
            endpoint: some(&policies.endpoint),
        }
    }

    /// Whether the request is allowed.
    #[must_use]
    pub fn decide(&self, request: &Request) -> Decision {
        self.judge(request).decision
    }

    /// Whether one statement allows the request, whatever others say: that of a number, from 0, of a policy of
    /// this part, from 0.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_evaluate::{Evaluator, Policies, PolicyRole, Request};
    /// use iam_core::policy::Policy;
    /// let policy: Policy = r#"{
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" },
    ///                   { "Effect": "Allow", "Action": "s3:Put*", "Resource": "*" }]
    /// }"#.parse()?;
    /// let evaluator = Evaluator::new(&Policies::new().identity(&policy));
    /// let ann = "arn:aws:iam::111122223333:user/ann";
    /// let request = Request::new(ann, "s3:PutObject", "arn:aws:s3:::reports/2026.pdf")?;
    /// assert!(!evaluator.is_allowed_by(&request, PolicyRole::Identity, (0, 0)));
    /// assert!(evaluator.is_allowed_by(&request, PolicyRole::Identity, (0, 1)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is_allowed_by(
        &self,
        request: &Request,
        role: PolicyRole,
        (policy, statement): (usize, usize),
    ) -> bool {
        let mut parts = self.in_force(request).filter(|(own, _)| *own == role);
        parts.any(|(_, rules)| rules.is_allowed_by(request, (policy, statement)))
    }

    /// Source: [policy evaluation for requests within an account](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html),
    /// [cross-account requests](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html)
    pub(crate) fn judge(&self, request: &Request) -> Judgement {
        let by_aws = request.by_aws();
        if let Some(Reason::AlwaysAllowed { .. }) = by_aws {
            return Judgement { reason: by_aws, ..Judgement::ALLOWED };
        }
        let judgement = self.judge_by_policies(request);
        // What a statement denies stays denied by it.
        if by_aws.is_some() && judgement.decision != Decision::ExplicitDeny {
            let decision = Decision::ImplicitDeny;
            return Judgement { decision, blocked_by: None, reason: by_aws };
        }
        let reason = match judgement.decision {
            Decision::ImplicitDeny => self.missing_policy(request, judgement.blocked_by),
            _ => None,
        };
        Judgement { reason: reason.map(Reason::MissingPolicy), ..judgement }
    }

    /// The policy that would have to allow it and was not given.
    fn missing_policy(
        &self,
        request: &Request,
        blocked_by: Option<PolicyRole>,
    ) -> Option<MissingPolicy> {
        if self.resource.is_some() {
            return None;
        }
        let missing = match request.principal().kind() {
            _ if request.is_on_key() => MissingPolicy::Key,
            _ if request.is_on_role() => MissingPolicy::Trust,
            _ if blocked_by != Some(PolicyRole::Resource) => return None,
            PrincipalKind::Root => MissingPolicy::OtherAccount,
            _ if request.principal().is_identity() => MissingPolicy::OtherAccount,
            _ => MissingPolicy::Outsider,
        };
        Some(missing)
    }

    fn judge_by_policies(&self, request: &Request) -> Judgement {
        let has_boundary = self.has_boundary(request);
        let denies = |(_, rules): &(PolicyRole, &Rules)| rules.denies(request, has_boundary);
        if let Some((role, _)) = self.in_force(request).find(denies) {
            let (decision, blocked_by) = (Decision::ExplicitDeny, Some(role));
            return Judgement { decision, blocked_by, reason: None };
        }
        // What limits the request whoever else allows it.
        let limits = self.in_force(request).filter(|(role, _)| {
            matches!(role, PolicyRole::ServiceControl(_) | PolicyRole::Endpoint)
        });
        for (role, rules) in limits {
            if !rules.allows(request) {
                return Judgement::missing(role);
            }
        }
        let grant = self.resource.as_ref().map_or(Grant::None, |rules| rules.grant(request));
        match request.principal().kind() {
            PrincipalKind::Root => root(request, grant),
            _ if request.principal().is_identity() => self.identity(request, grant),
            // Nobody else has policies of their own.
            _ if grant == Grant::Direct => Judgement::ALLOWED,
            _ => Judgement::missing(PolicyRole::Resource),
        }
    }

    /// Users, roles and sessions: their own policies within their limits, the resource's, or both.
    fn identity(&self, request: &Request, grant: Grant) -> Judgement {
        let limit = |rules: &Option<Rules>, role| {
            let blocks = rules.as_ref().is_some_and(|rules| !rules.allows(request));
            blocks.then_some(role)
        };
        let limited = || {
            limit(&self.boundary, PolicyRole::PermissionsBoundary)
                .or_else(|| limit(&self.session, PolicyRole::Session))
                .or_else(|| self.lacks_session(request).then_some(PolicyRole::Session))
        };
        // What the resource needs beside the principal's own policies.
        let enough = match (request.is_same_account(), grant) {
            (true, Grant::Direct) => return Judgement::ALLOWED,
            // To the role, not to its session: the limits of the session hold.
            (true, Grant::Role) => {
                return limited().map_or(Judgement::ALLOWED, Judgement::missing);
            }
            (true, Grant::Account) => true,
            (true, Grant::None) => !needs_resource_policy(request),
            (false, grant) => grant > Grant::None,
        };
        if !self.identity.allows(request) {
            return Judgement::missing(PolicyRole::Identity);
        }
        match limited() {
            Some(role) => Judgement::missing(role),
            None if enough => Judgement::ALLOWED,
            None => Judgement::missing(PolicyRole::Resource),
        }
    }

    /// Whether a session must be given permissions and is not.
    ///
    /// Source: [`GetFederationToken`](https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html):
    /// without a session policy, the session has no permissions but those of resource-based policies
    /// that name it.
    fn lacks_session(&self, request: &Request) -> bool {
        self.session.is_none() && request.principal().kind() == PrincipalKind::FederatedUser
    }

    /// Whether a permissions boundary limits the principal.
    pub(crate) fn has_boundary(&self, request: &Request) -> bool {
        self.boundary.is_some() && request.principal().is_identity()
    }

    /// The policies that have a say in the request.
    pub(crate) fn in_force<'e>(
        &'e self,
        request: &'e Request,
    ) -> impl Iterator<Item = (PolicyRole, &'e Rules)> {
        let principal = request.principal();
        let own = principal.is_identity();
        let identity = own.then_some((PolicyRole::Identity, &self.identity));
        let boundary = self.boundary.as_ref().filter(|_| own);
        let session = self.session.as_ref().filter(|_| own);
        let service_control = self.service_control.as_deref().filter(|_| is_limited(principal));
        let service_control = service_control.unwrap_or_default().iter().enumerate();
        let resource_control: &[Rules] =
            if is_protected(request) { &self.resource_control } else { &[] };
        let resource_control = resource_control.iter().enumerate();
        let resource = self.resource.as_ref().filter(|_| !is_beyond_bucket_policy(request));
        identity
            .into_iter()
            .chain(boundary.map(|rules| (PolicyRole::PermissionsBoundary, rules)))
            .chain(session.map(|rules| (PolicyRole::Session, rules)))
            .chain(service_control.map(|(level, it)| (PolicyRole::ServiceControl(level), it)))
            .chain(resource_control.map(|(level, it)| (PolicyRole::ResourceControl(level), it)))
            .chain(self.endpoint.as_ref().map(|rules| (PolicyRole::Endpoint, rules)))
            .chain(resource.map(|rules| (PolicyRole::Resource, rules)))
    }
}

/// The root user may do everything in its account that the resource does not keep to itself.
///
/// Source: [root user](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html),
/// [`AssumeRole`](https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html): not with
/// root's credentials
fn root(request: &Request, grant: Grant) -> Judgement {
    let is_allowed = match (request.is_same_account(), needs_resource_policy(request)) {
        (true, false) => true,
        (true, true) => grant > Grant::None && request.action_name().service() != "sts",
        (false, _) => grant > Grant::None,
    };
    if is_allowed { Judgement::ALLOWED } else { Judgement::missing(PolicyRole::Resource) }
}

/// Whether the resource's own policy must allow it even within the account: roles are taken on only
/// by whom they trust, and keys used only as their policy says.
///
/// Source: [trust policies](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html),
/// [key policies](https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html)
fn needs_resource_policy(request: &Request) -> bool {
    request.is_on_key() || request.is_on_role()
}

/// Whether service control policies limit the principal.
///
/// Source: [SCPs](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html):
/// users, roles and the root user, but not service-linked roles.
fn is_limited(principal: &RequestPrincipal) -> bool {
    let in_account = principal.is_identity() || principal.kind() == PrincipalKind::Root;
    in_account && !principal.is_service_linked_role()
}

/// Whether resource control policies protect the resource from the principal.
///
/// Source: [RCPs](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html):
/// resources of some services, from all but service-linked roles. They do not hold for
/// `kms:RetireGrant`.
fn is_protected(request: &Request) -> bool {
    request.action().service().supports_resource_control_policies()
        && !request.principal().is_service_linked_role()
        && (request.action_name().service(), request.action_name().action())
            != ("kms", "retiregrant")
}

/// Whether the root user sees to the policy of a bucket in its account. Whatever that policy says, it
/// may: nobody locks himself out.
///
/// Source: [`DeleteBucketPolicy`](https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html)
fn is_beyond_bucket_policy(request: &Request) -> bool {
    request.principal().kind() == PrincipalKind::Root
        && matches!(request.action_name().service(), "s3" | "s3express")
        && matches!(
            request.action_name().action(),
            "getbucketpolicy" | "putbucketpolicy" | "deletebucketpolicy"
        )
        && request.is_same_account()
}
