//! `iam simulate`: would these requests be allowed?

mod context;
mod files;
mod json;
mod lines;
mod list;
mod owned;
mod text;

use crate::args::{Plain, Simulate};
use crate::outcome::{Failure, Outcome, Result};
use crate::output::{note, print_json, print_text};
use iam_core::arn::is_account;
use iam_core::registry;
use iam_evaluate::{
    Context, ContextValue, Decision, Evaluator, Explanation, Request, RequestError, RequestProblem,
};
use owned::Owned;
use std::collections::{BTreeMap, HashMap};

/// In place of a decision, where an action takes no such resource.
const NOT_APPLICABLE: &str = "notApplicable";

/// One action on one resource, and what came of it.
enum Row {
    Answered(Box<Answer>),
    Unfit(Unfit),
}

/// One request and what came of it.
struct Answer {
    request: Request,
    explanation: Explanation,
}

/// An action that takes no such resource.
struct Unfit {
    action: String,
    resource: String,
    why: String,
}

pub(crate) fn run(args: &Simulate) -> Result {
    if args.jsonl {
        return lines::run(args);
    }
    let (owned, files) = files::read(args).map_err(|problems| failure(&problems))?;
    let questions = questions(args).map_err(|problems| failure(&problems))?;
    let mut evaluators = Evaluators::new(&owned, args.default_key_policy);
    let answer = |question| match question {
        Question::Unfit(unfit) => Row::Unfit(unfit),
        Question::Fit(request) => {
            let explanation = evaluators.of(&request).explain(&request);
            Row::Answered(Box::new(Answer { request: *request, explanation }))
        }
    };
    let rows: Vec<_> = questions.into_iter().map(answer).collect();
    let is_of_key =
        |row: &Row| row.answer().is_some_and(|it| it.request.default_key_policy().is_some());
    if args.default_key_policy && !rows.iter().any(is_of_key) {
        note("note", "--default-key-policy changes nothing: no request is about a KMS key");
    }
    match args.format {
        Plain::Text => print_text(&text::render(&rows, &files))?,
        Plain::Json => {
            let response = json::Response::new(&rows, &files);
            // Strings and numbers always have JSON.
            print_json(&(serde_json::to_string_pretty(&response).unwrap_or_default() + "\n"))?;
        }
    }
    let mut answers = rows.iter().filter_map(Row::answer);
    let all = answers.all(|it| it.explanation.decision() == Decision::Allow);
    Ok(if all { Outcome::Clean } else { Outcome::Findings })
}

impl Row {
    fn answer(&self) -> Option<&Answer> {
        if let Self::Answered(answer) = self { Some(answer) } else { None }
    }
}

/// One evaluator for all requests, save where keys of several accounts have AWS's default policy.
struct Evaluators<'o> {
    owned: &'o Owned,
    plain: Evaluator,
    default_key_policy: bool,
    /// By the key policy.
    of_keys: HashMap<String, Evaluator>,
}

impl<'o> Evaluators<'o> {
    fn new(owned: &'o Owned, default_key_policy: bool) -> Self {
        Self { owned, plain: owned.evaluator(), default_key_policy, of_keys: HashMap::new() }
    }

    fn of(&mut self, request: &Request) -> &Evaluator {
        match request.default_key_policy().filter(|_| self.default_key_policy) {
            None => &self.plain,
            Some(policy) => self
                .of_keys
                .entry(policy.to_json())
                .or_insert_with(|| self.owned.evaluator_for(request, true)),
        }
    }
}

fn failure(problems: &[String]) -> Failure {
    Failure(problems.to_vec())
}

/// One action on one resource.
enum Question {
    Fit(Box<Request>),
    Unfit(Unfit),
}

/// Each action on each resource; otherwise all that is wrong with the questions.
fn questions(args: &Simulate) -> std::result::Result<Vec<Question>, Vec<String>> {
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
