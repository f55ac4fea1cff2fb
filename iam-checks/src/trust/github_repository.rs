//! Which workflows of GitHub Actions a role trusts.

use crate::prelude::*;
use crate::trust::provider::claim;
use iam_language::document::ByteSpan;
use iam_language::pattern::{Piece, has_reference, pieces};
use iam_language::policy::Comparison;

declare_check! {
    /// A trust policy lets GitHub Actions in and does not say for which repository.
    ///
    /// Anybody can make a repository there, and have its workflows act as this role. Test the subject,
    /// `token.actions.githubusercontent.com:sub`.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
    ///                   "Condition": { "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" } } }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
    ///                   "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:acme-labs/shop:ref:refs/heads/main" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing GitHub repo condition key".
    pub(crate) static MISSING: "missing-github-repo-condition-key", SecurityWarning
}

declare_check! {
    /// A subject of GitHub Actions leaves the repository open, or the branch, or is none that GitHub sends.
    ///
    /// More workflows than are meant can assume the role, or none can. Write
    /// `repo:OWNER/NAME:ref:refs/heads/BRANCH`, or test the key `…:ref` besides. A job with an environment
    /// has `repo:OWNER/NAME:environment:NAME` and no branch; what may use the environment, GitHub knows.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
    ///                   "Condition": { "StringLike": { "token.actions.githubusercontent.com:sub": "repo:acme-labs/*" } } }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
    ///                   "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:acme-labs/shop:ref:refs/heads/main" } } }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Specific GitHub repo and branch recommended".
    pub(crate) static UNSPECIFIC:
        "specific-github-repo-and-branch-recommended", Warning
}

declare_check! {
    /// A subject of GitHub Actions has the names of owner and repository, without their ids.
    ///
    /// Repositories made, renamed or transferred since July 15, 2026 have ids in their subjects. Such a one
    /// cannot assume the role. A name can pass to somebody else, an id cannot.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
    ///                   "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:acme-labs/shop:ref:refs/heads/main" } } }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }, "Action": "sts:AssumeRoleWithWebIdentity",
    ///                   "Condition": { "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:acme-labs@123456/shop@456789:ref:refs/heads/main" } } }] }
    /// ```
    ///
    /// Source: ours; GitHub's changelog of 2026-04-23 on
    /// [immutable subject claims](https://github.blog/changelog/2026-04-23-immutable-subject-claims-for-github-actions-oidc-tokens).
    pub(crate) static WITHOUT_IDS: "x-github-subject-without-ids", Suggestion
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::Trust || !statement.allows() {
        return;
    }
    let Some((_, _, span)) = statement.providers().find(|(provider, ..)| provider.is_github())
    else {
        return;
    };
    let subjects: Vec<_> = statement.tests.iter().filter(|test| is_claim(test, "sub")).collect();
    if subjects.is_empty() {
        let message = "workflows of every repository on GitHub can assume this role";
        let fix = "test `token.actions.githubusercontent.com:sub` for \
                   `repo:OWNER/NAME:ref:refs/heads/BRANCH`";
        report.push(MISSING.at(span, message).with_fix(fix));
    }
    let mut refs = statement.tests.iter().filter(|test| is_claim(test, "ref"));
    let has_ref =
        refs.any(|test| test.texts().all(|(text, _)| !text.is_empty() && !has_wildcard(text)));
    let mut texts: Vec<(&str, ByteSpan)> = Vec::new();
    for test in subjects {
        // Without wildcards nobody is let in by a pattern: another finding.
        let is_plain = test.operator.is_some_and(|it| it.comparison != Comparison::StringLike);
        for (text, span) in test.texts() {
            texts.push((text, span));
            if !(is_plain && has_wildcard(text)) {
                unspecific(text, span, has_ref, statement.policy, report);
            }
        }
    }
    let by_id = statement.tests.iter().any(|test| is_claim(test, "repository_id"));
    let has_ids = texts.iter().any(|(text, _)| text.contains('@'));
    let mut names = texts.iter().filter_map(|(text, span)| Some((names_only(text)?, span)));
    if let Some(((owner, name), span)) = names.next_back().filter(|_| !by_id && !has_ids) {
        let message =
            format!("the subject has no ids, as those of new repositories do: `{owner}/{name}`");
        let fix = format!(
            "if GitHub shows ids for the repository, write `repo:{owner}@OWNER_ID/{name}@REPOSITORY_ID:…`, \
             beside this one or in its place"
        );
        report.push(WITHOUT_IDS.at(*span, message).with_fix(fix));
    }
}

