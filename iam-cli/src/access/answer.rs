//! Answers, in words and in the shape of AWS's.

use super::found::Given;
use super::sides::Side;
use iam_access::{HypotheticalWitness, Reason, Verdict, Witness};
use iam_core::visible::visible;
use iam_evaluate::{Context, ContextValue};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Which question was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    NoNewAccess,
    AccessNotGranted,
    NoPublicAccess,
}

impl Question {
    fn message(self, verdict: Verdict) -> &'static str {
        match (self, verdict) {
            (Self::NoNewAccess, Verdict::Pass) => {
                "The modified permissions do not grant new access compared to your existing policy."
            }
            (Self::NoNewAccess, Verdict::Fail) => {
                "The modified permissions grant new access compared to your existing policy."
            }
            (Self::NoNewAccess, Verdict::Unknown) => {
                "It is not known whether the modified permissions grant new access compared to your existing policy."
            }
            (Self::AccessNotGranted, Verdict::Pass) => {
                "The policy document does not grant access to perform the listed actions."
            }
            (Self::AccessNotGranted, Verdict::Fail) => {
                "The policy document grants access to perform one or more of the listed actions."
            }
            (Self::AccessNotGranted, Verdict::Unknown) => {
                "It is not known whether the policy document grants access to perform the listed actions."
            }
            (Self::NoPublicAccess, Verdict::Pass) => {
                "The resource policy does not grant public access for the given resource type."
            }
            (Self::NoPublicAccess, Verdict::Fail) => {
                "The resource policy grants public access for the given resource type."
            }
            (Self::NoPublicAccess, Verdict::Unknown) => {
                "It is not known whether the resource policy grants public access for the given resource type."
            }
        }
    }

    fn description(self, statement: usize) -> String {
        let what = match self {
            Self::NoNewAccess => "New access",
            Self::AccessNotGranted => "One or more of the listed actions",
            Self::NoPublicAccess => "Public access granted",
        };
        format!("{what} in the statement with index: {statement}.")
    }
}

/// A question, and of what.
#[derive(Clone, Copy)]
pub(crate) struct Asked<'a> {
    question: Question,
    /// What the new policies are called, if there are several.
    names: &'a [String],
    /// Whether more than one policy a side was asked about.
    are_sets: bool,
}

impl From<Question> for Asked<'_> {
    fn from(question: Question) -> Self {
        Self { question, names: &[], are_sets: false }
    }
}

impl<'a> Asked<'a> {
    /// Of the side that may grant something; `is_set` if more than one policy of a side counts.
    pub(super) fn of(question: Question, side: &'a Side, is_set: bool) -> Self {
        Self { question, names: &side.names, are_sets: is_set }
    }

    /// Which policy, if there are several.
    fn policy_index(&self, policy: usize) -> Option<usize> {
        (!self.names.is_empty()).then_some(policy)
    }

    /// `role.json, statement 2 (`Write`)`
    fn place(&self, policy: usize, statement: &str) -> String {
        match self.names.get(policy) {
            Some(name) => format!("{name}, {statement}"),
            None => statement.to_owned(),
        }
    }
}

/// The shape of AWS's answer, and what we add to it.
#[derive(Serialize)]
pub(crate) struct Response<'a> {
    result: &'static str,
    message: String,
    reasons: Vec<Told>,
    #[serde(skip_serializing_if = "Option::is_none")]
    witness: Option<RequestShape<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unknown: Vec<Told>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    description: String,
    /// If there are several policies.
    #[serde(skip_serializing_if = "Option::is_none")]
    policy_index: Option<usize>,
    statement_index: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    statement_id: Option<String>,
}

