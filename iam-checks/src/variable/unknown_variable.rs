//! Variables that IAM does not fill in.

use crate::advice::Advice;
use crate::catalogue::key_not_for_action::may_carry;
use crate::prelude::*;
use crate::variable::text::{Written, each_value, is_parameter, variables};
use iam_registry::{self as registry, Service, Status};
use std::collections::HashMap;

declare_check! {
    /// A policy variable is not the name of a condition key.
    ///
    /// IAM has nothing to put in its place, so the entry matches nothing. Variables are named after
    /// condition keys: global ones, and those of the services.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:usrname}/*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username}/*" }] }
    /// ```
    ///
    /// Source: ours; [policy variables](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html).
    pub(crate) static UNKNOWN: "x-unknown-variable", Error
}

declare_check! {
    /// A policy variable is a condition key that no action of the statement carries.
    ///
    /// Nothing is put in its place, so the entry matches nothing unless the variable has a default value.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${s3:prefix}/*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::home/${aws:username}/*" }] }
    /// ```
    ///
    /// Source: ours; condition keys of the Service Authorization Reference.
    pub(crate) static NOT_CARRIED: "x-variable-not-for-action", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    // Where there are no variables, that is another finding.
    if !statement.has_dollar || !statement.policy.has_variables() {
        return;
    }
    let certain = statement.has(Element::Action) && !statement.has_unknown(Element::Action);
    let mut carried: HashMap<String, bool> = HashMap::new();
    each_value(statement, |text, span| {
        let mut is_mended = false;
        for variable in variables(text) {
            let Written::Closed(written) = variable else { continue };
            if statement.policy.options.template && is_parameter(written) {
                continue;
            }
            let (name, default) = match written.split_once(',') {
                Some((name, default)) => (name.trim(), Some(default)),
                None => (written.trim(), None),
            };
            // How it is written, and parameters that nobody fills in, are other findings.
            if name.is_empty() || name.contains(' ') || is_parameter(name) {
                continue;
            }
            match judge(name) {
                Known::No => {
                    let message = format!("`{name}` is not the name of a condition key");
                    let advice = report.advice(&UNKNOWN, name, || match meant(name) {
                        Some(near) => {
                            let text = format!("write `${{{near}}}`");
                            Advice::write(near).worded(text)
                        }
                        None => "use the name of a condition key, such as `${aws:username}`".into(),
                    });
                    let finding = UNKNOWN.at(span, message);
                    report.push(advice.give_first(&mut is_mended, finding, |near| {
                        let fixed = format!("${{{}", written.replacen(name, near, 1));
                        let fixed = text.replace(&format!("${{{written}"), &fixed);
                        Fix::replace(span, fixed).maybe_incorrect()
                    }));
                }
                Known::OfService if certain && default.is_none() => {
                    let is_carried =
                        carried.entry(name.to_ascii_lowercase()).or_insert_with(|| {
                            statement.actions.is_empty()
                                || statement.actions.iter().any(|entry| may_carry(entry, name))
                        });
                    if !*is_carried {
                        let message = format!(
                            "requests for the actions of this statement do not carry `{name}`"
                        );
                        let fix = "use a key that they carry, or give a default: `${KEY, 'text'}`";
                        report.push(NOT_CARRIED.at(span, message).with_fix(fix));
                    }
                }
                Known::OfService | Known::Anywhere => {}
            }
        }
    });
}

/// What is known of a variable.
enum Known {
    /// There is no such key.
    No,
    /// Its service declares it, for some of its actions.
    OfService,
    /// Any request may carry it, or nothing is known.
    Anywhere,
}

/// Services whose keys a session carries to requests of others: what they say of the user who began it.
///
/// Sources: [session policies of AWS Transfer Family](https://docs.aws.amazon.com/transfer/latest/userguide/users-policies-session.html);
/// [credentials provider of AWS IoT](https://docs.aws.amazon.com/iot/latest/developerguide/authorizing-direct-aws.html);
/// [trusted identity propagation](https://docs.aws.amazon.com/singlesignon/latest/userguide/trustedidentitypropagation-overview.html).
const OF_SESSIONS: [&str; 7] =
    ["credentials-iot", "ec2", "identitystore", "iot", "saml", "sts", "transfer"];

fn judge(name: &str) -> Known {
    if registry::global_condition_key(name).is_some() {
        return Known::Anywhere;
    }
    let Some((prefix, _)) = name.split_once(':') else { return Known::No };
    // Claims of identity providers, whose names are hosts.
    if prefix.contains('.') || OF_SESSIONS.iter().any(|it| it.eq_ignore_ascii_case(prefix)) {
        return Known::Anywhere;
    }
    if prefix.eq_ignore_ascii_case("aws") {
        return Known::No;
    }
    let Some(service) = registry::service(prefix) else { return Known::No };
    if service.status() != Status::Documented {
        return Known::Anywhere;
    }
    match service.condition_key(name) {
        Some(key) if key.is_unbound() => Known::Anywhere,
        Some(_) => Known::OfService,
        None if has_new_actions(service) => Known::Anywhere,
        None => Known::No,
    }
}

/// The key that was meant by the name of none.
fn meant(name: &str) -> Option<String> {
    let near = registry::nearest_condition_keys(name).into_iter().next();
    near.map(|near| near.replace("${", "<").replace('}', ">"))
}

/// Whether of some actions only the names are known, so that there may be keys that are not.
fn has_new_actions(service: &'static Service) -> bool {
    service.actions().iter().any(|action| action.status().is_by_name_only())
}

#[cfg(test)]
mod tests {
    use crate::tests::codes;

    #[test]
    fn variables_are_looked_up_as_keys_are() {
        for (action, variable, wanted) in [
            ("s3:GetObject", "aws:username", None),
            ("s3:GetObject", "AWS:UserName", None),
            ("s3:GetObject", "aws:PrincipalTag/team", None),
            ("s3:GetObject", "aws:usrname", Some("x-unknown-variable")),
            ("s3:GetObject", "aws:usrname, 'x'", Some("x-unknown-variable")),
            ("s3:GetObject", "s3:foo", Some("x-unknown-variable")),
            ("s3:GetObject", "foo:bar", Some("x-unknown-variable")),
            ("s3:GetObject", "s3:prefix", Some("x-variable-not-for-action")),
            ("s3:GetObject", "s3:prefix, 'x'", None),
            ("s3:ListBucket", "s3:prefix", None),
            ("dynamodb:GetItem", "s3:prefix", Some("x-variable-not-for-action")),
            ("*", "s3:prefix", None),
            ("s3:GetObject", "cognito-identity.amazonaws.com:sub", None),
            ("s3:GetObject", "transfer:HomeBucket", None),
            ("s3:GetObject", "credentials-iot:ThingName", None),
            ("s3:GetObject", "saml:sub", None),
        ] {
            let members = format!(
                r#""Action": "{action}", "Resource": "*", "Condition": {{"StringLike": {{"aws:PrincipalTag/x": "${{{variable}}}"}}}}"#
            );
            let found = codes(&members).into_iter().find(|code| code.contains("variable"));
            assert_eq!(found, wanted, "{action} {variable}");
        }
    }
}
