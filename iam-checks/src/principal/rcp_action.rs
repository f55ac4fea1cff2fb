//! Services without resource control policies.

use crate::prelude::*;
use iam_language::pattern::has_wildcard;
use iam_registry as registry;

declare_check! {
    /// A resource control policy names an action of a service that takes no part in such policies, or
    /// actions of every service.
    ///
    /// Organizations refuses the policy. Each entry names one service that takes part, as in `s3:*`.
    ///
    /// ```json,flagged,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "ec2:TerminateInstances", "Resource": "*" }] }
    /// ```
    /// ```json,clean,rcp
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "RCP syntax error action".
    "rcp-syntax-error-action", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    // What `NotAction` leaves out may be out of reach; that it is there at all is another finding.
    if statement.policy.options.policy_type != PolicyType::ResourceControl
        || !statement.has(Element::Action)
    {
        return;
    }
    for action in &statement.actions {
        let prefix = action.parts.map_or(action.text, |(prefix, _)| prefix);
        // AWS's own statement.policy, which allows everything everywhere, has the plain `*`.
        if has_wildcard(prefix) && statement.denies() {
            let message =
                format!("`{}` does not name the service, which this policy has to", action.text);
            let fix = "list the services that are meant, as in `s3:*`, `sts:*`";
            report.push(ABOUT.at(action.span, message).with_fix(fix));
            continue;
        }
        let Some(service) = action.parts.and_then(|(prefix, _)| registry::service(prefix)) else {
            continue;
        };
        // Of a service that is known by name only nobody knows it yet.
        let is_open = service.status().is_by_name_only();
        if !service.supports_resource_control_policies() && !is_open {
            let message = format!("resource control policies do not reach `{}`", service.prefix());
            report.push(
                ABOUT.at(action.span, message).with_fix("use a service control policy for it"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes_in;
    use iam_language::policy::PolicyType;

    #[test]
    fn services_are_judged_where_the_statement_reaches_them() {
        let codes = |action: &str| {
            let members = format!(
                r#""Effect": "Deny", "Principal": "*", {action}: "ec2:*", "Resource": "*""#
            );
            codes_in(PolicyType::ResourceControl, &members)
        };
        assert_eq!(codes(r#""Action""#), ["rcp-syntax-error-action"]);
        assert_eq!(codes(r#""NotAction""#), ["rcp-syntax-error-notaction"]);
    }

    #[test]
    fn a_service_has_to_be_named() {
        for (action, wanted) in
            [("*", 1), ("*:*", 1), ("s*:Get*", 1), ("s3:*", 0), ("s3:*Object", 0)]
        {
            let members = format!(
                r#""Effect": "Deny", "Principal": "*", "Action": "{action}", "Resource": "*"
                , "Condition": {{"StringEquals": {{"aws:PrincipalTag/x": "y"}}}}"#
            );
            let codes = codes_in(PolicyType::ResourceControl, &members);
            let found = codes.iter().filter(|code| **code == "rcp-syntax-error-action");
            assert_eq!(found.count(), wanted, "{action}: {codes:?}");
        }
    }
}
