//! TOML to a [`Config`]. Reading goes on after a mistake, so that all of them are told at once.

use super::{Allow, Config, ConfigError, ConfigProblem, PolicyTypeOf, options};
use crate::check::{CATALOGUE, PolicyResourceType};
use crate::json::LineIndex;
use crate::policy::PolicyType;
use crate::spelling::nearest;
use std::fmt::Display;
use toml_span::Value;
use toml_span::value::{Key, Table, ValueInner};

pub(super) fn config(text: &str) -> Result<Config, ConfigError> {
    let mut reader = Reader { lines: LineIndex::new(text), problems: Vec::new() };
    let config = match toml_span::parse(text) {
        Ok(root) => reader.root(root),
        Err(error) => {
            reader.problem(error.span.start, format!("this is no TOML: {error}"));
            Config::default()
        }
    };
    let mut problems = reader.problems;
    if problems.is_empty() {
        return Ok(config);
    }
    problems.sort_by_key(|problem| problem.position.offset);
    Err(ConfigError { problems })
}

struct Reader<'t> {
    lines: LineIndex<'t>,
    problems: Vec<ConfigProblem>,
}

impl Reader<'_> {
    fn root(&mut self, root: Value<'_>) -> Config {
        let mut config = Config::default();
        for (key, value) in self.table(root, "`iam.toml`", &["validate"]) {
            if key.name == "validate" {
                self.validate(value, &mut config);
            }
        }
        config
    }

    fn validate(&mut self, value: Value<'_>, config: &mut Config) {
        let names = ["allow", "enable", "actions", "policy-type"];
        for (key, value) in self.table(value, "`validate`", &names) {
            match key.name.as_ref() {
                "allow" => {
                    let allows = self.array(value, "`allow`").into_iter();
                    config.allows = allows.filter_map(|entry| self.allow(entry)).collect();
                }
                "enable" => {
                    let codes = self.array(value, "`enable`").into_iter();
                    config.enabled = codes.filter_map(|entry| self.code(entry)).collect();
                }
                "actions" => {
                    let actions = self.array(value, "`actions`").into_iter();
                    config.actions = actions.filter_map(|entry| self.action(entry)).collect();
                }
                "policy-type" => {
                    let rules = self.array(value, "`policy-type`").into_iter();
                    config.policy_types =
                        rules.filter_map(|entry| self.policy_type(entry)).collect();
                }
                _ => {}
            }
        }
    }

    fn allow(&mut self, entry: Value<'_>) -> Option<Allow> {
        let at = entry.span.start;
        let before = self.problems.len();
        let (mut code, mut sid, mut path, mut reason) = (None, None, None, None);
        let names = ["code", "sid", "path", "reason"];
        for (key, value) in self.table(entry, "an entry of `allow`", &names) {
            match key.name.as_ref() {
                "code" => code = self.code(value),
                "sid" => sid = self.text(value, "`sid`"),
                "path" => path = self.text(value, "`path`"),
                "reason" => reason = self.text(value, "`reason`"),
                _ => {}
            }
        }
        let blank = reason.as_ref().is_none_or(|reason| reason.trim().is_empty());
        // A misspelt name has been spoken of; what it leaves missing goes without saying.
        let spoken = self.problems.len() > before;
        if blank && !(spoken && code.is_some()) {
            self.problem(at, "a `reason` is required: a check is silenced only with one");
        }
        if code.is_none() && !spoken {
            self.problem(at, "a `code` is required: the check to silence");
        }
        Some(Allow { code: code?, sid, path, reason: reason?, position: self.lines.position(at) })
    }

    fn policy_type(&mut self, entry: Value<'_>) -> Option<PolicyTypeOf> {
        let at = entry.span.start;
        let before = self.problems.len();
        let (mut path, mut policy_type, mut resource_type, mut template) =
            (None, None, None, false);
        let names = ["path", "type", "resource-type", "template"];
        for (key, value) in self.table(entry, "an entry of `policy-type`", &names) {
            match key.name.as_ref() {
                "path" => path = self.text(value, "`path`"),
                "type" => {
                    let known = PolicyType::ALL.map(PolicyType::as_str);
                    policy_type = self.one_of(value, "policy type", &known, PolicyType::from_text);
                }
                "resource-type" => {
                    let known = PolicyResourceType::ALL.iter().map(|it| it.as_str());
                    let known: Vec<_> = known.collect();
                    resource_type =
                        self.one_of(value, "resource type", &known, |text| text.parse().ok());
                }
                "template" => match value.as_bool() {
                    Some(value) => template = value,
                    None => self.problem(value.span.start, "`template` is `true` or `false`"),
                },
                _ => {}
            }
        }
        let sound = self.problems.len() == before;
        if sound {
            for (name, missing) in [("path", path.is_none()), ("type", policy_type.is_none())] {
                if missing {
                    self.problem(at, format!("a `{name}` is required"));
                }
            }
        }
        let policy_type = policy_type?;
        let options = options(policy_type, resource_type);
        if let (None, Some(resource_type)) = (options, resource_type) {
            self.problem(at, format!("`{resource_type}` has no {policy_type}"));
        }
        let options = if template { options?.template() } else { options? };
        Some(PolicyTypeOf { path: path?, options })
    }

    fn one_of<T>(
        &mut self,
        value: Value<'_>,
        what: &str,
        known: &[&str],
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let at = value.span.start;
        let text = self.text(value, &format!("a {what}"))?;
        let found = read(&text);
        if found.is_none() {
            self.unknown(at, what, &text, known);
        }
        found
    }

    fn code(&mut self, value: Value<'_>) -> Option<&'static str> {
        let at = value.span.start;
        let text = self.text(value, "the code of a check")?;
        let spelled = text.to_ascii_lowercase().replace('_', "-");
        let mut codes = CATALOGUE.iter().map(|about| about.code);
        let found = codes.clone().find(|code| *code == text);
        if found.is_none() {
            let near = codes.find(|code| *code == spelled);
            let near = near.or_else(|| nearest(&spelled, CATALOGUE.iter().map(|it| it.code)));
            let advice = near.map(|near| format!("; write `{near}`")).unwrap_or_default();
            self.problem(at, format!("there is no check `{text}`{advice}"));
        }
        found
    }

    fn action(&mut self, value: Value<'_>) -> Option<String> {
        let at = value.span.start;
        let text = self.text(value, "an action")?;
        let halves = text.split_once(':');
        if halves.is_none_or(|(prefix, name)| prefix.is_empty() || name.is_empty()) {
            self.problem(at, format!("an action is written `service:Action`, `{text}` is not"));
            return None;
        }
        Some(text)
    }

    fn text(&mut self, mut value: Value<'_>, what: &str) -> Option<String> {
        match value.take() {
            ValueInner::String(text) => Some(text.into_owned()),
            other => {
                let found = other.type_str();
                self.problem(value.span.start, format!("{what} is a string, found {found}"));
                None
            }
        }
    }

    fn array<'v>(&mut self, mut value: Value<'v>, what: &str) -> Vec<Value<'v>> {
        match value.take() {
            ValueInner::Array(items) => items,
            other => {
                let found = other.type_str();
                self.problem(value.span.start, format!("{what} is an array, found {found}"));
                Vec::new()
            }
        }
    }

    /// The entries of a table; those of other names are problems.
    fn table<'v>(
        &mut self,
        mut value: Value<'v>,
        what: &str,
        names: &[&str],
    ) -> impl Iterator<Item = (Key<'v>, Value<'v>)> + use<'v> {
        let table = match value.take() {
            ValueInner::Table(table) => table,
            other => {
                let found = other.type_str();
                self.problem(value.span.start, format!("{what} is a table, found {found}"));
                Table::new()
            }
        };
        for key in table.keys().filter(|key| !names.contains(&key.name.as_ref())) {
            let what = format!("name in {what}");
            self.unknown(key.span.start, &what, &key.name, names);
        }
        table.into_iter()
    }

    fn unknown(&mut self, at: usize, what: &str, text: &str, names: &[&str]) {
        let advice = match nearest(text, names.iter().copied()) {
            Some(near) => format!("write `{near}`"),
            None => format!("it is one of `{}`", names.join("`, `")),
        };
        self.problem(at, format!("unknown {what}: `{text}`; {advice}"));
    }

    fn problem(&mut self, at: usize, message: impl Display) {
        let problem =
            ConfigProblem { position: self.lines.position(at), message: message.to_string() };
        self.problems.push(problem);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> String {
        config(text).expect_err("a mistake").to_string()
    }

    #[test]
    fn each_mistake_is_named_at_its_place() {
        assert_eq!(
            problems("[validat]"),
            "1:2: unknown name in `iam.toml`: `validat`; write `validate`"
        );
        assert_eq!(
            problems("[validate]\nallow = 1\nenable = [true]\nactions = [\"s3\"]\nfoo = 1"),
            "2:9: `allow` is an array, found integer\n\
             3:11: the code of a check is a string, found boolean\n\
             4:13: an action is written `service:Action`, `s3` is not\n\
             5:1: unknown name in `validate`: `foo`; it is one of `allow`, `enable`, `actions`, `policy-type`"
        );
        assert_eq!(
            problems("[validate]\nallow = [{ code = \"MISSING_VERSION\", reason = \"x\" }]"),
            "2:20: there is no check `MISSING_VERSION`; write `missing-version`"
        );
        assert_eq!(
            problems("[validate]\nallow = [{ code = \"missing-version\", reason = \" \" }]"),
            "2:10: a `reason` is required: a check is silenced only with one"
        );
        assert_eq!(
            problems("[validate]\npolicy-type = [{ path = \"*\", type = \"trusted\" }, {}]"),
            "2:38: unknown policy type: `trusted`; write `trust`\n\
             2:50: a `path` is required\n2:50: a `type` is required"
        );
        assert_eq!(
            problems(
                r#"validate.policy-type = [{ path = "*", type = "scp", resource-type = "AWS::S3::Bucket" }]"#
            ),
            "1:25: `AWS::S3::Bucket` has no service control policy"
        );
        assert!(problems("[validate\n").starts_with("1:10: "), "{}", problems("[validate\n"));
    }

    #[test]
    fn nothing_is_a_config() {
        assert_eq!(config(""), Ok(Config::default()));
        assert_eq!(config("[validate]\n"), Ok(Config::default()));
    }
}
