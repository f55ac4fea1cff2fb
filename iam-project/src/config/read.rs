//! TOML to a [`Config`]. Reading goes on after a mistake, so that all of them are told at once.

use super::level::{self, Level};
use super::settings::PolicyTypeOf;
use super::{Allow, Config, ConfigError, ConfigProblem};
use crate::policy_type::options;
use iam_core::check::{self, CATALOGUE, PolicyResourceType};
use iam_core::finding::FindingType;
use iam_core::json::LineIndex;
use iam_core::policy::PolicyType;
use iam_core::registry;
use iam_core::spelling::nearest;
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
    problems.sort_by_key(|problem| problem.position.offset);
    ConfigError::unless_none(problems).map(|()| config)
}

struct Reader<'t> {
    lines: LineIndex<'t>,
    problems: Vec<ConfigProblem>,
}

impl Reader<'_> {
    fn root(&mut self, root: Value<'_>) -> Config {
        let mut config = Config::default();
        for (key, value) in self.table(root, "`iam.toml`", &["validate", "access"]) {
            match key.name.as_ref() {
                "validate" => self.validate(value, &mut config),
                "access" => self.access(value, &mut config),
                _ => {}
            }
        }
        config
    }

    fn validate(&mut self, value: Value<'_>, config: &mut Config) {
        let names = ["allow", "enable", "deny", "warn", "fail-on", "actions", "policy-type"];
        let (mut denied, mut warned) = (Vec::new(), Vec::new());
        for (key, value) in self.table(value, "`validate`", &names) {
            match key.name.as_ref() {
                "deny" => denied = self.levels(value, "deny", FindingType::Error),
                "warn" => warned = self.levels(value, "warn", FindingType::Warning),
                "fail-on" => {
                    let known = level::FAIL_ON.map(|(name, _)| name);
                    config.fail_on = self.one_of(value, "type of finding", &known, level::fail_on);
                }
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
        for (level, at) in &warned {
            let (code, path) = (level.code, &level.path);
            if denied.iter().any(|(denied, _)| denied.code == code && denied.path == *path) {
                self.problem(
                    *at,
                    format!("`{code}` is in `deny`, too: leave it in one of the two"),
                );
            }
        }
        config.levels = denied.into_iter().chain(warned).map(|(level, _)| level).collect();
        // Whoever wants its findings to be errors wants it to run.
        let optional = CATALOGUE.iter().filter(|about| about.optional).map(|about| about.code);
        let asked = |code: &&str| config.levels.iter().any(|level| level.code == *code);
        let asked: Vec<_> = optional.filter(asked).collect();
        config.enabled.extend(asked);
    }

    fn access(&mut self, value: Value<'_>, config: &mut Config) {
        for (key, value) in self.table(value, "`access`", &["never-grants"]) {
            if key.name == "never-grants" {
                let actions = self.array(value, "`never-grants`").into_iter();
                let actions = actions.filter_map(|entry| self.known_action(entry));
                config.never_grants = actions.collect();
            }
        }
    }

    /// The entries of `deny` or `warn`, each with its place.
    fn levels(
        &mut self,
        value: Value<'_>,
        name: &str,
        finding_type: FindingType,
    ) -> Vec<(Level, usize)> {
        let entries = self.array(value, &format!("`{name}`")).into_iter();
        let levels = entries.filter_map(|entry| {
            let at = entry.span.start;
            let level = self.level(entry, name, finding_type)?;
            if finding_type < FindingType::Error && level::ALWAYS_ERRORS.contains(&level.code) {
                let why =
                    format!("`{}` is always an error: no policy can be told then", level.code);
                self.problem(at, why);
                return None;
            }
            Some((level, at))
        });
        levels.collect()
    }

    /// A code alone, or a table of one and the path that it is about.
    fn level(&mut self, entry: Value<'_>, name: &str, finding_type: FindingType) -> Option<Level> {
        if !matches!(entry.as_ref(), ValueInner::Table(_)) {
            return Some(Level { code: self.code(entry)?, path: None, finding_type });
        }
        let at = entry.span.start;
        let before = self.problems.len();
        let (mut code, mut path) = (None, None);
        for (key, value) in self.table(entry, &format!("an entry of `{name}`"), &["code", "path"]) {
            match key.name.as_ref() {
                "code" => code = self.code(value),
                "path" => path = self.text(value, "`path`"),
                _ => {}
            }
        }
        if code.is_none() && self.problems.len() == before {
            self.problem(at, "a `code` is required: the check that it is about");
        }
        Some(Level { code: code?, path, finding_type })
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
        match check::about(&text) {
            Ok(about) => Some(about.code),
            Err(unknown) => {
                self.problem(at, unknown);
                None
            }
        }
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

    /// One that forbids nothing would go unnoticed.
    fn known_action(&mut self, value: Value<'_>) -> Option<String> {
        let at = value.span.start;
        let text = self.action(value)?;
        if registry::actions_matching(&text).next().is_some() {
            return Some(text);
        }
        let near = registry::nearest_actions(&text).first().map(|near| format!("; write `{near}`"));
        self.problem(at, format!("`{text}` matches no action{}", near.unwrap_or_default()));
        None
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
    use iam_core::check::Selection;

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
             5:1: unknown name in `validate`: `foo`; it is one of `allow`, `enable`, `deny`, `warn`, `fail-on`, `actions`, `policy-type`"
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
    fn what_is_never_granted_is_something() {
        let text = "[access]\nnever-grants = [\"iam:*\", \"s3:DeleteObject\"]";
        assert_eq!(config(text).expect("a config").never_grants(), ["iam:*", "s3:DeleteObject"]);
        assert_eq!(
            problems("[access]\nnever-grants = [\"iam:CreateUsr\", \"iam\", 1]\nnever = []"),
            "2:18: `iam:CreateUsr` matches no action; write `iam:CreateUser`\n\
             2:35: an action is written `service:Action`, `iam` is not\n\
             2:41: an action is a string, found integer\n\
             3:1: unknown name in `access`: `never`; it is one of `never-grants`"
        );
    }

    #[test]
    fn levels_name_known_checks_and_one_level_each() {
        assert_eq!(
            problems(
                "[validate]\ndeny = [\"missing-versio\", {}, { path = \"a\" }, 1]\nwarn = [{ cod = \"x\" }]\nfail-on = \"eror\""
            ),
            "2:10: there is no check `missing-versio`; write `missing-version`\n\
             2:27: a `code` is required: the check that it is about\n\
             2:31: a `code` is required: the check that it is about\n\
             2:47: the code of a check is a string, found integer\n\
             3:11: unknown name in an entry of `warn`: `cod`; write `code`\n\
             4:12: unknown type of finding: `eror`; write `error`"
        );
        assert_eq!(
            problems(
                "[validate]\ndeny = [\"x-full-admin\"]\nwarn = [\"missing-version\", \"x-full-admin\"]"
            ),
            "3:29: `x-full-admin` is in `deny`, too: leave it in one of the two"
        );
        assert_eq!(
            problems("validate.warn = [\"json-syntax-error\"]"),
            "1:19: `json-syntax-error` is always an error: no policy can be told then"
        );
        let by_path = "[validate]\ndeny = [\"x-full-admin\"]\nwarn = [{ code = \"x-full-admin\", path = \"old/**\" }]";
        assert!(config(by_path).is_ok());
    }

    #[test]
    fn what_is_denied_runs() {
        let optional = CATALOGUE.iter().find(|about| about.optional).expect("an optional check");
        let config = config(&format!("validate.deny = [{:?}]", optional.code)).expect("a config");
        assert!(config.select(Selection::new()).runs(optional));
    }

    #[test]
    fn nothing_is_a_config() {
        assert_eq!(config(""), Ok(Config::default()));
        assert_eq!(config("[validate]\n"), Ok(Config::default()));
    }
}
