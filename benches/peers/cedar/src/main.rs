//! The managed policies in Cedar's language, as far as it says the same.
//!
//! Cedar knows neither services nor ARNs: action and resource are texts of the context, which it
//! compares with `like`. It has no wildcard for one character, and of conditions only those of its
//! own types; policies with either are left out, as are `NotAction` and `NotResource`.

use cedar_policy::{
    Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request, RestrictedExpression,
};
use iam_core::policy::{ActionElement, Effect, Policy, ResourceElement, Statement};
use questions::{Question, questions};
use std::hint::black_box;
use std::time::{Duration, Instant};
use typed_iam_benches::Corpus;

#[path = "../../../benches/evaluate/questions.rs"]
mod questions;

const ROUNDS: usize = 2;

/// Prints how many decisions a second, and on how much.
fn main() -> std::io::Result<()> {
    let corpus = Corpus::load()?;
    let read = |text: &String| Policy::from_json(text).ok();
    let policies: Vec<Policy> = corpus.compact.iter().filter_map(read).collect();
    let said = policies.iter().filter_map(translate);
    let sets: Vec<PolicySet> = said.filter_map(|text| text.parse().ok()).collect();
    let requests: Vec<Request> = questions().iter().filter_map(request).collect();
    let (authorizer, entities) = (Authorizer::new(), Entities::empty());
    let (mut best, mut allowed) = (Duration::MAX, 0);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let each = sets.iter().flat_map(|set| requests.iter().map(move |request| (set, request)));
        let answers = each.map(|(set, request)| {
            authorizer.is_authorized(black_box(request), black_box(set), black_box(&entities))
        });
        allowed = answers.filter(|answer| answer.decision() == Decision::Allow).count();
        best = best.min(start.elapsed());
    }
    let asked = u32::try_from(sets.len() * requests.len()).unwrap_or(u32::MAX);
    let rate = f64::from(asked) / best.as_secs_f64();
    println!("{rate} {allowed} allowed, on the {} policies that its language can say", sets.len());
    Ok(())
}

fn request(question: &Question) -> Option<Request> {
    let action = question.action.to_string().to_ascii_lowercase();
    let context = Context::from_pairs([
        ("action".to_owned(), RestrictedExpression::new_string(action)),
        ("resource".to_owned(), RestrictedExpression::new_string(question.resource.clone())),
    ]);
    let [principal, asks, resource] =
        [r#"User::"ann""#, r#"Action::"ask""#, r#"Resource::"any""#].map(str::parse::<EntityUid>);
    Request::new(principal.ok()?, asks.ok()?, resource.ok()?, context.ok()?, None).ok()
}

/// A rule for each statement; none if Cedar cannot say one of them.
fn translate(policy: &Policy) -> Option<String> {
    policy.statements().iter().map(rule).collect()
}

fn rule(statement: &Statement) -> Option<String> {
    let (ActionElement::Action(actions), Some(ResourceElement::Resource(resources)), true) =
        (&statement.action, &statement.resource, statement.conditions.is_empty())
    else {
        return None;
    };
    let effect = if statement.effect == Effect::Allow { "permit" } else { "forbid" };
    let actions = actions.iter().map(|it| it.as_str().to_ascii_lowercase());
    let resources = resources.iter().map(|it| it.as_str().to_owned());
    let (actions, resources) = (any("action", actions)?, any("resource", resources)?);
    Some(format!(
        "{effect}(principal, action, resource) when {{ ({actions}) && ({resources}) }};\n"
    ))
}

/// Whether a text of the context is like one of the patterns.
fn any(name: &str, patterns: impl Iterator<Item = String>) -> Option<String> {
    let each = patterns.map(|pattern| {
        let is_sayable = !pattern.contains(['?', '"', '\\', '$']);
        is_sayable.then(|| format!("context.{name} like \"{pattern}\""))
    });
    Some(each.collect::<Option<Vec<_>>>()?.join(" || "))
}