/// Reports a subject that leaves something open, or that GitHub does not send.
fn unspecific(
    text: &str,
    span: ByteSpan,
    has_ref: bool,
    policy: &PolicyView<'_, '_>,
    report: &mut Report,
) {
    let Some(open) = left_open(text, has_ref, policy.options.template) else { return };
    let of = |repository: &str| {
        format!(
            "write `repo:{repository}:ref:refs/heads/BRANCH`, or \
             `repo:{repository}:environment:NAME` for jobs with an environment"
        )
    };
    let (message, fix) = match open {
        Open::Repository => (
            format!("`{text}` does not fix the repository: workflows of others can match it"),
            "write `repo:OWNER/NAME:ref:refs/heads/BRANCH`, without wildcards".to_owned(),
        ),
        Open::Reference(repository) => (
            format!(
                "`{text}` does not fix the branch, tag or environment: unreviewed branches of the \
                 repository can match it"
            ),
            of(repository),
        ),
        Open::PullRequest(repository) => (
            format!("`{text}` lets in every pull request of the repository, reviewed or not"),
            of(repository),
        ),
        Open::Nothing(repository) => (
            format!(
                "`{text}` says no branch, tag or environment: unless its repository has a subject of \
                 its own, GitHub sends no such one"
            ),
            of(repository),
        ),
        Open::Slip(meant) => (
            format!("`{text}` is not a subject that GitHub sends, so it matches no workflow"),
            format!("write `{meant}`"),
        ),
    };
    report.push(UNSPECIFIC.at(span, message).with_fix(fix));
}

/// Whether a claim of GitHub Actions has to be equal or alike.
fn is_claim(test: &TestView<'_, '_>, name: &str) -> bool {
    let of_github = claim(test.key).is_some_and(|(provider, claim)| {
        let host = provider.split('/').next().unwrap_or_default();
        // A parameter of a template may be the provider.
        claim.eq_ignore_ascii_case(name)
            && (host.eq_ignore_ascii_case("token.actions.githubusercontent.com")
                || provider.starts_with("${"))
    });
    of_github && test.is_positive() && !test.has_comparison(Comparison::Null)
}

