//! Actions that do not exist.

use crate::action::mended::mended;
use crate::action::verb::{agrees, is_same, same_sense};
use crate::advice::Advice;
use crate::declare::MOST_LOOK_UPS;
use crate::prelude::*;
use iam_language::pattern::{has_reference, has_wildcard};
use iam_registry::{self as registry, Action};

declare_check! {
    /// An entry of `Action` or `NotAction` matches no action of its service.
    ///
    /// An `Allow` of it grants nothing, and a `Deny` of it protects nothing. Some names are operations of
    /// the API that another action authorizes. Prefixes and names are compared without case.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "s3:DeleteObjct", "Resource": "*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Deny", "Action": "s3:DeleteObject", "Resource": "*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid action"; the AWS Service Authorization Reference.
    "invalid-action", Error
}

/// As [`registry::is_known`], by the service that the entry has already.
fn is_known(action: &ActionView<'_>) -> bool {
    action.service.is_some() && action.matching().next().is_some()
        || registry::is_known(action.text)
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for action in &statement.actions {
        if action.known.is_some() {
            continue;
        }
        let Some((prefix, name)) = action.parts else {
            if action.text != "*" {
                let text = action.text;
                let message =
                    format!("`{text}` is not an action: an action is written `service:Action`");
                let advice = report.advice(&ABOUT, text, || in_place_of_malformed(text));
                let found = ABOUT.at(action.span, message);
                report.push(advice.give(found, |it| misspelt(action, it)));
            }
            continue;
        };
        let has_wildcard = has_wildcard(prefix);
        // Another check speaks of unknown services and of parameters.
        let unknown_service = !has_wildcard && action.service.is_none();
        if unknown_service || has_reference(action.text) || action.is_every_action() {
            continue;
        }
        let known = if has_wildcard {
            report.of_many_services(action.text, || is_known(action))
        } else {
            Ok(is_known(action))
        };
        match known {
            Ok(true) => continue,
            Ok(false) => {}
            Err(is_first) => {
                if is_first {
                    report.push(unsought(action));
                }
                continue;
            }
        }
        let found = ABOUT.at(action.span, message(action.text, prefix, name));
        let advice =
            report.advice(&ABOUT, action.text, || in_place_of_unknown(action.text, prefix, name));
        report.push(advice.give(found, |it| misspelt(action, it)));
    }
}

/// What to write for a text without a service and a name.
fn in_place_of_malformed(text: &str) -> Advice {
    if let Some(fix) = mended(text) {
        return fix;
    }
    if text.contains(':') {
        return "write both the service prefix and the name".into();
    }
    // Perhaps only the prefix was forgotten: look the name up in the services people use most.
    let services =
        ["s3", "ec2", "iam", "lambda", "dynamodb", "sqs", "sns", "kms", "logs", "rds", "sts"];
    let known = services.iter().find_map(|prefix| registry::action(&format!("{prefix}:{text}")));
    match known {
        Some(action) => Advice::write(action.to_string()),
        None if registry::service(text).is_some() => {
            format!("write `{text}:*`, or name an action").into()
        }
        None => "put the service prefix before it, as in `s3:GetObject`".into(),
    }
}

/// What is said of the first pattern that is not looked up, for all of them.
fn unsought(action: &ActionView<'_>) -> iam_language::finding::Finding {
    let message = format!(
        "whether `{}` matches an action is not known: of so many patterns over several services in one policy, \
         only the first {MOST_LOOK_UPS} are looked up",
        action.text
    );
    ABOUT.at(action.span, message).with_fix("name the service in the entries from here on")
}

/// Writes the action that may have been meant.
fn misspelt(action: &ActionView<'_>, meant: &str) -> Fix {
    Fix::replace(action.span, meant).maybe_incorrect()
}

fn message(text: &str, prefix: &str, name: &str) -> String {
    let date = registry::version().newest();
    if registry::operation(text).is_some() {
        format!("`{text}` is an operation of the API, not an action")
    } else if has_wildcard(text) {
        format!("`{text}` matches no action of AWS's lists up to {date}")
    } else {
        format!("`{prefix}` has no action `{name}` (AWS's lists up to {date})")
    }
}

