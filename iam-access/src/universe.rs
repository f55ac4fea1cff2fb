//! The resources that an action takes: ARNs of the formats of its resource types.

use crate::atom::{Atom, Class, Word, plain};
use crate::test::literal;
use iam_core::arn::{ArnPattern, is_account};
use iam_core::pattern::{Piece, pieces};
use iam_core::registry::{self, Action, ActionResourceType, Partition, Status};

/// What a request may be about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Universe {
    /// No resource in particular.
    Star,
    /// An ARN of this format.
    Format(&'static str),
    /// Any text.
    Free,
    /// Any ARN: of undocumented actions nobody knows the resources, and a proof may look at all.
    Any,
}

/// Which of them to look at.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Chosen<'c> {
    pub(crate) partition: Option<&'c str>,
    /// Where no format says it.
    pub(crate) service: Option<&'c str>,
    pub(crate) region: Option<&'c str>,
    pub(crate) account: Option<&'c str>,
    /// What stands for each name.
    pub(crate) name: Option<&'c str>,
}

/// What may stand for a placeholder of a format.
///
/// Names hold no colon, and may hold slashes, but for the keys of objects, paths of requests and some names
/// that their service lets have colons.
///
/// Source: [S3 keys](https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html),
/// [MQTT topics](https://docs.aws.amazon.com/iot/latest/developerguide/topics.html),
/// [`CreateThing`](https://docs.aws.amazon.com/iot/latest/apireference/API_CreateThing.html),
/// [`PutMetricAlarm`](https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html),
/// [streams of DynamoDB](https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Stream.html),
/// [recovery points](https://docs.aws.amazon.com/aws-backup/latest/devguide/recovery-points.html)
const WITH_COLONS: &[&str] = &[
    "AlarmName",
    "ApiSpecificResourcePath",
    "ClientId",
    "ClusterSnapshotName",
    "FunctionName",
    "IdentityId",
    "IdentityPoolId",
    "LogGroupName",
    "LogStreamName",
    "ObjectName",
    "ObjectPath",
    "RecoveryPointId",
    "ResourcePath",
    "SnapshotName",
    "StateMachineName",
    "StreamLabel",
    "ThingName",
    "TopicFilter",
    "TopicName",
    "Uri",
];

/// What stands before an id with colons that others of that name have not: models have versions, as in
/// `anthropic.claude-v2:1`.
///
/// Source: [model ids](https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html)
const BEFORE_COLONS: [&str; 3] =
    ["foundation-model/", "inference-profile/", "application-inference-profile/"];

impl Universe {
    /// Those of an action.
    pub(crate) fn of(action: &'static Action) -> Vec<Self> {
        let types = action.resource_types().map(ActionResourceType::resource_type);
        let mut all: Vec<Self> = types.flat_map(|it| it.arn_formats().map(Self::Format)).collect();
        if all.is_empty() {
            all.push(Self::Star);
            if action.status() != Status::Documented {
                all.push(Self::Any);
            }
        }
        all
    }

    /// Whether its ARNs name the account.
    pub(crate) fn has_account(&self) -> bool {
        match self {
            Self::Star | Self::Any | Self::Free => false,
            Self::Format(format) => {
                ArnPattern::parse(format).is_ok_and(|arn| arn.account.starts_with("${"))
            }
        }
    }

    /// All of them: of an account, of AWS itself, or of nobody.
    pub(crate) fn words(&self) -> Vec<Word> {
        if !self.has_account() {
            return vec![self.word(Chosen::default())];
        }
        let of = |account| self.word(Chosen { account, ..Chosen::default() });
        [None, Some("aws"), Some("")].map(of).into()
    }

