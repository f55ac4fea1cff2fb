//! Who asks, and whether a policy names them.

use crate::problem::RequestProblem;
use iam_core::arn::{account_of_root, is_account};
use iam_core::policy::{Principal, PrincipalElement, PrincipalType};
use std::fmt;

/// Who makes a request.
///
/// # Examples
///
/// ```
/// use iam_evaluate::RequestPrincipal;
/// let session: RequestPrincipal =
///     "arn:aws:sts::111122223333:assumed-role/backup/night".parse()?;
/// assert_eq!(session.account(), Some("111122223333"));
/// assert!("arn:aws:s3:::reports".parse::<RequestPrincipal>().is_err());
/// # Ok::<(), iam_evaluate::RequestProblem>(())
/// ```
///
/// Source: [`Principal` element](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestPrincipal {
    text: String,
    kind: PrincipalKind,
    account: Option<String>,
    /// Of a role session, the name of the role; of others, what follows the kind in the ARN.
    name: String,
}

/// What sort of principal makes a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PrincipalKind {
    /// The root user of an account: `arn:aws:iam::111122223333:root`.
    Root,
    /// An IAM user.
    User,
    /// An IAM role, without saying in which session.
    Role,
    /// A session of a role: `arn:aws:sts::111122223333:assumed-role/backup/night`.
    RoleSession,
    /// A session that a user has made for somebody: `arn:aws:sts::111122223333:federated-user/ann`.
    FederatedUser,
    /// Somebody whom an identity provider vouches for, named by its ARN or address.
    IdentityProvider,
    /// An AWS service: `ec2.amazonaws.com`.
    Service,
    /// Nobody has signed the request: `*`.
    Anonymous,
}

impl RequestPrincipal {
    /// As written: an ARN, the address of a service or provider, or `*`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What sort of principal it is.
    #[must_use]
    pub fn kind(&self) -> PrincipalKind {
        self.kind
    }

    /// Its account, in twelve digits; services and anonymous callers have none.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        self.account.as_deref()
    }

    /// Whether it has identity-based policies: users, roles and sessions do.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        use PrincipalKind::{FederatedUser, Role, RoleSession, User};
        matches!(self.kind, User | Role | RoleSession | FederatedUser)
    }

    /// Whether it is a role that a service made for itself, which organizations do not limit.
    ///
    /// Source: [service-linked roles](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html)
    #[must_use]
    pub fn is_service_linked_role(&self) -> bool {
        match self.kind {
            PrincipalKind::Role => self.name.starts_with("aws-service-role/"),
            // The ARN of a session leaves out the path; the names are reserved.
            PrincipalKind::RoleSession => self.name.starts_with("AWSServiceRoleFor"),
            _ => false,
        }
    }

    /// The partition of its ARN; of what has none, such as a service, AWS's largest.
    pub(crate) fn partition(&self) -> &str {
        let mut fields = self.text.split(':');
        fields.next().filter(|start| *start == "arn").and(fields.next()).unwrap_or("aws")
    }

    /// What `aws:PrincipalArn` is: of a session, the ARN of its role as far as it is known.
    #[must_use]
    pub fn principal_arn(&self) -> Option<String> {
        let account = self.account.as_deref()?;
        match self.kind {
            PrincipalKind::RoleSession => {
                let partition = self.partition();
                Some(format!("arn:{partition}:iam::{account}:role/{}", self.name))
            }
            PrincipalKind::Root if !self.text.starts_with("arn:") => {
                Some(format!("arn:aws:iam::{account}:root"))
            }
            PrincipalKind::IdentityProvider => None,
            _ => Some(self.text.clone()),
        }
    }

    /// The name of a user, which is `aws:username`.
    pub(crate) fn user_name(&self) -> Option<&str> {
        let is_user = self.kind == PrincipalKind::User;
        is_user.then(|| self.name.rsplit('/').next().unwrap_or_default())
    }
}

