//! Actions that no trust policy can allow.

use crate::prelude::*;

declare_check! {
    /// A role trust policy names an action that is not a way to assume the role.
    ///
    /// IAM refuses the policy. A trust policy says who may take on the role, with `sts:AssumeRole` and its
    /// like; what the role may then do belongs in a policy that is attached to the role.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": ["sts:AssumeRole", "s3:GetObject"] }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Service": "ec2.amazonaws.com" }, "Action": "sts:AssumeRole" }] }
    /// ```
    ///
    /// Source: ours; IAM answers "`AssumeRole` policy may only specify STS `AssumeRole` actions".
    "x-trust-policy-action", Error
}

/// What a trust policy may name. `sts:AssumeRoot` belongs to no role; whether IAM refuses it is not known.
const TAKEN: [&str; 7] = [
    "sts:AssumeRole",
    "sts:AssumeRoleWithSAML",
    "sts:AssumeRoleWithWebIdentity",
    "sts:TagSession",
    "sts:SetSourceIdentity",
    "sts:SetContext",
    "sts:AssumeRoot",
];

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if statement.policy.options.policy_type != PolicyType::Trust || !statement.has(Element::Action)
    {
        return;
    }
    for entry in statement.actions.iter().filter(|entry| is_refused(entry)) {
        let message =
            format!("a trust policy cannot name `{}`: it does not assume a role", entry.text);
        let is_sts = entry.service.is_some_and(|service| service.prefix() == "sts");
        let fix = if is_sts {
            "write `sts:AssumeRole`, or remove the action"
        } else {
            "move the action to a policy that is attached to the role"
        };
        report.push(ABOUT.at(entry.span, message).with_fix(fix));
    }
}

/// Whether the entry is an action that AWS has, or a pattern of some, none of which assumes a role. What AWS
/// does not have is another finding.
fn is_refused(entry: &ActionView<'_>) -> bool {
    let Some(service) = entry.service else { return false };
    if entry.has_wildcard() {
        return service.prefix() != "sts" && entry.matching().next().is_some();
    }
    entry.known.is_some() && !TAKEN.iter().any(|taken| taken.eq_ignore_ascii_case(entry.text))
}

#[cfg(test)]
mod tests {
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn each_entry_is_one_that_assumes_a_role() {
        for (action, is_found) in [
            ("s3:GetObject", true),
            ("iam:PassRole", true),
            ("sts:GetCallerIdentity", true),
            ("STS:getsessiontoken", true),
            ("s3:*", true),
            ("s3:Get*", true),
            ("sts:assumerole", false),
            ("sts:AssumeRoot", false),
            ("sts:SetContext", false),
            ("sts:*", false),
            ("sts:Assume*", false),
            ("*", false),
            ("*:*", false),
            ("s3:GetObjct", false),
            ("s3:Nothing*", false),
            ("nowhere:*", false),
        ] {
            for effect in ["Allow", "Deny"] {
                let members = format!(
                    r#""Effect": "{effect}", "Principal": {{"AWS": "111122223333"}}, "Action": "{action}""#
                );
                let codes = codes_in(PolicyType::Trust, &members);
                assert_eq!(codes.contains(&super::ABOUT.code), is_found, "{action}: {codes:?}");
                if is_found {
                    assert_eq!(codes, [super::ABOUT.code], "{action}");
                }
            }
        }
        let of_resource = r#""Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject",
            "Resource": "arn:aws:s3:::reports/*""#;
        assert_eq!(codes_in(PolicyType::Resource, of_resource), [""; 0]);
    }
}
