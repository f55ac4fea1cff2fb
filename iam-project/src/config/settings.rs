//! What there is to decide.

use super::error::ConfigError;
use super::level::Level;
use super::{glob, read};
use iam_core::check::{Options, Selection};
use iam_core::finding::FindingType;
use iam_core::json::Position;

/// What an `iam.toml` says.
///
/// # Examples
///
/// ```
/// use iam_project::config::Config;
/// use iam_core::policy::PolicyType;
///
/// let config = Config::parse(r#"
/// [validate]
/// allow = [{ code = "missing-version", reason = "generated" }]
/// policy-type = [{ path = "roles/*.json", type = "trust" }]
/// "#)?;
/// assert_eq!(config.allows().len(), 1);
/// let options = config.options_for("roles/backup.json").expect("a path that is listed");
/// assert_eq!(options.policy_type, PolicyType::Trust);
/// assert!(config.options_for("users/backup.json").is_none());
///
/// let error = Config::parse("[validate]\nallow = [{ code = \"missing-versio\" }]").unwrap_err();
/// let text = error.to_string();
/// assert!(text.starts_with("2:10: a `reason` is required"));
/// assert!(text.ends_with("2:20: there is no check `missing-versio`; write `missing-version`"));
/// # Ok::<(), iam_project::config::ConfigError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    pub(super) allows: Vec<Allow>,
    pub(super) enabled: Vec<&'static str>,
    pub(super) levels: Vec<Level>,
    pub(super) fail_on: Option<FindingType>,
    pub(super) actions: Vec<String>,
    pub(super) policy_types: Vec<PolicyTypeOf>,
    pub(super) never_grants: Vec<String>,
}

/// One entry of `allow`: a check to silence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Allow {
    /// The check.
    pub code: &'static str,
    /// Only in statements with this `Sid`.
    pub sid: Option<String>,
    /// Only in files of this path.
    pub path: Option<String>,
    /// Why that is right.
    pub reason: String,
    /// Where the entry stands in `iam.toml`.
    pub position: Position,
}

/// One entry of `policy-type`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PolicyTypeOf {
    pub(super) path: String,
    pub(super) options: Options,
}

impl Config {
    /// Reads the text of an `iam.toml`.
    ///
    /// # Errors
    ///
    /// Text that is no TOML; otherwise everything at once: unknown names, unknown checks and policy
    /// types (with the nearest), values of the wrong type, a missing reason.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        read::config(text)
    }

    /// What the policies in the file at `path` are checked as, if an entry of `policy-type` says so.
    ///
    /// `path` is relative to the folder of `iam.toml` and parted by `/`.
    #[must_use]
    pub fn options_for(&self, path: &str) -> Option<Options> {
        let mut rules = self.policy_types.iter();
        rules.find(|rule| glob::matches(&rule.path, path)).map(|rule| rule.options)
    }

    /// The actions that no policy may grant, with wildcards; each matches some of AWS's.
    #[must_use]
    pub fn never_grants(&self) -> &[String] {
        &self.never_grants
    }

    /// The entries of `allow`.
    #[must_use]
    pub fn allows(&self) -> &[Allow] {
        &self.allows
    }

    /// The same checks, and those to enable beside them: those of `enable`, and what `deny` or `warn` name
    /// of optional ones.
    #[must_use]
    pub fn select(&self, mut selection: Selection) -> Selection {
        for code in &self.enabled {
            // A check of each code was found when the text was read.
            let _ = selection.enable(code);
        }
        selection
    }

    /// The least type of findings that fails a run of `iam validate`, if `fail-on` says.
    #[must_use]
    pub fn fail_on(&self) -> Option<FindingType> {
        self.fail_on
    }
}

impl Allow {
    /// Whether it speaks of the file at `path`.
    #[must_use]
    pub fn covers(&self, path: &str) -> bool {
        self.path.as_deref().is_none_or(|pattern| glob::matches(pattern, path))
    }
}
