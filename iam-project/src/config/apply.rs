//! The decisions of `iam.toml`, applied to findings.

use super::Config;
use iam_core::document::{ByteSpan, Node};
use iam_core::finding::Finding;
use iam_core::pattern::matches_ignoring_case;
use iam_core::policy::{Element, PolicyType};
use std::collections::{BTreeSet, HashSet};

/// What is left of the findings of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "the two answers of `Config::apply`")]
pub struct Applied {
    /// The findings that nothing silences.
    pub findings: Vec<Finding>,
    /// The entries of [`Config::allows`] that silenced one, by index.
    pub used: BTreeSet<usize>,
}

/// The checks that an action of `actions` answers.
const ABOUT_ACTIONS: [&str; 2] = ["invalid-action", "invalid-service-in-action"];

impl Config {
    /// Takes out the findings in the file at `path` that an entry of `allow` silences, and those
    /// about an action that `actions` lists; of the others, those of a check in `deny` become errors and
    /// those of one in `warn` warnings.
    ///
    /// `path` is as for [`options_for`](Self::options_for). An entry without `path` speaks of every
    /// file. What keeps `document` from being a policy of `policy_type` stays an error, and says so.
    #[must_use]
    pub fn apply(
        &self,
        path: &str,
        document: &Node<'_>,
        policy_type: PolicyType,
        findings: Vec<Finding>,
    ) -> Applied {
        if self.allows.is_empty() && self.levels.is_empty() && self.actions.is_empty() {
            return Applied { findings, used: BTreeSet::new() };
        }
        let sids = sids(document);
        let known = self.known_actions(document);
        let covering: Vec<_> =
            self.allows.iter().enumerate().filter(|(_, allow)| allow.covers(path)).collect();
        let mut used = BTreeSet::new();
        let stays = |finding: &Finding| {
            if ABOUT_ACTIONS.contains(&finding.code) && known.contains(&finding.span) {
                return false;
            }
            let sid = finding.statement.and_then(|at| sids.get(at).copied().flatten());
            let silenced_by = covering.iter().filter(|(_, allow)| {
                allow.code == finding.code && (allow.sid.is_none() || allow.sid.as_deref() == sid)
            });
            let mut silenced = false;
            for (index, _) in silenced_by {
                used.insert(*index);
                silenced = true;
            }
            !silenced
        };
        let mut findings: Vec<_> = findings.into_iter().filter(stays).collect();
        self.level(path, document, policy_type, &mut findings);
        Applied { findings, used }
    }

    /// The places of actions that `actions` lists.
    fn known_actions(&self, document: &Node<'_>) -> HashSet<ByteSpan> {
        if self.actions.is_empty() {
            return HashSet::new();
        }
        let listed = |text: &str| {
            let mut actions = self.actions.iter();
            // Either may hold wildcards: `svc:*` in the list, or in the policy.
            actions.any(|it| matches_ignoring_case(it, text) || matches_ignoring_case(text, it))
        };
        let members = statements(document).iter().flat_map(Node::members);
        let elements = members.filter(|it| matches!(it.key.as_ref(), "Action" | "NotAction"));
        let actions = elements.flat_map(|element| element.node.items());
        actions.filter(|node| node.text().is_some_and(listed)).map(|node| node.span).collect()
    }
}

fn statements<'d, 't>(document: &'d Node<'t>) -> &'d [Node<'t>] {
    Element::Statement.of(document).map_or(&[], |member| member.node.items())
}

