//! Grants by exception.

use crate::prelude::*;

declare_check! {
    /// An `Allow` with `NotAction` on every resource, without a condition.
    ///
    /// Actions that AWS adds later are granted, too.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "NotAction": "iam:*", "Resource": "*" }] }
    /// ```
    ///
    /// Source: ours; parliament and cfn-nag have the like.
    pub(crate) static NOT_ACTION: "x-allow-not-action", Warning
}

declare_check! {
    /// An `Allow` with `NotResource`.
    ///
    /// Resources to come are included.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::secrets/*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "s3:GetObject", "NotResource": "arn:aws:s3:::open-data/*" }] }
    /// ```
    ///
    /// Source: ours; cfn-nag has the like.
    pub(crate) static NOT_RESOURCE: "x-allow-not-resource", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    let grants = [PolicyType::Identity, PolicyType::Resource]
        .contains(&statement.policy.options.policy_type);
    if !grants
        || !statement.allows()
        || statement.mixes(Element::Action)
        || statement.mixes(Element::Resource)
    {
        return;
    }
    if let Some(member) = statement.element(Element::NotAction) {
        let everywhere = statement.resources.iter().any(|resource| resource.text == "*");
        // All actions but every action are none.
        let is_nothing = statement.actions.iter().any(ActionView::is_every_action);
        if everywhere
            && !is_nothing
            && statement.has(Element::Resource)
            && statement.tests.is_empty()
        {
            let message = "this grants every action but those named here, on every resource";
            let fix = "list the actions that are meant with `Action`";
            report.push(NOT_ACTION.at(member.key_span, message).with_fix(fix));
        }
    }
    if let Some(member) = statement.element(Element::NotResource) {
        let message = "this grants access to every resource but those named here";
        let fix = "list the resources that are meant with `Resource`";
        report.push(NOT_RESOURCE.at(member.key_span, message).with_fix(fix));
    }
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn all_but_everything_is_nothing() {
        for (actions, expected) in [(r#""iam:*""#, true), (r#"["iam:*", "*"]"#, false)] {
            let found = codes(&format!(r#""NotAction": {actions}, "Resource": "*""#));
            assert_eq!(found.contains(&"x-allow-not-action"), expected, "{actions}");
        }
    }
}
