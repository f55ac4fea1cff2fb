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
    /// for other names, where there are more than a few such values. In each turn it is something else.
    pub(crate) fn value(self, name: &str, turn: u64) -> String {
        match self {
            Self::Partition => "aws".to_owned(),
            Self::Region => region(name, turn).to_owned(),
            Self::Account => account(name, turn),
            Self::Path => format!("/{}/", some(name, turn)),
            Self::Action => format!("{}:Act", some(name, turn)),
            // What is called an account is one: all of its principals.
            Self::Arn if is_called_account(name) => account(name, turn),
            Self::Arn => format!("arn:aws:iam::{SOMEBODY}:role/{}", some(name, turn)),
            Self::Service => format!("{}.amazonaws.com", some(name, turn)),
            Self::WebIdentity => format!("arn:aws:iam::{OWN}:oidc-provider/{}", some(name, turn)),
            Self::Saml => format!("arn:aws:iam::{OWN}:saml-provider/{}", some(name, turn)),
            Self::Address => {
                let number = number(name).wrapping_add(turn);
                format!("198.18.{}.{}/32", number / 256 % 256, number % 256)
            }
            Self::Truth => "true".to_owned(),
            Self::Number => (1000 + number(name).wrapping_add(turn) % 1000).to_string(),
            Self::Date if turn == 0 => "2031-01-01T00:00:00Z".to_owned(),
            Self::Date => {
                let number = number(name).wrapping_add(turn);
                let (month, day) = (1 + number % 12, 1 + number / 12 % 28);
                let (hour, minute) = (number / 336 % 24, number / 8064 % 60);
                format!("2032-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z")
            }
            Self::Bytes if turn == 0 => "c29tZQ==".to_owned(),
            // Twelve letters are nine bytes.
            Self::Bytes => {
                let number = number(name).wrapping_add(turn);
                let letter = |at: u32| match u8::try_from((number >> (5 * at)) & 15) {
                    Ok(letter) => char::from(b'a' + letter),
                    Err(_) => 'a',
                };
                (0..12).map(letter).collect()
            }
        }
    }
}

/// The account that policies are deployed to.
const OWN: &str = "111122223333";

/// The region that policies are deployed to.
pub(crate) const OWN_REGION: &str = "us-east-1";

/// Others.
const REGIONS: [&str; 16] = [
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ca-central-1",
    "sa-east-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eu-central-1",
    "eu-north-1",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
];

/// The account of a principal of whom nothing is known.
const SOMEBODY: &str = "222233334444";

/// The region that stands for the parameter `name`.
fn region(name: &str, turn: u64) -> &'static str {
    let count = u64::try_from(REGIONS.len()).unwrap_or(1);
    let at = number(name).wrapping_add(turn) % count;
    usize::try_from(at).ok().and_then(|at| REGIONS.get(at)).copied().unwrap_or(OWN_REGION)
}

/// Whether the parameter is called an account.
pub(crate) fn is_called_account(name: &str) -> bool {
    name.to_ascii_lowercase().contains("account")
}

/// Whether the parameter has a value of its own, whatever has the same.
pub(crate) fn is_fixed(name: &str) -> bool {
    name.starts_with("AWS::") || is_own_account(name)
}

fn is_own_account(name: &str) -> bool {
    ["AWS::AccountId", "aws:accountId"].contains(&name) || name.contains("aws_caller_identity")
}

/// The account that stands for the parameter `name`: the own one, if that is what it says.
pub(crate) fn account(name: &str, turn: u64) -> String {
    if is_own_account(name) {
        return OWN.to_owned();
    }
    format!("{}", 300_000_000_000 + number(name).wrapping_add(turn) % 600_000_000_000)
}

/// A name for what the parameter `name` stands for.
pub(crate) fn some(name: &str, turn: u64) -> String {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let letters: String = name.chars().map(letter).collect();
    let letters = letters.trim_matches('-');
    match turn {
        0 => format!("some-{letters}"),
        turn => format!("some-{letters}-{:08x}", number(name).wrapping_add(turn << 32) >> 32),
    }
}

/// A number for a name, the same on each machine: its FNV-1a hash.
fn number(name: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    name.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}