fn sids<'d>(document: &'d Node<'_>) -> Vec<Option<&'d str>> {
    let sid = |node: &'d Node<'_>| Element::Sid.of(node).and_then(|member| member.node.text());
    statements(document).iter().map(sid).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::check::{self, Options, Subject};
    use iam_core::finding::FindingType;
    use iam_core::json;

    const POLICY: &str = r#"{"Version": "2012-10-17", "Statement": [
        {"Sid": "One", "Effect": "Allow", "Action": ["s3:GetObjct", "new:Thing"], "Resource": "*"},
        {"Sid": "Two", "Effect": "Allow", "Action": "s3:GetObjct", "Resource": "*"}
    ]}"#;

    fn left(config: &str, path: &str) -> (Vec<Option<usize>>, Vec<usize>) {
        let config = Config::parse(config).expect("a config");
        let document = json::read(POLICY).expect("JSON");
        let findings = check::run(&Subject::of_tree(&document), Options::new(PolicyType::Identity));
        let about = |finding: &Finding| ABOUT_ACTIONS.contains(&finding.code);
        let findings = findings.into_iter().filter(about).collect();
        let Applied { findings, used } =
            config.apply(path, &document, PolicyType::Identity, findings);
        (findings.iter().map(|it| it.statement).collect(), used.into_iter().collect())
    }

    #[test]
    fn an_allow_silences_where_it_says() {
        assert_eq!(left("", "a.json").0, [Some(0), Some(0), Some(1)]);
        let by_sid = r#"validate.allow = [{code = "invalid-action", sid = "Two", reason = "x"}]"#;
        assert_eq!(left(by_sid, "a.json"), (vec![Some(0), Some(0)], vec![0]));
        let by_path = r#"validate.allow = [{code = "invalid-action", path = "b/*", reason = "x"}]"#;
        assert_eq!(left(by_path, "a.json").0.len(), 3);
        assert_eq!(left(by_path, "b/a.json"), (vec![Some(0)], vec![0]));
    }

    #[test]
    fn a_listed_action_is_known() {
        for listed in ["new:thing", "NEW:*", "*:Thing"] {
            let config = format!("validate.actions = [\"{listed}\"]");
            assert_eq!(left(&config, "a.json").0, [Some(0), Some(1)], "{listed}");
        }
    }

    fn types(config: &str, path: &str, text: &str) -> Vec<(&'static str, FindingType)> {
        let config = Config::parse(config).expect("a config");
        let document = json::read(text).expect("JSON");
        let findings = check::run(&Subject::of_tree(&document), Options::new(PolicyType::Identity));
        let applied = config.apply(path, &document, PolicyType::Identity, findings);
        applied.findings.iter().map(|it| (it.code, it.finding_type)).collect()
    }

    #[test]
    fn types_are_those_of_the_project() {
        const ERROR: (&str, FindingType) = ("invalid-action", FindingType::Error);
        const WARNING: (&str, FindingType) = ("invalid-action", FindingType::Warning);
        let text = POLICY.replace(", \"new:Thing\"", "").replace("GetObjct\"]", "GetObjects\"]");
        let of = |config: &str, path: &str| types(config, path, &text);
        assert!(of("", "a.json").contains(&ERROR));
        let warned = "validate.warn = [\"invalid-action\"]";
        let found = of(warned, "a.json");
        assert!(found.contains(&WARNING) && !found.contains(&ERROR), "{found:?}");
        let narrow = "[validate]\nwarn = [\"invalid-action\"]\ndeny = [{ code = \"invalid-action\", path = \"prod/*\" }]";
        assert!(of(narrow, "a.json").contains(&WARNING));
        assert!(of(narrow, "prod/a.json").contains(&ERROR));
        let suggestion = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObject"], "Resource": "arn:aws:s3:::a/b"}]}"#;
        let denied = types("validate.deny = [\"redundant-action\"]", "a.json", suggestion);
        assert_eq!(denied, [("redundant-action", FindingType::Error)]);
    }

    #[test]
    fn what_leaves_no_policy_stays_an_error() {
        let text = POLICY.replacen("\"Effect\": \"Allow\"", "\"Effect\": \"Alow\"", 1);
        let config = "validate.warn = [\"invalid-effect\", \"invalid-action\"]";
        let found = types(config, "a.json", &text);
        assert!(found.contains(&("invalid-effect", FindingType::Error)), "{found:?}");
        let config = Config::parse(config).expect("a config");
        let document = json::read(&text).expect("JSON");
        let findings = check::run(&Subject::of_tree(&document), Options::new(PolicyType::Identity));
        let applied = config.apply("a.json", &document, PolicyType::Identity, findings);
        let effect = applied.findings.iter().find(|it| it.code == "invalid-effect");
        let message = &effect.expect("a finding").message;
        assert!(
            message.ends_with(
                "`warn` in `iam.toml` cannot lower this: it leaves no policy to speak of"
            ),
            "{message}"
        );
    }
}
