//! Who asks, and whom a statement names.

use crate::atom::{Atom, Class, Word, limited, plain};
use crate::group::Group;
use crate::test::literal;
use iam_core::arn::{account_of_root, is_account};
use iam_core::policy::{Principal, PrincipalElement, PrincipalType};
use iam_evaluate::{PrincipalKind, RequestPrincipal};

/// One principal that a statement names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Named {
    Everyone,
    Account(Box<str>),
    /// The ARN of a user, a role or a session.
    Identity(Box<str>),
    /// A service or an identity provider.
    Outside(Box<str>),
    EveryProvider,
    /// A canonical user, an identity of CloudFront or an identity by its unique id, whom no request of the simulator
    /// names.
    Canonical(Box<str>),
}

/// Sorts of principals. Within one of them, all that tells two apart is their ARN.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum PrincipalClass {
    Role,
    User,
    /// A session, a service, a provider or nobody in particular: this one.
    Only(Box<str>),
}

/// How an origin access identity is named in the policy of a bucket.
///
/// Source: [origin access identities](https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html)
const ORIGIN_ACCESS_IDENTITY: &str = "arn:aws:iam::cloudfront:user/";

/// Whether it is the unique id of a user or a role. One that was deleted is shown so, and one that is there may be
/// written so.
///
/// Source: [unique identifiers](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids)
fn is_unique_id(text: &str) -> bool {
    (text.starts_with("AIDA") || text.starts_with("AROA"))
        && text.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit())
}

impl Named {
    pub(crate) fn of(element: &PrincipalElement) -> Vec<Self> {
        let Principal::Listed(groups) = element.principal() else { return vec![Self::Everyone] };
        let each = groups.iter().flat_map(|group| {
            group.identifiers.iter().map(|text| Self::new(group.principal_type, text))
        });
        let mut all: Vec<_> = each.collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn new(principal_type: PrincipalType, text: &str) -> Self {
        match principal_type {
            PrincipalType::Aws if text == "*" => Self::Everyone,
            PrincipalType::Aws
                if text.starts_with(ORIGIN_ACCESS_IDENTITY) || is_unique_id(text) =>
            {
                Self::Canonical(text.into())
            }
            PrincipalType::Aws => {
                let account = account_of_root(text).or(Some(text).filter(|text| is_account(text)));
                account.map_or_else(|| Self::Identity(text.into()), |it| Self::Account(it.into()))
            }
            PrincipalType::Federated if text == "*" => Self::EveryProvider,
            PrincipalType::Service | PrincipalType::Federated => Self::Outside(text.into()),
            PrincipalType::CanonicalUser => Self::Canonical(text.into()),
        }
    }

    /// The ARNs of roles and users that it names.
    fn word(&self) -> Option<Word> {
        match self {
            Self::Everyone => Some(Word::from([Atom::Any(Class::All)])),
            Self::Account(account) => Some(of_account(literal(account).to_vec())),
            Self::Identity(arn) => Some(literal(arn)),
            Self::Outside(_) | Self::EveryProvider | Self::Canonical(_) => None,
        }
    }

    /// Whether it names this principal, which is neither a role nor a user.
    fn names(&self, principal: &RequestPrincipal) -> bool {
        match self {
            Self::Everyone => true,
            Self::Account(account) => {
                principal.account() == Some(account)
                    && principal.kind() != PrincipalKind::IdentityProvider
            }
            Self::Identity(arn) => {
                **arn == *principal.as_str()
                    || principal.kind() == PrincipalKind::RoleSession && is_role_of(arn, principal)
            }
            Self::Outside(text) => is_outside(principal) && **text == *principal.as_str(),
            Self::EveryProvider => principal.kind() == PrincipalKind::IdentityProvider,
            Self::Canonical(_) => false,
        }
    }
}

fn is_outside(principal: &RequestPrincipal) -> bool {
    matches!(principal.kind(), PrincipalKind::Service | PrincipalKind::IdentityProvider)
}

/// Whether `arn` is that of the session's role, as far as the session tells.
fn is_role_of(arn: &str, session: &RequestPrincipal) -> bool {
    let name = |text: &str| text.rsplit('/').next().map(str::to_owned);
    session.principal_arn().is_some_and(|role| {
        let of_account = |text: &str| text.rsplit_once(":role/").map(|(start, _)| start.to_owned());
        of_account(arn).is_some()
            && of_account(arn) == of_account(&role)
            && name(arn) == name(&role)
    })
}

/// The ARNs of an account's principals: `account` may be a pattern.
fn of_account(account: Vec<Atom>) -> Word {
    let start = plain("arn:").chain([Atom::Any(Class::NoColon)]).chain(plain(":iam::"));
    let end = plain(":").chain([Atom::Any(Class::All)]);
    start.chain(limited(account, Class::NoColon)).chain(end).collect()
}

/// The ARNs of users whose names the pattern matches.
fn of_user(name: &[Atom]) -> [Word; 2] {
    let start = || {
        plain("arn:")
            .chain([Atom::Any(Class::NoColon)])
            .chain(plain(":iam::"))
            .chain([Atom::Any(Class::NoColon)])
            .chain(plain(":user/"))
    };
    let name = limited(name.to_vec(), Class::Segment);
    let path = [Atom::Any(Class::NoColon), Atom::Char('/')];
    [start().chain(name.clone()).collect(), start().chain(path).chain(name).collect()]
}

/// All roles, or all users, of an account if one is given.
pub(crate) fn universe(
    class: &PrincipalClass,
    partition: Option<&str>,
    account: Option<&str>,
) -> Option<Word> {
    let kind = match class {
        PrincipalClass::Role => ":role/",
        PrincipalClass::User => ":user/",
        PrincipalClass::Only(_) => return None,
    };
    let partition = match partition {
        Some(text) => literal(text).to_vec(),
        None => vec![Atom::Any(Class::NoColon)],
    };
    let account = match account {
        Some(text) => literal(text).to_vec(),
        None => vec![Atom::One(Class::Digit); 12],
    };
    let name = [Atom::One(Class::Segment), Atom::Any(Class::NoColon)];
    let word = plain("arn:").chain(partition).chain(plain(":iam::")).chain(account);
    Some(word.chain(plain(kind)).chain(name).collect())
}

/// All whose names are not empty.
pub(crate) fn with_name() -> Group {
    Group::none(vec![Word::from([Atom::Any(Class::All), Atom::Char('/')])])
}

/// All but the roles that services made for themselves.
pub(crate) fn not_linked() -> Group {
    let field = [Atom::Any(Class::NoColon)];
    let start = plain("arn:").chain(field.clone()).chain(plain(":iam::")).chain(field);
    let linked = start.chain(plain(":role/aws-service-role/")).chain([Atom::Any(Class::All)]);
    Group::none(vec![linked.collect()])
}

/// The roles and users that are named, or are not.
pub(crate) fn group(named: &[Named], wanted: bool) -> Group {
    Group { positive: wanted, words: named.iter().filter_map(Named::word).collect() }
}

/// Whether some of them names this principal, which is neither a role nor a user.
pub(crate) fn names(named: &[Named], principal: &RequestPrincipal) -> bool {
    named.iter().any(|named| named.names(principal))
}

/// What a key is for all principals of a sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Constant {
    /// Not the same for all.
    None,
    Absent,
    Value(String),
}

