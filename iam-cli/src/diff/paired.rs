//! The policies of one name on both sides, each with what it was.
//!
//! Several have one name where a condition or a lookup chooses among documents. Each of them is compared with the one
//! that was there where the same was decided, not with the one that stands at its place: which one somebody gets is as
//! much of what is granted as what it says.

use super::Key;
use super::let_through::is_control_policy;
use crate::held::{Assumed, Values, is_even, open};
use crate::render::Region;
use iam_core::document::Node;
use iam_core::json::LineIndex;
use iam_core::policy::{Element, PolicyType};
use iam_source::found::Found;
use std::sync::Arc;

/// The texts of a policy on both sides; none where there is no such policy.
#[derive(Debug, Default)]
pub(super) struct Sides {
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
    /// What it is, where what holds it says so.
    pub(super) policy_type: Option<PolicyType>,
    /// Where each statement of the new one stands.
    pub(super) places: Vec<Region>,
    /// What was assumed on both sides for what is not known, by name.
    pub(super) assumed: Values,
    /// What of it is open on each side.
    pub(super) open: Open,
    /// Whether nothing tells which of the old ones was there where the new one is.
    pub(super) is_redecided: bool,
    /// Whether there is a policy of AWS's own now.
    pub(super) is_default: bool,
}

/// What of a policy only deploying tells.
#[derive(Debug, Default)]
pub(super) struct Open {
    old: Values,
    new: Values,
}

impl Open {
    /// Whether the new side has something that is not known, and that the old one did not have; or what is not known
    /// is not the same.
    pub(super) fn is_new(&self) -> bool {
        !is_even(&self.old, &self.new)
    }

    /// Whether one side has something that is not known.
    pub(super) fn is_some(&self) -> bool {
        !self.new.is_empty() || !self.old.is_empty()
    }
}

impl Sides {
    /// Whether a policy of a template is what it was, whatever in it is not known.
    pub(super) fn is_same(&self) -> bool {
        self.is_untouched() && !self.assumed.is_empty()
    }

    /// Whether both sides say the same, where the same is decided.
    pub(super) fn is_untouched(&self) -> bool {
        self.old == self.new && !self.is_redecided && !self.open.is_new()
    }

    fn of(old: Option<Version>, new: Option<Version>) -> Self {
        let mut sides = Self::default();
        let values = |version: &Option<Version>| {
            version.as_ref().map_or_else(Values::new, |it| it.values.clone())
        };
        let (old_values, new_values) = (values(&old), values(&new));
        sides.assumed.extend(old_values.clone());
        sides.assumed.extend(new_values.clone());
        sides.open = Open { old: open(old_values), new: open(new_values) };
        if let Some(Version { text, policy_type, has_default, .. }) = old {
            sides.is_default = has_default && new.is_none();
            sides.old = text;
            sides.policy_type = policy_type;
        }
        if let Some(Version { text, policy_type, places, .. }) = new {
            sides.new = text;
            sides.policy_type = sides.policy_type.or(policy_type);
            sides.places = places;
        }
        sides
    }
}

/// Types of resources that have a policy of AWS's own where they are given none: it lets in everybody, or leaves it to
/// the account.
///
/// Source: [endpoint policies](https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html),
/// [file systems](https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html),
/// [interfaces](https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies.html),
/// [keys](https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html)
const WITH_DEFAULTS: [&str; 4] =
    ["AWS::EC2::VPCEndpoint", "AWS::EFS::FileSystem", "AWS::ApiGateway::RestApi", "AWS::KMS::Key"];

/// A policy on one side.
#[derive(Clone, Debug)]
pub(super) struct Version {
    /// The file that it stands in.
    file: String,
    /// None if nothing is known of what it says.
    text: Option<String>,
    /// Where its statements stand.
    places: Vec<Region>,
    /// What was assumed for what is not known, by name.
    values: Values,
    policy_type: Option<PolicyType>,
    /// What was decided so that there is this one.
    decided: Vec<Arc<str>>,
    /// Whether it denies something, or limits.
    denies: bool,
    /// Whether AWS has a policy of its own where there is none.
    has_default: bool,
}