/// What to write for a name that its service does not have.
fn in_place_of_unknown(text: &str, prefix: &str, name: &str) -> Advice {
    if let Some(operation) = registry::operation(text) {
        let actions: Vec<_> = operation.actions().map(|action| format!("`{action}`")).collect();
        if actions.is_empty() {
            return other_name(text, prefix).into();
        }
        let authorize = if actions.len() == 1 { "authorizes" } else { "authorize" };
        let text = format!("write {}, which {authorize} it", actions.join(" and "));
        return match operation.actions().collect::<Vec<_>>().as_slice() {
            [only] => Advice::write(only.to_string()).worded(text),
            _ => text.into(),
        };
    }
    if let Some(fix) = mended(text) {
        return fix;
    }
    if has_wildcard(text) {
        let literal = text.replace(['*', '?'], "");
        // What is left of `eks:Get*` is no word that another service may have.
        let near = registry::nearest_actions(&literal).into_iter();
        let near = near.filter(|near| near.service().prefix().eq_ignore_ascii_case(prefix));
        return match near.map(ToString::to_string).next() {
            Some(near) => format!("did you mean `{near}`?").into(),
            None => format!("see what `{prefix}:*` holds, or remove it").into(),
        };
    }
    if let Some(fix) = unfinished(prefix, name) {
        return fix;
    }
    let near = registry::nearest_actions(text).into_iter();
    let near: Vec<_> = near.filter(|near| agrees(name, near.name())).take(3).collect();
    // A slip in what follows a word is likelier than another word.
    let is_slip = near.first().is_some_and(|near| is_same(name, near.name()));
    if let Some(action) = same_sense(prefix, name).filter(|_| !is_slip) {
        return Advice::write(action.to_string());
    }
    let near = near.iter().map(ToString::to_string).collect();
    Advice::write_one_of(near)
        .unwrap_or_else(|| format!("look the action up in the reference of `{prefix}`").into())
}

/// What to write for the first words of several actions: `s3:Get`.
fn unfinished(prefix: &str, name: &str) -> Option<Advice> {
    let service = registry::service(prefix)?;
    let rest_of = |action: &'static Action| {
        let head = action.name().get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name));
        head.then(|| action.name().get(name.len()..)).flatten().map(|rest| (action, rest))
    };
    let found: Vec<_> = service.actions().iter().filter_map(rest_of).collect();
    // One letter less than an action, the plural as a rule, is a slip: `DescribeVolume`.
    if found.iter().any(|(_, rest)| rest.len() == 1) {
        return None;
    }
    let (prefix, all) = (service.prefix(), found.len());
    match found.as_slice() {
        [] => None,
        // A letter or two say little: of most actions nobody means them.
        [_] if name.len() < 3 => None,
        [(action, _)] => Some(Advice::write(action.to_string())),
        [(first, _), rest @ ..] if all <= MOST_NAMED => {
            let others: Vec<_> = rest.iter().map(|(action, _)| format!("`{action}`")).collect();
            let others = others.join(", ");
            let text =
                format!("write `{prefix}:{name}*` for all {all}, or one of `{first}`, {others}");
            Some(text.into())
        }
        [first, ..] => {
            let is_whole_word = |rest: &str| rest.starts_with(char::is_uppercase);
            let (first, _) = found.iter().find(|(_, rest)| is_whole_word(rest)).unwrap_or(first);
            let text = format!(
                "write `{prefix}:{name}*` for the {all} actions that start so, or one of them, such \
                 as `{first}`"
            );
            Some(text.into())
        }
    }
}

/// How many actions a piece of advice names.
const MOST_NAMED: usize = 4;

/// Advice where nothing tells which action authorizes an operation.
fn other_name(text: &str, prefix: &str) -> String {
    let look = format!(
        "look up in the Service Authorization Reference of `{prefix}` which action authorizes it"
    );
    match registry::nearest_actions(text).first() {
        Some(near) => format!("{look}; perhaps `{near}` is meant"),
        None => look,
    }
}

#[cfg(test)]
mod tests {
    use crate::Options;
    use crate::tests::checked;
    use crate::tests::codes;
    use iam_language::policy::PolicyType;
    use iam_registry::{Action, Operation, Service, Status, operations, services};

