//! Services that do not exist.

use crate::action::mended::mended;
use crate::advice::Advice;
use crate::prelude::*;
use iam_language::pattern::{has_reference, has_wildcard};
use iam_registry as registry;

declare_check! {
    /// The prefix of an action is not a service of AWS.
    ///
    /// The entry matches no action. It is the prefix of the Service Authorization Reference, which is
    /// not always the name of the product or of its ARNs: `logs`, not `cloudwatchlogs`.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "cloudwatchlogs:PutLogEvents", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "logs:PutLogEvents", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid service in action".
    "invalid-service-in-action", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for action in &statement.actions {
        let Some((prefix, name)) = action.parts else { continue };
        if action.service.is_some() || has_wildcard(prefix) || has_reference(prefix) {
            continue;
        }
        let date = registry::version().newest();
        let found = ABOUT
            .at(action.span, format!("`{prefix}` is not a service (AWS's lists up to {date})"));
        let advice = report.advice(&ABOUT, action.text, || meant(action, prefix, name));
        let fix = |meant: &str| Fix::replace(action.span, meant).maybe_incorrect();
        report.push(advice.give(found, fix));
    }
}

/// What to write in the place of an action of no service.
fn meant(action: &ActionView<'_>, prefix: &str, name: &str) -> Advice {
    if let Some(fix) = mended(action.text) {
        return fix;
    }
    // An action of that name in a service of a similar name is what was meant.
    let near = registry::nearest_services(prefix);
    let meant = near.iter().find_map(|service| service.action(name)).or_else(|| {
        let wanted = !action.has_wildcard();
        wanted.then(|| registry::nearest_actions(action.text).into_iter().next()).flatten()
    });
    match (meant, near.first()) {
        (Some(action), _) => Advice::write(action.to_string()),
        (None, Some(service)) if registry::actions_of(service, name).next().is_some() => {
            Advice::write(format!("{}:{name}", service.prefix()))
        }
        (None, Some(service)) => {
            let prefix = service.prefix();
            format!("did you mean the service `{prefix}`? It has no action `{name}`").into()
        }
        (None, None) => "look the prefix up in the Service Authorization Reference".into(),
    }
}
