//! Actions of services that are gone.

use crate::prelude::*;
use iam_registry::{self as registry, Action, Service, Status};

declare_check! {
    /// An action belongs to a service that AWS has retired, or is itself retired.
    ///
    /// Nobody can call it any more, so the entry has no effect. It is no mistake, only a leftover.
    ///
    /// Known are those that AWS's reference no longer lists. What it goes on listing after the end of a
    /// service, such as Amazon QLDB, counts as there.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "elastic-inference:DescribeAccelerators", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*" }] }
    /// ```
    ///
    /// Source: ours; AWS product lifecycle announcements, listed in the registry overlay.
    "x-deprecated-service-or-action", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for action in &statement.actions {
        let Some((prefix, _)) = action.parts else { continue };
        let retired = match action.service.and_then(Service::retired) {
            Some(year) => Some((format!("the service `{prefix}`"), year)),
            None => match action.known.map(Action::status) {
                Some(Status::Retired { year, .. }) => Some((format!("`{}`", action.text), year)),
                _ => None,
            },
        };
        let Some((what, year)) = retired else { continue };
        // That there is no such action is another finding.
        if action.known.is_some() || registry::is_known(action.text) {
            let message = format!("{what} was retired in {year}");
            let finding = ABOUT.at(action.span, message).with_fix("remove it");
            // Of what `NotAction` excepts, and of what is denied, more would be allowed.
            // Names that are known are compared and proved as if somebody could still call them.
            let is_known = action.matching().next().is_some();
            let is_sure = statement.has(Element::Action) && !statement.denies() && !is_known;
            let fix = statement.without_entry(action.span, action.text);
            report.push(finding.mended_by(fix.map(|fix| fix.sure_if(is_sure))));
        }
    }
}
