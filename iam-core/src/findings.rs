//! The checks, on a policy that exists at run time.

use crate::policy::{Kind, Policy, PolicyTemplate};
use iam_checks::{self as check, Options, Subject};
use iam_language::finding::Finding;
use iam_language::json;

impl<K: Kind> Policy<K> {
    /// What the checks find in this policy, as its JSON: their places speak of
    /// [`to_json`](Self::to_json).
    ///
    /// The macros check all that is written while the crate compiles, and none of the Rust values; what
    /// those made of the policy, its length for one, is known here. Meant for tests. What an
    /// `#[allow(…)]` or an `iam.toml` silences is among the findings.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_core::finding::FindingType;
    /// use iam_core::policy::IdentityPolicy;
    /// let json = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:reports"}]}"#;
    /// let findings = IdentityPolicy::from_json(json)?.findings();
    /// assert_eq!(findings[0].code, "missing-arn-field");
    /// assert!(findings.iter().any(|finding| finding.finding_type == FindingType::Error));
    ///
    /// let right = IdentityPolicy::from_json(&json.replace("s3:reports", "s3:::reports/*"))?;
    /// assert_eq!(right.findings(), []);
    /// # Ok::<(), iam_core::from_json::PolicyError>(())
    /// ```
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        checked(&self.to_json(), Options::new(K::TYPE).canonical())
    }
}

impl<K: Kind> PolicyTemplate<K> {
    /// What the checks find in this template, its parameters left in; see [`Policy::findings`].
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_core::policy::{IdentityPolicy, PolicyTemplate};
    /// let json = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sns:Publish","Resource":"arn:aws:sns:${AWS::Region}:${AWS::AccountId}:news"}]}"#;
    /// let policy = IdentityPolicy::from_json(json)?;
    /// assert_eq!(policy.findings()[0].code, "x-unfilled-parameter");
    /// assert_eq!(PolicyTemplate::new(policy).findings(), []);
    /// # Ok::<(), iam_core::from_json::PolicyError>(())
    /// ```
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        checked(&self.to_json(), Options::new(K::TYPE).canonical().template())
    }
}

fn checked(text: &str, options: Options) -> Vec<Finding> {
    match json::read(text) {
        Ok(document) => check::run(&Subject::as_written(&document, text), options),
        // A policy writes JSON.
        Err(error) => vec![check::syntax_finding(&error)],
    }
}
