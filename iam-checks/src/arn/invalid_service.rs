//! ARNs and condition keys of services that do not exist.

use crate::advice::Advice;
use crate::prelude::*;
use iam_language::arn::ArnPattern;
use iam_language::pattern::is_literal;
use iam_registry as registry;

declare_check! {
    /// The service field of an ARN, or the prefix of a condition key, is not a service of AWS.
    ///
    /// The entry matches nothing. The field is not always the name of the product: `logs`, not
    /// `cloudwatchlogs`.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqss:eu-west-1:111122223333:jobs" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Invalid service".
    "invalid-service", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for resource in &statement.resources {
        let Ok(arn) = resource.arn else { continue };
        let known = resource.service.is_some() || !is_literal(arn.service);
        if known || is_service(&arn.service.to_ascii_lowercase()) {
            continue;
        }
        let found =
            ABOUT.at(resource.span, format!("no service of AWS has ARNs with `{}`", arn.service));
        let advice = report.advice(&ABOUT, arn.service, || in_place_of(arn.service));
        report.push(advice.give(found, |service| {
            let fixed = ArnPattern { service, ..arn }.to_string();
            Fix::replace(resource.span, fixed).maybe_incorrect()
        }));
    }
    for test in &statement.tests {
        let Some((prefix, name)) = test.parts else { continue };
        // Identity providers have prefixes of their own, with a dot; `saml` is theirs, too.
        let foreign = statement.policy.options.policy_type == PolicyType::Trust
            || prefix.contains(['.', '/', ' ', '$'])
            || prefix.eq_ignore_ascii_case("saml");
        if prefix.is_empty()
            || foreign
            || prefix.eq_ignore_ascii_case("aws")
            || registry::service(prefix).is_some()
        {
            continue;
        }
        // Some keys have a prefix that no action has, such as `catalog:ChangeType`.
        let known = registry::services_with_key(test.key).next().is_some();
        if known || registry::global_condition_key(test.key).is_some() {
            continue;
        }
        let found =
            ABOUT.at(test.key_span, format!("no service has the condition key `{}`", test.key));
        let advice = report.advice(&ABOUT, prefix, || in_place_of(prefix));
        report.push(advice.give(found, |meant| {
            Fix::replace(test.key_span, format!("{meant}:{name}")).maybe_incorrect()
        }));
    }
}

fn is_service(text: &str) -> bool {
    registry::is_arn_service(text) || registry::service(text).is_some()
}

fn in_place_of(prefix: &str) -> Advice {
    match registry::nearest_services(prefix).first() {
        Some(service) => Advice::write(service.prefix()),
        None => "look the prefix up in the Service Authorization Reference".into(),
    }
}