impl fmt::Display for RequestPrincipal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::str::FromStr for RequestPrincipal {
    type Err = RequestProblem;

    fn from_str(text: &str) -> Result<Self, RequestProblem> {
        let unknown = || RequestProblem::Principal { text: text.to_owned() };
        let new = |kind, account: Option<&str>, name: &str| Self {
            text: text.to_owned(),
            kind,
            account: account.map(str::to_owned),
            name: name.to_owned(),
        };
        if text == "*" {
            return Ok(new(PrincipalKind::Anonymous, None, ""));
        }
        if is_account(text) {
            return Ok(new(PrincipalKind::Root, Some(text), "root"));
        }
        let Some(rest) = text.strip_prefix("arn:") else {
            let is_address = text.contains('.')
                && text.bytes().all(|it| it.is_ascii_alphanumeric() || b".-_/:".contains(&it));
            let is_service = [".amazonaws.com", ".amazonaws.com.cn", ".aws.internal"]
                .iter()
                .any(|suffix| text.ends_with(suffix))
                && text != "cognito-identity.amazonaws.com";
            return match (is_service, is_address) {
                (true, _) => Ok(new(PrincipalKind::Service, None, text)),
                (false, true) => Ok(new(PrincipalKind::IdentityProvider, None, text)),
                (false, false) => Err(unknown()),
            };
        };
        let fields: Vec<&str> = rest.splitn(5, ':').collect();
        let [_, service, "", account, resource] = fields.as_slice() else { return Err(unknown()) };
        if !is_account(account) {
            return Err(unknown());
        }
        let (kind, name) = resource.split_once('/').unwrap_or((resource, ""));
        let session = || name.split_once('/').filter(|(_, session)| !session.is_empty());
        let (kind, name) = match (*service, kind) {
            ("iam", "root") if name.is_empty() => (PrincipalKind::Root, "root"),
            ("iam", "user") if !name.is_empty() => (PrincipalKind::User, name),
            ("iam", "role") if !name.is_empty() => (PrincipalKind::Role, name),
            ("iam", "oidc-provider" | "saml-provider") if !name.is_empty() => {
                (PrincipalKind::IdentityProvider, name)
            }
            ("sts", "assumed-role") => {
                (PrincipalKind::RoleSession, session().ok_or_else(unknown)?.0)
            }
            ("sts", "federated-user") if !name.is_empty() => (PrincipalKind::FederatedUser, name),
            _ => return Err(unknown()),
        };
        Ok(new(kind, Some(account), name))
    }
}

/// How directly a policy names a principal. Each is more than those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grant {
    /// Not at all.
    None,
    /// By its account: the account's own policies decide further.
    Account,
    /// By the role of its session.
    Role,
    /// Itself, or everybody.
    Direct,
}

/// The principals of a statement.
#[derive(Clone, Debug)]
pub(crate) enum PrincipalTest {
    /// The statement has no such element: it hangs on the principal.
    Attached,
    Is(Box<[Named]>),
    IsNot(Box<[Named]>),
}

/// One principal that a statement names.
#[derive(Clone, Debug)]
pub(crate) enum Named {
    Everyone,
    Account(Box<str>),
    /// The ARN of a user, a role or a session.
    Identity(Box<str>),
    /// A service, an identity provider or a canonical user.
    Outside(PrincipalType, Box<str>),
}

impl PrincipalTest {
    pub(crate) fn new(element: Option<&PrincipalElement>) -> Self {
        match element {
            None => Self::Attached,
            Some(PrincipalElement::Principal(principal)) => Self::Is(named(principal)),
            Some(PrincipalElement::NotPrincipal(principal)) => Self::IsNot(named(principal)),
        }
    }

    /// How directly it names the principal of an allowed request.
    pub(crate) fn grant(&self, principal: &RequestPrincipal) -> Grant {
        match self {
            Self::Attached => Grant::Direct,
            Self::Is(named) => best(named, principal),
            Self::IsNot(named) if best(named, principal) == Grant::None => Grant::Direct,
            Self::IsNot(_) => Grant::None,
        }
    }

