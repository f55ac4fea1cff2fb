//! `#[never_grants(…)]`, `#[not_public]` and `#[baseline("…")]`: what a policy must not grant.

use crate::entries::entries;
use crate::place::Place;
use crate::word::{string_literal, word};
use iam_core::document::ByteSpan;
use iam_project::project::Project;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The attributes, each as it is written.
pub(crate) const WRITTEN: [&str; 3] =
    ["#[never_grants(iam:*, organizations:*)]", "#[not_public]", "#[baseline(\"reports.json\")]"];

/// What a policy must not grant, and where that is said.
pub(crate) struct Demand {
    pub(crate) what: What,
    pub(crate) place: Place,
    /// Whether `iam.toml` says so, of all policies that grant.
    pub(crate) by_project: bool,
}

/// What a policy must not grant.
pub(crate) enum What {
    /// Any of these actions on any of these resources; any of those that are not listed.
    NeverGrants { actions: Vec<String>, resources: Vec<String> },
    /// Anything to strangers; what it is the policy of, if that is said.
    NotPublic { resource_type: Option<String> },
    /// More than the policy in this file.
    Baseline { path: String },
}

/// Why a policy is refused for what it grants.
pub(crate) struct Refusal {
    /// The part of the document that is to blame.
    pub(crate) at: Option<ByteSpan>,
    /// Where the demand stands.
    pub(crate) place: Place,
    pub(crate) code: &'static str,
    pub(crate) text: String,
}

impl Demand {
    /// The attribute of this name, if it is one of these.
    pub(crate) fn read(
        tokens: &[TokenTree],
        place: Place,
    ) -> Option<Result<Self, (Place, String)>> {
        let (name, rest) = match tokens {
            [TokenTree::Ident(name), rest @ ..] => (name.to_string(), rest),
            _ => return None,
        };
        let list = match rest {
            [TokenTree::Group(list)] if list.delimiter() == Delimiter::Parenthesis => {
                Some(list.stream())
            }
            _ => None,
        };
        let what = match (name.as_str(), list) {
            ("never_grants", Some(list)) => never_grants(list).map(|listed| {
                listed.map(|(actions, resources)| What::NeverGrants { actions, resources })
            }),
            ("not_public", None) if rest.is_empty() => {
                Ok(Some(What::NotPublic { resource_type: None }))
            }
            ("not_public", Some(list)) => {
                Ok(text(list).map(|text| What::NotPublic { resource_type: Some(text) }))
            }
            ("baseline", Some(list)) => Ok(text(list).map(|path| What::Baseline { path })),
            ("never_grants" | "not_public" | "baseline", _) => Ok(None),
            _ => return None,
        };
        Some(match what {
            Ok(Some(what)) => Ok(Self { what, place, by_project: false }),
            Ok(None) => Err((place, how(&name))),
            Err(error) => Err(error),
        })
    }

    /// What `iam.toml` demands of the policy at this place.
    pub(crate) fn of_project(project: &Project, place: Place) -> Option<Self> {
        let actions = project.config().never_grants();
        let what = What::NeverGrants { actions: actions.to_vec(), resources: Vec::new() };
        (!actions.is_empty()).then_some(Self { what, place, by_project: true })
    }

    /// The name of the attribute.
    pub(crate) fn name(&self) -> &'static str {
        match self.what {
            What::NeverGrants { .. } => "never_grants",
            What::NotPublic { .. } => "not_public",
            What::Baseline { .. } => "baseline",
        }
    }

    /// The refusal of a policy that this demand cannot be put to.
    pub(crate) fn refusal(&self, text: impl Into<String>) -> Refusal {
        Refusal { at: None, place: self.place, code: self.name(), text: text.into() }
    }
}

/// How to write the attribute of this name.
pub(crate) fn how(name: &str) -> String {
    match name {
        "never_grants" => "list what must never be granted, actions and, in quotes, resources: `#[never_grants(s3:DeleteObject, \"arn:aws:s3:::audit/*\")]`",
        "not_public" => "write `#[not_public]`, or with what the policy is of: `#[not_public(\"AWS::S3::Bucket\")]`",
        _ => "name the file of the baseline, from the folder of this source file: `#[baseline(\"reports.baseline.json\")]`",
    }
    .to_owned()
}

/// Actions, and resources.
type Listed = (Vec<String>, Vec<String>);

/// The actions and resources that are listed, if any are.
pub(crate) fn never_grants(list: TokenStream) -> Result<Option<Listed>, (Place, String)> {
    let (mut actions, mut resources) = (Vec::new(), Vec::new());
    for entry in entries(list) {
        let quoted = match entry.as_slice() {
            [token] => string_literal(token),
            _ => None,
        };
        match quoted {
            Some(text) if text == "*" || text.starts_with("arn:") => resources.push(text),
            Some(text) => actions.push(text),
            None => actions.push(word(&entry)?),
        }
    }
    let some = !actions.is_empty() || !resources.is_empty();
    Ok(some.then_some((actions, resources)))
}

/// The one string in `list`.
fn text(list: TokenStream) -> Option<String> {
    match entries(list).as_slice() {
        [entry] => match entry.as_slice() {
            [token] => string_literal(token),
            _ => None,
        },
        _ => None,
    }
}
