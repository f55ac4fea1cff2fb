//! Where a parameter stands, and what can stand there.

use iam_core::policy::{ComparisonFamily, ConditionOperator};
use iam_core::registry::{self, ConditionKey, ValueType};

/// What can stand where a parameter stands, of those of which the place tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Partition,
    Region,
    Account,
    /// From the type of a principal to its name, as in `role${Path}backup`.
    Path,
    Action,
    /// The ARN of a principal, or of what calls for somebody else.
    Arn,
    Service,
    WebIdentity,
    Saml,
    Address,
    /// `true` or `false`.
    Truth,
    Number,
    Date,
    Bytes,
}

/// Which part of a policy something stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    Elsewhere,
    Action,
    /// `Principal` or `NotPrincipal`, of a statement about sessions by SAML or not.
    Principals {
        is_saml: bool,
    },
    Conditions,
    /// The keys of an operator that compares these.
    Keys(ComparisonFamily),
    /// Where such a value stands, and nothing beside it.
    Value(Place),
}

impl Within {
    /// What the member `key` stands in, of an object that stands in this. `is_saml` is of a statement.
    pub(crate) fn member(self, key: &str, is_saml: bool) -> Self {
        match self {
            Self::Elsewhere => match key {
                "Action" | "NotAction" => Self::Action,
                "Principal" | "NotPrincipal" => Self::Principals { is_saml },
                "Condition" => Self::Conditions,
                _ => Self::Elsewhere,
            },
            Self::Principals { is_saml } => match key {
                "AWS" => Self::Value(Place::Arn),
                "Service" => Self::Value(Place::Service),
                "Federated" if is_saml => Self::Value(Place::Saml),
                "Federated" => Self::Value(Place::WebIdentity),
                _ => Self::Elsewhere,
            },
            Self::Conditions => key
                .parse::<ConditionOperator>()
                .map_or(Self::Elsewhere, |it| Self::Keys(it.comparison.family())),
            Self::Keys(family) => of_key(family, key).map_or(Self::Elsewhere, Self::Value),
            Self::Action | Self::Value(_) => Self::Elsewhere,
        }
    }

    /// What a text that is nothing but a parameter can be.
    pub(crate) fn whole(self) -> Option<Place> {
        match self {
            Self::Action => Some(Place::Action),
            Self::Value(place) => Some(place),
            _ => None,
        }
    }
}

/// What a value of the condition key can be; none if any text can be.
fn of_key(family: ComparisonFamily, key: &str) -> Option<Place> {
    match family {
        ComparisonFamily::Numeric => Some(Place::Number),
        ComparisonFamily::Date => Some(Place::Date),
        ComparisonFamily::Bool | ComparisonFamily::Null => Some(Place::Truth),
        ComparisonFamily::Binary => Some(Place::Bytes),
        ComparisonFamily::IpAddress => Some(Place::Address),
        ComparisonFamily::Arn => Some(Place::Arn),
        ComparisonFamily::String => {
            let value_type = registry::condition_key(key).map(ConditionKey::value_type);
            let is_account = key.to_ascii_lowercase().ends_with("account");
            match value_type {
                Some(ValueType::Arn) => Some(Place::Arn),
                _ if is_account => Some(Place::Account),
                _ => None,
            }
        }
    }
}

impl Place {
    /// Whether it is part of a text, and so tells more of a parameter than that some text is nothing else.
    pub(crate) const fn is_part(self) -> bool {
        matches!(self, Self::Partition | Self::Region | Self::Account | Self::Path)
    }

    /// Something for the parameter `name` that can stand there: the same each time, and other than what stands
    /// for other names, where there are more than a few such values.
    pub(crate) fn value(self, name: &str) -> String {
        match self {
            Self::Partition => "aws".to_owned(),
            Self::Region => "us-east-1".to_owned(),
            Self::Account => account(name),
            Self::Path => format!("/{}/", some(name)),
            Self::Action => format!("{}:Act", some(name)),
            // What is called an account is one: all of its principals.
            Self::Arn if is_called_account(name) => account(name),
            Self::Arn => format!("arn:aws:iam::{SOMEBODY}:role/{}", some(name)),
            Self::Service => format!("{}.amazonaws.com", some(name)),
            Self::WebIdentity => format!("arn:aws:iam::{OWN}:oidc-provider/{}", some(name)),
            Self::Saml => format!("arn:aws:iam::{OWN}:saml-provider/{}", some(name)),
            Self::Address => {
                let number = number(name);
                format!("198.18.{}.{}/32", number / 256 % 256, number % 256)
            }
            Self::Truth => "true".to_owned(),
            Self::Number => (1000 + number(name) % 1000).to_string(),
            Self::Date => "2031-01-01T00:00:00Z".to_owned(),
            Self::Bytes => "c29tZQ==".to_owned(),
        }
    }
}

/// The account that policies are deployed to.
const OWN: &str = "111122223333";

/// The account of a principal of whom nothing is known.
const SOMEBODY: &str = "222233334444";

/// Whether the parameter is called an account.
pub(crate) fn is_called_account(name: &str) -> bool {
    name.to_ascii_lowercase().contains("account")
}

/// The account that stands for the parameter `name`: the own one, if that is what it says.
pub(crate) fn account(name: &str) -> String {
    let is_own =
        ["AWS::AccountId", "aws:accountId"].contains(&name) || name.contains("aws_caller_identity");
    if is_own {
        return OWN.to_owned();
    }
    format!("{}", 300_000_000_000 + number(name) % 600_000_000_000)
}

/// A name for what the parameter `name` stands for.
pub(crate) fn some(name: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    format!("some-{}", name.chars().map(letter).collect::<String>().trim_matches('-'))
}

/// A number for a name, the same on each machine: its FNV-1a hash.
fn number(name: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    name.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}