    /// Whether it means the principal of a denied request. `NotPrincipal` excepts whom it names
    /// itself, or by the role of a session. An account that it names is there for the principals of
    /// that account that it names, too: it excepts the root user, and nobody else. Nobody who has a
    /// permissions boundary is excepted.
    ///
    /// Source: [`NotPrincipal`](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html)
    pub(crate) fn denies(&self, principal: &RequestPrincipal, has_boundary: bool) -> bool {
        match self {
            Self::IsNot(named) => has_boundary || best(named, principal) <= Grant::Account,
            Self::Attached | Self::Is(_) => self.grant(principal) > Grant::None,
        }
    }
}

/// How directly the most direct of them names the principal.
fn best(named: &[Named], principal: &RequestPrincipal) -> Grant {
    named.iter().map(|named| named.grant(principal)).max().unwrap_or(Grant::None)
}

fn named(principal: &Principal) -> Box<[Named]> {
    let Principal::Listed(groups) = principal else { return Box::new([Named::Everyone]) };
    let each = groups.iter().flat_map(|group| {
        let identifiers = group.identifiers.iter();
        identifiers.map(|text| Named::new(group.principal_type, text))
    });
    each.collect()
}

impl Named {
    fn new(principal_type: PrincipalType, text: &str) -> Self {
        if principal_type != PrincipalType::Aws {
            return Self::Outside(principal_type, text.into());
        }
        if text == "*" {
            return Self::Everyone;
        }
        let account = account_of_root(text).or(Some(text).filter(|text| is_account(text)));
        account.map_or_else(|| Self::Identity(text.into()), |it| Self::Account(it.into()))
    }

    /// Source: [how resource-based policies name principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html)
    fn grant(&self, principal: &RequestPrincipal) -> Grant {
        match self {
            Self::Everyone => Grant::Direct,
            Self::Account(account) => match principal.kind {
                _ if principal.account() != Some(account) => Grant::None,
                PrincipalKind::Root => Grant::Direct,
                PrincipalKind::IdentityProvider => Grant::None,
                _ => Grant::Account,
            },
            Self::Identity(text) => match principal.kind {
                _ if !principal.is_identity() => Grant::None,
                PrincipalKind::Role if **text == *principal.text => Grant::Role,
                _ if **text == *principal.text => Grant::Direct,
                PrincipalKind::RoleSession if is_role_of(text, principal) => Grant::Role,
                _ => Grant::None,
            },
            Self::Outside(principal_type, text) => match (principal_type, principal.kind) {
                // The address alone does not tell them apart: `alexa-appkit.amazon.com` is a service.
                (
                    PrincipalType::Service | PrincipalType::Federated,
                    PrincipalKind::Service | PrincipalKind::IdentityProvider,
                ) if **text == *principal.text => Grant::Direct,
                // Every provider. AWS's samples of custom policy checks name whomever a provider
                // vouches for so.
                // Source: https://github.com/aws-samples/iam-access-analyzer-custom-policy-check-samples
                (PrincipalType::Federated, PrincipalKind::IdentityProvider) if &**text == "*" => {
                    Grant::Direct
                }
                _ => Grant::None,
            },
        }
    }
}

/// Whether `arn` is the role of the session: the session's ARN leaves out the role's path.
fn is_role_of(arn: &str, session: &RequestPrincipal) -> bool {
    let mut fields = arn.splitn(6, ':');
    let mut theirs = session.text.splitn(6, ':');
    fields.next() == theirs.next()
        && fields.next() == theirs.next()
        && fields.next() == Some("iam")
        && fields.next() == Some("")
        && fields.next() == session.account()
        && fields
            .next()
            .and_then(|resource| resource.strip_prefix("role/"))
            .is_some_and(|name| name.rsplit('/').next() == Some(session.name.as_str()))
}
