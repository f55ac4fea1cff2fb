//! What the macros hand to `cargo iam baseline`.
//!
//! Macros write nothing into a project. While the command builds, [`FOLDER`] names a folder with [`MARKER`] in
//! it, and each policy with a baseline is dropped there, as a [`Dropped`].

use iam_core::policy::PolicyType;

/// The variable that names the folder.
pub const FOLDER: &str = "IAM_BASELINE_DIR";

/// The file that is in it: without one, the variable means nothing.
pub const MARKER: &str = "iam-baseline-marker";

/// How the names of dropped policies end.
pub const EXTENSION: &str = "policy";

/// The first line: macros and command have to be of one version.
const HEADER: &str = "iam-baseline 1";

/// A policy, and the baseline that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "the lines of a file")]
pub struct Dropped {
    /// What kind of policy it is.
    pub policy_type: PolicyType,
    /// The path of the baseline, from the root.
    pub baseline: String,
    /// The file and line of the attribute.
    pub place: String,
    /// The policy as JSON, as it would be written into the baseline.
    pub text: String,
}

impl Dropped {
    /// The text of a dropped file; none if a path has several lines.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_core::policy::PolicyType;
    /// use iam_project::baseline::Dropped;
    /// let dropped = Dropped {
    ///     policy_type: PolicyType::Trust,
    ///     baseline: "/project/trust.json".to_owned(),
    ///     place: "/project/src/lib.rs:3".to_owned(),
    ///     text: "{\n}\n".to_owned(),
    /// };
    /// let text = dropped.to_text().expect("paths of one line");
    /// assert_eq!(Dropped::parse(&text), Some(dropped));
    /// assert_eq!(Dropped::parse("{}"), None);
    /// ```
    #[must_use]
    pub fn to_text(&self) -> Option<String> {
        let Self { policy_type, baseline, place, text } = self;
        let lines = [HEADER, policy_type.as_str(), baseline, place];
        let are_lines = lines.iter().all(|line| !line.contains('\n'));
        are_lines.then(|| format!("{}\n{text}", lines.join("\n")))
    }

    /// Reads such a text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.splitn(5, '\n');
        if lines.next()? != HEADER {
            return None;
        }
        let policy_type = PolicyType::from_text(lines.next()?)?;
        let mut next = || lines.next().map(str::to_owned);
        let (baseline, place, text) = (next()?, next()?, next()?);
        Some(Self { policy_type, baseline, place, text })
    }
}