    pub(crate) fn word(&self, chosen: Chosen<'_>) -> Word {
        match self {
            Self::Star => literal("*"),
            Self::Free => Word::from([Atom::Any(Class::All)]),
            Self::Any => {
                let mut word: Vec<Atom> = plain("arn:").collect();
                for field in [chosen.partition, chosen.service, chosen.region, chosen.account] {
                    match field {
                        Some(text) => word.extend(plain(text)),
                        None => word.push(Atom::Any(Class::NoColon)),
                    }
                    word.push(Atom::Char(':'));
                }
                match chosen.name {
                    Some(text) => word.extend(plain(text)),
                    None => word.push(Atom::Any(Class::All)),
                }
                word.into()
            }
            Self::Format(format) => {
                let Ok(arn) = ArnPattern::parse(format) else { return literal(format) };
                let mut word: Vec<Atom> = plain("arn:").collect();
                let fields = [
                    (arn.partition, chosen.partition, None),
                    (arn.service, None, None),
                    (arn.region, chosen.region, None),
                    (arn.account, chosen.account, Some(12)),
                ];
                for (field, chosen, digits) in fields {
                    field_of(&mut word, field, chosen, digits);
                    word.push(Atom::Char(':'));
                }
                resource(&mut word, arn.resource, chosen.name);
                word.into()
            }
        }
    }
}

fn field_of(word: &mut Vec<Atom>, field: &str, chosen: Option<&str>, digits: Option<usize>) {
    if !field.starts_with("${") && field != "*" {
        word.extend(plain(field));
    } else if let Some(text) = chosen {
        word.extend(plain(text));
    } else if let Some(digits) = digits {
        word.extend(std::iter::repeat_n(Atom::One(Class::Digit), digits));
    } else {
        word.extend([Atom::One(Class::Segment), Atom::Any(Class::NoColon)]);
    }
}

fn resource(word: &mut Vec<Atom>, format: &str, name: Option<&str>) {
    let mut before = "";
    for piece in pieces(format) {
        match piece {
            Piece::Text(text) | Piece::Escaped(text) | Piece::Unclosed(text) => {
                word.extend(plain(text));
                before = text;
            }
            Piece::Wildcard { one: true } => word.push(Atom::One(Class::All)),
            Piece::Wildcard { one: false } => word.push(Atom::Any(Class::All)),
            Piece::Variable { .. } | Piece::Parameter { .. } if name.is_some() => {
                word.extend(plain(name.unwrap_or_default()));
            }
            Piece::Variable { name } | Piece::Parameter { name } => match name {
                "BucketName" => word.extend([Atom::One(Class::Segment), Atom::Any(Class::Segment)]),
                _ if WITH_COLONS.contains(&name) || BEFORE_COLONS.contains(&before) => {
                    word.extend([Atom::One(Class::All), Atom::Any(Class::All)]);
                }
                _ => word.extend([Atom::One(Class::NoColon), Atom::Any(Class::NoColon)]),
            },
        }
    }
}

/// The regions of a partition, those first that everybody knows.
pub(crate) fn regions(partition: &str) -> Vec<&'static str> {
    let known = registry::partitions().find(|it| it.name() == partition);
    let mut all: Vec<_> = known.into_iter().flat_map(Partition::regions).collect();
    let first = ["us-east-1", "eu-west-1", "cn-north-1", "us-gov-west-1"];
    all.sort_by_key(|region| !first.contains(region));
    all
}

/// The account that a pattern of ARNs names.
pub(crate) fn named_account(pattern: &str) -> Option<String> {
    let arn = ArnPattern::parse(pattern).ok()?;
    is_account(arn.account).then(|| arn.account.to_owned())
}

/// The patterns of ARNs whose account one of `words` matches.
pub(crate) fn of_account(words: &[Word]) -> Vec<Word> {
    let of = |account: &Word| -> Word {
        let field = [Atom::Any(Class::NoColon), Atom::Char(':')];
        let start = plain("arn:").chain(field.iter().cloned().cycle().take(6));
        let account = crate::atom::limited(account.to_vec(), Class::NoColon);
        start.chain(account).chain([Atom::Char(':'), Atom::Any(Class::All)]).collect()
    };
    words.iter().map(of).collect()
}
