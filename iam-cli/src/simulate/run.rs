//! The verb, from arguments to exit status.

use super::args::Simulate;
use super::evaluators::Evaluators;
use super::question::{Question, questions};
use super::row::{Answer, Row};
use super::{files, json, lines, text};
use crate::args::Plain;
use crate::outcome::{Failure, Outcome, Result};
use crate::output::{note, print_json, print_text};
use iam_evaluate::Decision;

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

fn failure(problems: &[String]) -> Failure {
    Failure(problems.to_vec())
}
