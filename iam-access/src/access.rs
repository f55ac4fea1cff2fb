//! Some access: actions, on resources.

use crate::actions::ActionSet;
use crate::fact::{Facts, Literal};
use crate::rule::About;
use crate::universe::named_account;
use iam_core::arn::{ArnPattern, is_account};
use iam_core::policy::Version;
use iam_core::registry;
use std::fmt;

/// What must not be granted: any of these actions on any of these resources.
///
/// # Examples
///
/// ```
/// use iam_access::Access;
/// assert!(Access::new(["iam:*", "s3:DeleteBucket"], ["*"]).is_ok());
/// let error = Access::new(["s3:DeleteBuckets"], []).unwrap_err();
/// assert_eq!(error.to_string(), "`s3:DeleteBuckets` matches no action; did you mean `s3:DeleteBucket`?");
/// ```
///
/// Source: [`Access`](https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_Access.html)
#[derive(Clone, Debug)]
pub struct Access {
    actions: Option<Actions>,
    resources: Option<Vec<Box<str>>>,
}

/// Patterns of actions, and which actions match one.
#[derive(Clone, Debug)]
struct Actions {
    /// In lower case and sorted.
    patterns: Vec<Box<str>>,
    known: ActionSet,
}

/// Why some access cannot be asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccessError {
    /// Neither actions nor resources.
    Empty,
    /// More entries of a list than AWS takes.
    TooMany {
        /// Which list.
        list: &'static str,
        /// How many it has.
        found: usize,
    },
    /// A pattern that no action of the registry matches.
    NoAction {
        /// As it is written.
        text: String,
        /// What it may have meant.
        nearest: Option<String>,
    },
    /// A resource that is neither `*` nor an ARN that can be, or longer than AWS takes.
    Resource {
        /// As it is written.
        text: String,
    },
}

/// Whether it is `*`, or an ARN of an account that there may be. A variable stands for nothing here.
fn may_be_resource(text: &str) -> bool {
    let has_wildcard = |field: &str| field.contains(['*', '?']);
    let may_be_account = |field: &str| {
        field.is_empty() || field == "aws" || is_account(field) || has_wildcard(field)
    };
    text == "*"
        || !text.contains("${")
            && ArnPattern::parse(text).is_ok_and(|arn| may_be_account(arn.account))
}

/// How many entries each list may have, and how long a resource may be.
const MOST: usize = 100;
const LONGEST: usize = 2048;

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("neither actions nor resources are given"),
            Self::TooMany { list, found } => {
                write!(f, "there are {found} {list}, and at most {MOST} may be asked about at once")
            }
            Self::NoAction { text, nearest } => {
                write!(f, "`{}` matches no action", iam_core::visible::visible(text))?;
                match nearest {
                    Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
                    None => Ok(()),
                }
            }
            Self::Resource { text } => write!(
                f,
                "`{}` is not a resource: write `*` or an ARN of at most {LONGEST} characters, `arn:partition:service:region:account:resource`, with an account of twelve digits and without variables",
                iam_core::visible::visible(text)
            ),
        }
    }
}

impl std::error::Error for AccessError {}

impl Access {
    /// Any of these actions, or any action if there are none, on any of these resources, or any resource if
    /// there are none. Both may have wildcards.
    ///
    /// # Errors
    ///
    /// Both lists empty, more than 100 entries of one, a pattern that matches no action, a resource that is
    /// neither `*` nor an ARN.
    pub fn new<'t>(
        actions: impl IntoIterator<Item = &'t str>,
        resources: impl IntoIterator<Item = &'t str>,
    ) -> Result<Self, AccessError> {
        let actions: Vec<&str> = actions.into_iter().collect();
        let resources: Vec<Box<str>> = resources.into_iter().map(Box::from).collect();
        if actions.is_empty() && resources.is_empty() {
            return Err(AccessError::Empty);
        }
        for (list, found) in [("actions", actions.len()), ("resources", resources.len())] {
            if found > MOST {
                return Err(AccessError::TooMany { list, found });
            }
        }
        for action in &actions {
            if ActionSet::matching([*action].into_iter()).is_empty() {
                let nearest = registry::nearest_actions(action).first().map(ToString::to_string);
                return Err(AccessError::NoAction { text: (*action).to_owned(), nearest });
            }
        }
        for resource in &resources {
            if !may_be_resource(resource) || resource.chars().count() > LONGEST {
                return Err(AccessError::Resource { text: resource.to_string() });
            }
        }
        let actions = (!actions.is_empty()).then(|| Actions::of(&actions));
        Ok(Self { actions, resources: (!resources.is_empty()).then_some(resources) })
    }

    /// Those of its actions that there are; none if it is about all.
    pub(crate) fn known_actions(&self) -> Option<&ActionSet> {
        self.actions.as_ref().map(|actions| &actions.known)
    }

    /// The accounts that its resources name.
    pub(crate) fn accounts(&self) -> Vec<String> {
        let accounts = self.resources.iter().flatten().filter_map(|it| named_account(it));
        accounts.collect()
    }

    /// What it asks of the resource, and of actions of any name.
    pub(crate) fn literals(&self, about: About, facts: &mut Facts) -> Vec<Literal> {
        let resources = self.resources.iter().flatten().map(|it| &**it);
        let resource = match &self.resources {
            // Variables of a policy have no meaning here.
            Some(_) => facts.resource(resources, Some(Version::V2008_10_17)),
            None => None,
        };
        let mut literals: Vec<_> =
            resource.map(|fact| Literal { fact, holds: true }).into_iter().collect();
        if let (About::AnyName, Some(actions)) = (about, &self.actions) {
            literals.push(facts.one_of(actions.patterns.clone(), true));
        }
        literals
    }
}

impl Actions {
    fn of(patterns: &[&str]) -> Self {
        let known = ActionSet::matching(patterns.iter().copied());
        let mut patterns: Vec<Box<str>> =
            patterns.iter().map(|pattern| pattern.to_ascii_lowercase().into()).collect();
        patterns.sort_unstable();
        patterns.dedup();
        Self { patterns, known }
    }
}
