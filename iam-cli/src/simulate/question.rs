//! The questions of the command line.

use super::args::Simulate;
use super::row::Unfit;
use super::{context, list};
use iam_core::arn::is_account;
use iam_core::registry;
use iam_evaluate::{Context, ContextValue, Request, RequestError, RequestProblem};
use std::collections::BTreeMap;

/// One action on one resource.
pub(super) enum Question {
    Fit(Box<Request>),
    Unfit(Unfit),
}

/// Each action on each resource; otherwise all that is wrong with the questions.
pub(super) fn questions(args: &Simulate) -> std::result::Result<Vec<Question>, Vec<String>> {
    let context = context(&args.context).map_err(|problem| vec![problem])?;
    let actions: Vec<_> = args.actions.iter().flat_map(|text| list::actions(text)).collect();
    let resources: Vec<_> = args.resources.iter().flat_map(|text| list::resources(text)).collect();
    let mut questions = Vec::new();
    let mut misfits = Vec::new();
    let mut problems = Vec::new();
    for action in &actions {
        for resource in &resources {
            match request(args, action, resource, &context) {
                Ok(request) => questions.push(Question::Fit(Box::new(request))),
                Err(error) => {
                    let told = error.problems().iter().map(ToString::to_string);
                    if !is_misfit(&error) {
                        problems.extend(told);
                        continue;
                    }
                    let why = told.collect::<Vec<_>>().join("\n");
                    misfits.push(why.clone());
                    let (action, resource) = ((*action).to_owned(), (*resource).to_owned());
                    questions.push(Question::Unfit(Unfit { action, resource, why }));
                }
            }
        }
    }
    // A question that is wrong refuses all of them, and so do questions of which none fits.
    if !problems.is_empty() || questions.iter().all(|it| matches!(it, Question::Unfit(_))) {
        problems.extend(misfits);
        problems.sort();
        problems.dedup();
        return Err(problems);
    }
    Ok(questions)
}

/// Whether nothing is wrong but that the action takes no such resource.
fn is_misfit(error: &RequestError) -> bool {
    error.problems().iter().all(|it| matches!(it, RequestProblem::Resource { .. }))
}

fn request(
    args: &Simulate,
    action: &str,
    resource: &str,
    context: &Context,
) -> std::result::Result<Request, RequestError> {
    let of_arn = resource.split(':').nth(4).filter(|account| is_account(account));
    let account = args.resource_account.as_deref().or(of_arn).unwrap_or("111122223333");
    let somebody = || format!("arn:aws:iam::{account}:user/somebody");
    let principal = args.principal.clone().unwrap_or_else(somebody);
    let mut request = Request::new(&principal, action, resource)?;
    if let Some(account) = &args.resource_account {
        request = request.with_resource_account(account)?;
    }
    request = request.with_context(context.clone());
    Ok(if args.fill_in { request.fill_in() } else { request })
}

/// `key=value` each; a key that is repeated, or that AWS fills with a set, has a list.
fn context(entries: &[String]) -> std::result::Result<Context, String> {
    // By the key in lower case: as it was written first, and its values.
    let mut keys: BTreeMap<String, (&str, Vec<String>)> = BTreeMap::new();
    for entry in entries {
        let (key, value) = entry
            .split_once('=')
            .filter(|(key, _)| !key.is_empty())
            .ok_or_else(|| format!("--context: write `key=value`, not `{entry}`"))?;
        let (_, values) = keys.entry(key.to_ascii_lowercase()).or_insert((key, Vec::new()));
        values.push(value.to_owned());
    }
    let value = |(key, mut values): (&str, Vec<String>)| {
        let is_set =
            registry::condition_key(key).is_some_and(registry::ConditionKey::is_multivalued);
        match values.as_mut_slice() {
            [only] if !is_set => (key.to_owned(), ContextValue::One(std::mem::take(only))),
            _ => (key.to_owned(), ContextValue::Many(values)),
        }
    };
    context::of(keys.into_values().map(value).collect())
        .map_err(|problems| format!("--context: {problems}"))
}
