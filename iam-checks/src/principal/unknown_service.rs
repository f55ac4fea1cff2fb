//! Services that do not exist.

use crate::advice::Advice;
use crate::prelude::*;
use crate::principal::address::is_of_address;
use crate::principal::service_name::{is_service_principal, service_principal};
use iam_language::pattern::{has_reference, has_wildcard};

declare_check! {
    /// `Principal` names a service that AWS does not have.
    ///
    /// No service has this name, so nobody is let in or kept out.
    ///
    /// Known are the prefixes of all services, and names that AWS's own policies and guides use; with a
    /// part before them, as in `delivery.logs.amazonaws.com`, or a region behind them, too. Of `amazon.com`
    /// there are Alexa's names only.
    ///
    /// ```json,flagged,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Service": "lamda.amazonaws.com" }, "Action": "sts:AssumeRole" }] }
    /// ```
    /// ```json,clean,trust
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] }
    /// ```
    ///
    /// Source: ours; AWS publishes no full list. parliament has the like.
    "x-unknown-service-principal", Warning
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    for (text, span) in statement.principals_of("Service") {
        // That it is no address at all is another finding.
        if has_wildcard(text) || has_reference(text) || !is_of_address(text) {
            continue;
        }
        if is_service_principal(text) {
            continue;
        }
        let advice = report.advice(&ABOUT, text, || match service_principal(text) {
            Err(Some(meant)) => Advice::write(meant),
            _ => "look the name up in the service's guide, such as `lambda.amazonaws.com`".into(),
        });
        let message = format!("AWS has no service principal `{text}`");
        let finding = ABOUT.at(span, message);
        report.push(advice.give(finding, |meant| Fix::replace(span, meant).maybe_incorrect()));
    }
}