    fn found(action: &str) -> Vec<(&'static str, String)> {
        let text = format!(
            r#"{{ "Version": "2012-10-17", "Statement": [
                {{ "Effect": "Allow", "Action": "{action}", "Resource": "*" }}] }}"#
        );
        let findings = checked(&text, Options::new(PolicyType::Identity));
        findings.into_iter().map(|it| (it.code, format!("{} {:?}", it.message, it.fix))).collect()
    }

    /// Whichever those are that the data holds.
    #[test]
    fn a_name_of_which_nothing_else_is_known_is_an_action() {
        let named = |is: fn(Status) -> bool| {
            let actions = services().flat_map(Service::actions);
            actions.filter(|it| is(it.status())).map(Action::to_string).collect::<Vec<_>>()
        };
        for action in named(|status| matches!(status, Status::ByName { .. })) {
            assert_eq!(found(&action), [], "{action}");
        }
        for action in named(|status| matches!(status, Status::NewOperation { .. })) {
            let codes: Vec<_> = found(&action).into_iter().map(|(code, _)| code).collect();
            assert_eq!(codes, ["x-undocumented-action"], "{action}");
        }
    }

    #[test]
    fn an_operation_is_called_one_though_nobody_knows_its_action() {
        let is_unknown = |it: &&Operation| it.actions().next().is_none();
        for operation in operations().iter().filter(is_unknown) {
            let found = found(operation.name());
            assert!(
                matches!(found.as_slice(), [("invalid-action", text)]
                    if text.contains("is an operation of the API") && text.contains("look up")),
                "{found:?}"
            );
        }
    }

    #[test]
    fn case_and_wildcards_that_match_are_clean() {
        for action in ["S3:getobject", "s3:Get*Tagging", "ec2:Describe?pc*", "*", "*:*", "s3:*"] {
            let found = codes(&format!(r#""Action": "{action}", "Resource": "arn:aws:s3:::b""#));
            assert!(!found.contains(&"invalid-action"), "{action}");
        }
    }

    #[test]
    fn the_likeliest_name_is_offered() {
        for (action, wanted) in [
            ("s3:Get", "write `s3:Get*` for the"),
            ("ec2:Describe", "write `ec2:Describe*` for the"),
            ("s3:PutBucket", "write `s3:PutBucket*` for the"),
            ("s3:GetObjec", "write `s3:GetObject`"),
            ("lambda:Inv", "write `lambda:Inv*` for all"),
            ("lambda:Inv", "`lambda:InvokeFunction`"),
            ("sns:Send", "write `sns:Publish`"),
            ("sns:Publ", "`sns:Publish`"),
            ("ecs:Run", "write `ecs:RunTask`"),
            ("sqs:ReadMessage", "write `sqs:ReceiveMessage`"),
            ("dynamodb:ListTable", "write `dynamodb:ListTables`"),
            ("s3:ReadObject", "write `s3:GetObject`"),
            ("dynamodb:WriteItem", "write `dynamodb:PutItem`"),
            ("s3:GetObjectMetadata", "write `s3:GetObject`"),
            ("ec2:GetObject", "write `s3:GetObject`"),
            ("codedploy:*", "write `codedeploy:*`"),
            ("lamda:InvokeFunction", "write `lambda:InvokeFunction`"),
            ("dynamdb:Get*", "write `dynamodb:Get*`"),
        ] {
            let found = found(action);
            assert!(found.iter().any(|(_, text)| text.contains(wanted)), "{action}: {found:?}");
        }
    }

    #[test]
    fn a_pattern_is_not_sought_in_another_service() {
        for action in ["eks:Get*", "applicationinsights:Get*"] {
            let found = found(action);
            assert!(!format!("{found:?}").contains("payments"), "{action}: {found:?}");
        }
        assert!(format!("{:?}", found("s3:GetObjct*")).contains("did you mean `s3:GetObject`?"));
    }

    #[test]
    fn words_without_service_are_no_actions() {
        for action in ["GetObject", "s3", ":GetObject", "s3:", ""] {
            assert_eq!(
                codes(&format!(r#""Action": "{action}", "Resource": "*""#)),
                ["invalid-action"],
                "{action}"
            );
        }
    }
}