impl Version {
    /// One that was found in a file with these lines.
    pub(super) fn of(file: &str, found: &Found<'_>, lines: &LineIndex<'_>) -> Self {
        let Assumed { text, values, is_empty } = Assumed::of(found);
        let text = (!is_empty).then_some(text);
        let (policy_type, decided) = (found.policy_type, found.decided.clone());
        let (file, places) = (file.to_owned(), places(&found.document, lines));
        let denies = denies(&found.document) || is_control_policy(policy_type);
        let has_default = policy_type == Some(PolicyType::VpcEndpoint)
            || found.resource_type.is_some_and(|it| WITH_DEFAULTS.contains(&it));
        Self { file, text, places, values, policy_type, decided, denies, has_default }
    }

    /// One that is a file of its own.
    pub(super) fn alone(file: &str, text: &str, document: Option<&Node<'_>>) -> Self {
        let lines = LineIndex::new(text);
        Self {
            file: file.to_owned(),
            text: Some(text.to_owned()),
            places: document.map(|it| places(it, &lines)).unwrap_or_default(),
            values: Values::new(),
            policy_type: None,
            decided: Vec::new(),
            denies: document.is_some_and(denies),
            has_default: false,
        }
    }
}

/// Whether a statement of a policy denies something.
pub(super) fn denies(document: &Node<'_>) -> bool {
    let statements = Element::Statement.of(document).into_iter();
    let mut effects =
        statements.flat_map(|it| it.node.items()).filter_map(|it| it.member("Effect"));
    effects.any(|it| it.node.text() == Some("Deny"))
}

/// Where the statements of a policy stand.
fn places(document: &Node<'_>, lines: &LineIndex<'_>) -> Vec<Region> {
    let statements = Element::Statement.of(document).into_iter();
    statements.flat_map(|it| it.node.items()).map(|it| Region::new(lines, it.span)).collect()
}

/// The side of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Old,
    New,
}

/// The policies of one name, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Group {
    old: Vec<Version>,
    new: Vec<Version>,
}

impl Group {
    pub(super) fn add(&mut self, side: Side, policy: Version) {
        match side {
            Side::Old => self.old.push(policy),
            Side::New => self.new.push(policy),
        }
    }

    /// Whether the new side has such a policy.
    pub(super) fn is_there(&self) -> bool {
        !self.new.is_empty()
    }

    /// Each pair, by the file that it stands in now and a name of its own: the second of one name is `name (2)`.
    pub(super) fn pairs(self, name: &str) -> Vec<(Key, Sides)> {
        let numbered = |(number, (file, sides)): (usize, (String, Sides))| {
            let policy = match (number, name) {
                (1, name) => name.to_owned(),
                (number, "") => format!("({number})"),
                (number, name) => format!("{name} ({number})"),
            };
            (Key { file, policy }, sides)
        };
        (1..).zip(self.sides()).map(numbered).collect()
    }

    /// The sides of each, and the file that it stands in.
    fn sides(self) -> Vec<(String, Sides)> {
        let Self { old, new } = self;
        let is_decided = old.iter().chain(&new).any(|it| !it.decided.is_empty());
        // What was there whatever was decided is what to compare with whatever is decided now.
        let always = match old.as_slice() {
            [only] if only.decided.is_empty() => Some(only.clone()),
            _ => None,
        };
        let any = old.first().cloned();
        let mut rest: Vec<Option<Version>> = old.into_iter().map(Some).collect();
        // Each takes what was there where the same was decided, before others take what is left.
        let was = |(at, new): (usize, &Version)| {
            let is_same = |old: &Version| old.decided == new.decided;
            let found = if is_decided {
                rest.iter_mut().find(|old| old.as_ref().is_some_and(is_same))
            } else {
                rest.get_mut(at)
            };
            found.and_then(Option::take)
        };
        let taken: Vec<_> = new.iter().enumerate().map(was).collect();
        let mut all = Vec::with_capacity(new.len());
        for (new, was) in new.into_iter().zip(taken) {
            let file = new.file.clone();
            if was.is_some() || !is_decided {
                all.push((file, Sides::of(was, Some(new))));
                continue;
            }
            let left = rest.iter_mut().find_map(Option::take);
            let was = always.clone().or(left).or_else(|| any.clone());
            // What denied whatever was decided denies no more always.
            let is_redecided =
                was.is_some() && (always.is_none() || was.as_ref().is_some_and(|it| it.denies));
            all.push((file, Sides { is_redecided, ..Sides::of(was, Some(new)) }));
        }
        let gone = rest.into_iter().flatten();
        all.extend(gone.map(|old| (old.file.clone(), Sides::of(Some(old), None))));
        all
    }
}