/// A request, as a line of `iam simulate --jsonl` has it.
#[derive(Serialize)]
struct RequestShape<'a> {
    principal: &'a str,
    action: Cow<'a, str>,
    resource: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource_account: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    context: BTreeMap<&'a str, Value<'a>>,
    /// Whether it need not exist today.
    #[serde(skip_serializing_if = "is_false")]
    hypothetical: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value<'a> {
    One(&'a str),
    Many(&'a [String]),
}

impl<'a> Response<'a> {
    pub(crate) fn new<'q>(asked: impl Into<Asked<'q>>, given: impl Into<Given<'a>>) -> Self {
        let (asked, given) = (asked.into(), given.into());
        let question = asked.question;
        let reasons = given.reasons.iter().map(|reason| Told {
            description: question.description(reason.statement),
            policy_index: asked.policy_index(reason.policy),
            statement_index: reason.statement,
            statement_id: reason.sid.clone(),
        });
        let hypothetical = given.hypothetical.iter().map(|reason| Told {
            description: question.description(reason.statement),
            policy_index: asked.policy_index(reason.policy),
            statement_index: reason.statement,
            statement_id: reason.sid.clone(),
        });
        let unknown = given.unknown.iter().map(|unknown| Told {
            description: unknown.why.to_string(),
            policy_index: asked.policy_index(unknown.policy),
            statement_index: unknown.statement,
            statement_id: unknown.sid.clone(),
        });
        Self {
            result: given.verdict.as_str(),
            message: message(question, &given),
            reasons: reasons.chain(hypothetical).collect(),
            witness: match (given.reasons, given.hypothetical) {
                ([first, ..], _) => Some(RequestShape::new(&first.witness)),
                ([], [first, ..]) => Some(RequestShape::hypothetical(&first.witness)),
                ([], []) => None,
            },
            unknown: unknown.collect(),
        }
    }
}

impl<'a> RequestShape<'a> {
    fn new(witness: &'a Witness) -> Self {
        let request = witness.request();
        Self {
            principal: request.principal().as_str(),
            action: request.action().to_string().into(),
            resource: request.resource(),
            resource_account: witness.resource_account(),
            context: keys(request.context()).collect(),
            hypothetical: false,
        }
    }

    fn hypothetical(witness: &'a HypotheticalWitness) -> Self {
        let request = witness.request();
        Self {
            principal: request.principal().as_str(),
            action: request.action().into(),
            resource: request.resource(),
            resource_account: witness.resource_account(),
            context: keys(request.context()).collect(),
            hypothetical: true,
        }
    }
}

fn message(question: Question, given: &Given<'_>) -> String {
    let own = question.message(given.verdict);
    given.note.map_or_else(|| own.to_owned(), |note| format!("{own} {note}"))
}

fn keys(context: &Context) -> impl Iterator<Item = (&str, Value<'_>)> {
    context.iter().map(|(key, value)| match value {
        ContextValue::One(value) => (key, Value::One(value.as_str())),
        ContextValue::Many(values) => (key, Value::Many(values.as_slice())),
    })
}

/// The answer for people.
pub(super) fn text(asked: Asked<'_>, given: Given<'_>) -> String {
    // Writing to a string cannot fail.
    let mut text = format!("{}: {}\n", given.verdict, message(asked.question, &given));
    for reason in given.reasons {
        let _ = writeln!(text, "  {}", sentence(asked, reason));
    }
    for reason in given.hypothetical {
        let statement = statement(reason.statement, reason.sid.as_deref());
        let place = asked.place(reason.policy, &statement);
        let beside = match asked.question {
            Question::NoNewAccess if asked.are_sets => {
                "; the existing policies, within their limits, would not"
            }
            Question::NoNewAccess => "; the existing policy would not",
            Question::AccessNotGranted | Question::NoPublicAccess => "",
        };
        let _ = writeln!(
            text,
            "  {place} would allow {}{beside} (the request need not exist today)",
            reason.witness,
        );
    }
    for unknown in given.unknown {
        let name = statement(unknown.statement, unknown.sid.as_deref());
        let _ = writeln!(text, "  {}: {}", asked.place(unknown.policy, &name), unknown.why);
    }
    text
}

fn sentence(asked: Asked<'_>, reason: &Reason) -> String {
    let text = asked.place(reason.policy, &grant(reason));
    match asked.question {
        Question::NoNewAccess if asked.are_sets => {
            text + "; the existing policies, within their limits, do not"
        }
        Question::NoNewAccess => text + "; the existing policy does not",
        Question::AccessNotGranted => text,
        Question::NoPublicAccess => text + ", whom nothing in the policy names",
    }
}

/// `statement 2 (`Write`) allows `s3:DeleteObject` on `arn:…`, by …`
pub(crate) fn grant(reason: &Reason) -> String {
    let statement = statement(reason.statement, reason.sid.as_deref());
    format!("{statement} allows {}", reason.witness)
}

pub(crate) fn statement(place: usize, sid: Option<&str>) -> String {
    match sid {
        Some(sid) => format!("statement {} (`{}`)", place + 1, visible(sid)),
        None => format!("statement {}", place + 1),
    }
}
