//! Which workflows of GitHub Actions a role trusts.

use super::super::view::{PolicyView, StatementView, TestView};
use super::super::{Report, declare_check};
use super::provider::claim;
use crate::pattern::{Piece, has_reference, pieces};
use crate::policy::{Comparison, PolicyType};

declare_check! {
    /// A trust policy lets GitHub Actions in and does not say for which repository.
    ///
    /// The workflows of every repository on GitHub can take on the role. Test the subject,
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
    pub(in crate::check) static MISSING: "missing-github-repo-condition-key", SecurityWarning
}

declare_check! {
    /// A subject of GitHub Actions leaves the repository open, or the branch.
    ///
    /// Workflows of other repositories or of unreviewed branches can take on the role. Write
    /// `repo:OWNER/NAME:ref:refs/heads/BRANCH`, or test the key `…:ref` besides.
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
    pub(in crate::check) static UNSPECIFIC:
        "specific-github-repo-and-branch-recommended", Warning
}

pub(in crate::check) fn run<S: Copy>(
    policy: &PolicyView<'_, '_, S>,
    statement: &StatementView<'_, '_, S>,
    report: &mut Report<S>,
) {
    if policy.options.policy_type != PolicyType::Trust || !statement.allows() {
        return;
    }
    let Some((_, _, span)) = statement.providers().find(|(provider, ..)| provider.is_github())
    else {
        return;
    };
    let subjects: Vec<_> = statement.tests.iter().filter(|test| is_claim(test, "sub")).collect();
    if subjects.is_empty() {
        let message = "workflows of every repository on GitHub can take on this role";
        let fix = "test `token.actions.githubusercontent.com:sub` for \
                   `repo:OWNER/NAME:ref:refs/heads/BRANCH`";
        report.push(MISSING.at(span, message).with_fix(fix));
    }
    let mut refs = statement.tests.iter().filter(|test| is_claim(test, "ref"));
    let has_ref =
        refs.any(|test| test.texts().all(|(text, _)| !text.is_empty() && !has_wildcard(text)));
    for (text, span) in subjects.into_iter().flat_map(TestView::texts) {
        let Some(open) = left_open(text, has_ref, policy.options.template) else { continue };
        let message = format!("`{text}` does not fix the {open}");
        let fix = "write `repo:OWNER/NAME:ref:refs/heads/BRANCH`, without wildcards";
        report.push(UNSPECIFIC.at(span, message).with_fix(fix));
    }
}

/// Whether a claim of GitHub Actions has to be equal or alike.
fn is_claim<S: Copy>(test: &TestView<'_, '_, S>, name: &str) -> bool {
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
fn left_open(subject: &str, has_ref: bool, template: bool) -> Option<&'static str> {
    if template && has_reference(subject) && !has_wildcard(subject) {
        return None;
    }
    let rest = subject.strip_prefix("repo:");
    let (repository, rest) = rest.and_then(|rest| rest.split_once(':')).unwrap_or_default();
    let is_fixed = |name: &str| !name.is_empty() && !has_wildcard(name);
    if !repository.split_once('/').is_some_and(|(owner, name)| is_fixed(owner) && is_fixed(name)) {
        return Some("repository");
    }
    let references = ["ref:refs/heads/", "ref:refs/tags/"];
    let reference = references.iter().find_map(|prefix| rest.strip_prefix(prefix));
    if has_ref || reference.is_some_and(is_fixed) { None } else { Some("branch or tag") }
}

fn has_wildcard(text: &str) -> bool {
    pieces(text).any(|piece| matches!(piece, Piece::Wildcard { .. }))
}

#[cfg(test)]
mod tests {
    use super::left_open;

    #[test]
    fn repository_and_branch_are_wanted() {
        for (subject, has_ref, wanted) in [
            ("repo:o/r:ref:refs/heads/main", false, None),
            ("repo:o@1/r@2:ref:refs/tags/v1", false, None),
            ("repo:o/r:environment:prod", true, None),
            ("repo:o/r:*", true, None),
            ("repo:o/r:*", false, Some("branch or tag")),
            ("repo:o/r:environment:prod", false, Some("branch or tag")),
            ("repo:o/r:ref:refs/heads/release-*", false, Some("branch or tag")),
            ("repo:o/r:ref:refs/heads/", false, Some("branch or tag")),
            ("repo:o/r-?:ref:refs/heads/main", true, Some("repository")),
            ("repo:o:ref:refs/heads/main", false, Some("repository")),
            ("repo:o/r", false, Some("repository")),
            ("*", true, Some("repository")),
        ] {
            assert_eq!(left_open(subject, has_ref, false), wanted, "{subject}");
        }
        assert_eq!(left_open("${Subject}", false, true), None);
        assert_eq!(left_open("repo:${Repository}:*", false, true), Some("repository"));
    }
}
