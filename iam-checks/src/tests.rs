//! What a text or some members of a statement are found to have, for the tests of the checks.

use crate::options::Options;
use crate::run::run;
use crate::subject::Subject;
use crate::syntax::syntax_finding;
use iam_language::finding::Finding;
use iam_language::json;
use iam_language::policy::PolicyType;

/// The findings in a JSON text.
pub(crate) fn checked(text: &str, options: Options) -> Vec<Finding> {
    match json::read(text) {
        Ok(document) => run(&Subject::as_written(&document, text), options),
        Err(error) => vec![syntax_finding(&error)],
    }
}

/// The codes found in an `Allow` statement of an identity-based policy with these members.
#[track_caller]
pub(crate) fn codes(members: &str) -> Vec<&'static str> {
    codes_in(PolicyType::Identity, &format!(r#""Effect": "Allow", {members}"#))
}

/// The codes found in a policy with one statement of these members.
#[track_caller]
pub(crate) fn codes_in(policy_type: PolicyType, members: &str) -> Vec<&'static str> {
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{{{members}}}]}}"#);
    let findings = checked(&text, Options::new(policy_type));
    findings.into_iter().map(|finding| finding.code).collect()
}