/// Keys that follow from who asks.
///
/// Source: [global condition keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TiedKey {
    Arn,
    Account,
    Name,
    Type,
    IsService,
    ServiceName,
}

impl TiedKey {
    /// What its values match, whoever asks: names are not empty, and hold neither colons nor slashes.
    pub(crate) fn patterns(self) -> Option<Vec<Word>> {
        let name = || Word::from([Atom::One(Class::Segment), Atom::Any(Class::Segment)]);
        (self == Self::Name).then(|| vec![name()])
    }

    /// Of a key in lower case.
    pub(crate) fn of(key: &str) -> Option<Self> {
        Some(match key {
            "aws:principalarn" => Self::Arn,
            "aws:principalaccount" => Self::Account,
            "aws:username" => Self::Name,
            "aws:principaltype" => Self::Type,
            "aws:principalisawsservice" => Self::IsService,
            "aws:principalservicename" => Self::ServiceName,
            _ => return None,
        })
    }

    /// The patterns of the ARN of a role or user whose key matches one of `words`.
    pub(crate) fn of_arn(self, words: &[Word]) -> Vec<Word> {
        match self {
            Self::Arn => words.to_vec(),
            Self::Account => words.iter().map(|word| of_account(word.to_vec())).collect(),
            Self::Name => words.iter().flat_map(|word| of_user(word)).collect(),
            Self::Type | Self::IsService | Self::ServiceName => Vec::new(),
        }
    }

    /// What the key is for this sort of principal.
    pub(crate) fn constant(self, class: &PrincipalClass) -> Constant {
        let is_role = match class {
            PrincipalClass::Role => true,
            PrincipalClass::User => false,
            PrincipalClass::Only(text) => {
                return self.of_principal(text).map_or(Constant::Absent, Constant::Value);
            }
        };
        match self {
            Self::Name if is_role => Constant::Absent,
            Self::Arn | Self::Account | Self::Name => Constant::None,
            Self::Type => Constant::Value(if is_role { "AssumedRole" } else { "User" }.to_owned()),
            Self::IsService => Constant::Value("false".to_owned()),
            Self::ServiceName => Constant::Absent,
        }
    }

    /// What the key is for this principal.
    pub(crate) fn of_principal(self, text: &str) -> Option<String> {
        let principal: RequestPrincipal = text.parse().ok()?;
        let kind = principal.kind();
        match self {
            Self::Arn => principal.principal_arn(),
            Self::Account => principal.account().map(str::to_owned),
            Self::Name => {
                let name = text.rsplit('/').next().map(str::to_owned);
                name.filter(|_| kind == PrincipalKind::User)
            }
            Self::Type => {
                let name = match kind {
                    PrincipalKind::Root => "Account",
                    PrincipalKind::User => "User",
                    PrincipalKind::Role | PrincipalKind::RoleSession => "AssumedRole",
                    PrincipalKind::FederatedUser => "FederatedUser",
                    PrincipalKind::Anonymous => "Anonymous",
                    _ => return None,
                };
                Some(name.to_owned())
            }
            Self::IsService => Some((kind == PrincipalKind::Service).to_string()),
            Self::ServiceName => (kind == PrincipalKind::Service).then(|| text.to_owned()),
        }
    }
}
