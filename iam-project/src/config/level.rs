//! `deny`, `warn` and `fail-on`: how much findings matter in a project.

use super::{Config, glob};
use iam_core::document::Node;
use iam_core::finding::{Finding, FindingType};
use iam_core::policy::{self, PolicyType};

/// One entry of `deny` or `warn`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Level {
    pub(super) code: &'static str,
    /// Only in files of this path.
    pub(super) path: Option<String>,
    /// What its findings are.
    pub(super) finding_type: FindingType,
}

/// What `fail-on` may say.
pub(super) const FAIL_ON: [(&str, FindingType); 4] = [
    ("error", FindingType::Error),
    ("security-warning", FindingType::SecurityWarning),
    ("warning", FindingType::Warning),
    ("suggestion", FindingType::Suggestion),
];

/// Checks whose findings stay errors: no tree is there to go on with, or they are about the attributes of
/// the macros, of which this file knows nothing.
pub(super) const ALWAYS_ERRORS: [&str; 3] =
    ["json-syntax-error", "x-unknown-code", "x-unmet-expectation"];

/// The type of finding that `name` means for `fail-on`.
pub(super) fn fail_on(name: &str) -> Option<FindingType> {
    FAIL_ON.iter().find(|(known, _)| *known == name).map(|(_, finding_type)| *finding_type)
}

impl Config {
    /// Gives the findings in the file at `path` the types that `deny` and `warn` say.
    ///
    /// What keeps `document` from being a policy of this type stays an error, and says so.
    pub(super) fn level(
        &self,
        path: &str,
        document: &Node<'_>,
        policy_type: PolicyType,
        findings: &mut [Finding],
    ) {
        let covers = |level: &&Level| {
            level.path.as_deref().is_none_or(|pattern| glob::matches(pattern, path))
        };
        let covering: Vec<_> = self.levels.iter().filter(covers).collect();
        if covering.is_empty() {
            return;
        }
        let mut is_policy = None;
        for finding in findings {
            let fitting = covering.iter().filter(|level| level.code == finding.code);
            // The narrower entry counts, and `deny` before `warn`.
            let counts = fitting.max_by_key(|level| (level.path.is_some(), level.finding_type));
            let Some(level) = counts else { continue };
            let lowered = level.finding_type < finding.finding_type;
            if lowered && finding.finding_type == FindingType::Error {
                let is_policy =
                    *is_policy.get_or_insert_with(|| policy::is_policy(document, policy_type));
                if !is_policy {
                    let plea =
                        "`warn` in `iam.toml` cannot lower this: it leaves no policy to speak of";
                    finding.message = format!("{}; {plea}", finding.message);
                    continue;
                }
            }
            finding.finding_type = level.finding_type;
        }
    }
}