/// What a subject does not say.
#[derive(Debug, PartialEq, Eq)]
enum Open<'t> {
    Repository,
    /// Which branch, tag or environment, of this repository.
    Reference(&'t str),
    /// Which pull request, of this repository.
    PullRequest(&'t str),
    /// All but this repository, and without a wildcard.
    Nothing(&'t str),
    /// One of its parts, most likely: this was meant.
    Slip(String),
}

fn left_open(subject: &str, has_ref: bool, template: bool) -> Option<Open<'_>> {
    if template && has_reference(subject) && !has_wildcard(subject) {
        return None;
    }
    if let Some(meant) = slip(subject) {
        return Some(Open::Slip(meant));
    }
    let rest = subject.strip_prefix("repo:").unwrap_or_default();
    let (repository, rest) = rest.split_once(':').unwrap_or((rest, ""));
    let is_fixed = |name: &str| !name.is_empty() && !has_wildcard(name);
    if !repository.split_once('/').is_some_and(|(owner, name)| is_fixed(owner) && is_fixed(name)) {
        return Some(Open::Repository);
    }
    // GitHub lets an owner choose what follows: the workflow of a job is as good as a branch.
    let references = ["ref:refs/heads/", "ref:refs/tags/", "environment:", "job_workflow_ref:"];
    let reference = references.iter().find_map(|prefix| rest.strip_prefix(prefix));
    let is_said = has_ref || reference.is_some_and(is_fixed);
    (!is_said).then_some(match rest {
        "pull_request" => Open::PullRequest(repository),
        "" => Open::Nothing(repository),
        _ => Open::Reference(repository),
    })
}

/// What was meant by a subject that lacks `repo:` before the repository, or `ref:` before the reference.
fn slip(subject: &str) -> Option<String> {
    let with_repo = subject.starts_with("repo:");
    let (repository, rest) = subject.strip_prefix("repo:").unwrap_or(subject).split_once(':')?;
    let is_name = |text: &str| !text.is_empty() && !text.contains(['*', '?', '$', '/']);
    repository.split_once('/').filter(|(owner, name)| is_name(owner) && is_name(name))?;
    let with_ref = !["refs/heads/", "refs/tags/"].iter().any(|head| rest.starts_with(head));
    let is_reference = ["ref:refs/", "environment:"].iter().any(|head| rest.starts_with(head));
    match (with_repo, with_ref) {
        (_, false) => Some(format!("repo:{repository}:ref:{rest}")),
        (false, true) if is_reference || rest == "pull_request" => {
            Some(format!("repo:{repository}:{rest}"))
        }
        _ => None,
    }
}

/// Owner and name of the one repository that a subject is about, if it has no ids.
fn names_only(subject: &str) -> Option<(&str, &str)> {
    let (repository, _) = subject.strip_prefix("repo:")?.split_once(':')?;
    let (owner, name) = repository.split_once('/')?;
    let is_name = |text: &str| !text.is_empty() && !text.contains(['@', '*', '?', '$']);
    (is_name(owner) && is_name(name)).then_some((owner, name))
}

fn has_wildcard(text: &str) -> bool {
    pieces(text).any(|piece| matches!(piece, Piece::Wildcard { .. }))
}

#[cfg(test)]
mod tests {
    use super::{Open, left_open, names_only};
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn repository_and_branch_are_wanted() {
        const REFERENCE: Option<Open<'_>> = Some(Open::Reference("o/r"));
        let slip = |meant: &str| Some(Open::Slip(meant.to_owned()));
        for (subject, has_ref, wanted) in [
            ("repo:o/r:ref:refs/heads/main", false, None),
            ("repo:o@1/r@2:ref:refs/tags/v1", false, None),
            ("repo:o/r:environment:prod", false, None),
            ("repo:o@1/r@2:environment:prod", false, None),
            ("repo:o/r:environment:*", false, REFERENCE),
            ("repo:o/r:*", true, None),
            ("repo:o/r:*", false, REFERENCE),
            ("repo:o/r:pull_request", false, Some(Open::PullRequest("o/r"))),
            ("repo:o/r:refs/heads/main", false, slip("repo:o/r:ref:refs/heads/main")),
            ("o/r:ref:refs/heads/main", true, slip("repo:o/r:ref:refs/heads/main")),
            ("o/r:refs/tags/v*", false, slip("repo:o/r:ref:refs/tags/v*")),
            ("o/r:environment:prod", false, slip("repo:o/r:environment:prod")),
            ("repo:o@1/r@2:*", false, Some(Open::Reference("o@1/r@2"))),
            ("repo:o/r:ref:refs/heads/release-*", false, REFERENCE),
            ("repo:o/r:ref:refs/heads/", false, REFERENCE),
            ("repo:o/r", false, Some(Open::Nothing("o/r"))),
            ("repo:o/r-?:ref:refs/heads/main", true, Some(Open::Repository)),
            ("repo:o:ref:refs/heads/main", false, Some(Open::Repository)),
            ("*", true, Some(Open::Repository)),
        ] {
            assert_eq!(left_open(subject, has_ref, false), wanted, "{subject}");
        }
        assert_eq!(left_open("${Subject}", false, true), None);
        let open = left_open("repo:${Repository}:*", false, true);
        assert_eq!(open, Some(Open::Repository));
    }

    #[test]
    fn subjects_with_ids_are_told_from_those_without() {
        assert_eq!(names_only("repo:o/r:environment:prod"), Some(("o", "r")));
        for other in ["repo:o@1/r@2:environment:prod", "repo:o/*:environment:prod", "repo:o/r", "*"]
        {
            assert_eq!(names_only(other), None, "{other}");
        }
    }

    #[test]
    fn a_pattern_that_is_compared_as_it_is_lets_nobody_in() {
        for (operator, wanted) in [
            ("StringLike", "specific-github-repo-and-branch-recommended"),
            ("StringEquals", "wildcard-without-like-operator"),
        ] {
            let members = format!(
                r#""Effect": "Allow", "Principal": {{"Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"}},
                   "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {{
                   "StringEquals": {{"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}},
                   "{operator}IfExists": {{"token.actions.githubusercontent.com:sub": "repo:o@1/r@2:*"}}}}"#
            );
            let codes = codes_in(PolicyType::Trust, &members);
            let found: Vec<_> = codes
                .iter()
                .filter(|it| it.contains("github") || it.contains("wildcard"))
                .collect();
            assert_eq!(found, [&wanted], "{operator}: {codes:?}");
        }
    }
}
