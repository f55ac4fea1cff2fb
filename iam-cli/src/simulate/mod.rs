//! `iam simulate`: would these requests be allowed?

mod files;
mod json;
mod lines;
mod owned;
mod text;

use crate::args::{Plain, Simulate};
use crate::outcome::{Failure, Outcome, Result};
use crate::print;
use iam_core::evaluate::{Context, ContextValue, Decision, Explanation, Request};
use iam_core::registry;

/// One request and what came of it.
struct Answer {
    request: Request,
    explanation: Explanation,
}

pub(crate) fn run(args: &Simulate) -> Result {
    if args.jsonl {
        return lines::run();
    }
    let (owned, files) = files::read(args).map_err(|problems| failure(&problems))?;
    let requests = requests(args).map_err(|problems| failure(&problems))?;
    let evaluator = owned.evaluator();
    let answer = |request: Request| {
        let explanation = evaluator.explain(&request);
        Answer { request, explanation }
    };
    let answers: Vec<_> = requests.into_iter().map(answer).collect();
    let rendered = match args.format {
        Plain::Text => text::render(&answers, &files),
        Plain::Json => {
            let response = json::Response::new(&answers, &files);
            // Strings and numbers always have JSON.
            serde_json::to_string_pretty(&response).unwrap_or_default() + "\n"
        }
    };
    print(rendered.as_bytes())?;
    let all = answers.iter().all(|it| it.explanation.decision() == Decision::Allow);
    Ok(if all { Outcome::Clean } else { Outcome::Findings })
}

fn failure(problems: &[String]) -> Failure {
    Failure::Message(problems.join("\nerror: "))
}

/// Each action on each resource; otherwise all that is wrong with the questions.
fn requests(args: &Simulate) -> std::result::Result<Vec<Request>, Vec<String>> {
    let context = context(&args.context).map_err(|problem| vec![problem])?;
    let mut requests = Vec::new();
    let mut problems = Vec::new();
    for action in &args.actions {
        for resource in &args.resources {
            match request(args, action, resource, &context) {
                Ok(request) => requests.push(request),
                Err(why) => {
                    problems.extend(why.lines().map(str::to_owned));
                }
            }
        }
    }
    problems.sort();
    problems.dedup();
    if problems.is_empty() { Ok(requests) } else { Err(problems) }
}

fn request(
    args: &Simulate,
    action: &str,
    resource: &str,
    context: &Context,
) -> std::result::Result<Request, String> {
    let of_arn = resource.split(':').nth(4).filter(|account| account.len() == 12);
    let account = args.resource_account.as_deref().or(of_arn).unwrap_or("111122223333");
    let somebody = || format!("arn:aws:iam::{account}:user/somebody");
    let principal = args.principal.clone().unwrap_or_else(somebody);
    let mut request =
        Request::new(&principal, action, resource).map_err(|error| error.to_string())?;
    if let Some(account) = &args.resource_account {
        request = request.with_resource_account(account).map_err(|error| error.to_string())?;
    }
    request = request.with_context(context.clone());
    Ok(if args.fill_in { request.fill_in() } else { request })
}

/// `key=value` each; a key that is repeated, or that AWS fills with a set, has a list.
fn context(entries: &[String]) -> std::result::Result<Context, String> {
    let mut context = Context::new();
    for entry in entries {
        let (key, value) = entry
            .split_once('=')
            .filter(|(key, _)| !key.is_empty())
            .ok_or_else(|| format!("--context: write `key=value`, not `{entry}`"))?;
        let is_set =
            registry::condition_key(key).is_some_and(registry::ConditionKey::is_multivalued);
        let mut values = context.values(key).to_vec();
        values.push(value.to_owned());
        match values.as_slice() {
            [only] if !is_set => context.set(key, only.as_str()),
            _ => context.set(key, ContextValue::Many(values)),
        }
    }
    Ok(context)
}
