//! Resource control policies that are too long.

use crate::prelude::*;
use crate::quota::length::exceeds_as_written;
use iam_language::policy::quota;

declare_check! {
    /// A resource control policy is longer than 5,120 characters.
    ///
    /// Organizations refuses it. White space counts, unless the console strips it.
    ///
    /// ```json,flagged,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::… 6000 …" }] }
    /// ```
    /// ```json,clean,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "arn:aws:s3:::… 10 …" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Policy size exceeds RCP quota".
    "policy-size-exceeds-rcp-quota", Error
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if policy.options.policy_type == PolicyType::ResourceControl {
        exceeds_as_written(
            policy,
            (
                "resource control policy",
                quota::RESOURCE_CONTROL_POLICY,
                "split it into several policies",
            ),
            report,
            &ABOUT,
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::checked;
    use crate::{Options, Subject, run};
    use iam_language::json;
    use iam_language::policy::PolicyType;

    #[test]
    fn white_space_counts_where_the_text_is_known() {
        let options = Options::new(PolicyType::ResourceControl);
        let text = |space: usize, name: usize| {
            let (space, name) = (" ".repeat(space), "a".repeat(name));
            format!(
                r#"{space}{{"Version":"2012-10-17","Statement":[{{"Effect":"Deny","Principal":"*","Action":"s3:DeleteBucket","Resource":"arn:aws:s3:::{name}"}}]}}"#
            )
        };
        let rest = text(0, 0).len();
        let fix = |text: &str, options: Options| {
            let findings = checked(text, options).into_iter();
            let mut sizes = findings.filter(|it| it.code == "policy-size-exceeds-rcp-quota");
            sizes.next().map(|finding| finding.fix.unwrap_or_default())
        };
        assert_eq!(fix(&text(0, 5_120 - rest), options), None);
        let long = text(5_121 - rest, 0);
        let expected = format!("leave out the white space: without it there are {rest}");
        assert_eq!(fix(&long, options), Some(expected));
        assert_eq!(fix(&long, options.canonical()), None);
        let document = json::read(&long).expect("well-formed");
        let findings = run(&Subject::of_tree(&document), options);
        assert!(findings.iter().all(|finding| finding.code != "policy-size-exceeds-rcp-quota"));
        let longer = fix(&text(0, 5_121 - rest), options);
        assert_eq!(longer.as_deref(), Some("split it into several policies"));
    }
}
