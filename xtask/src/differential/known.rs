//! Where the two simulators are known to differ, and why. `docs/differential.md` has the sources.

use iam_core::registry::{self, Service};
use serde_json::Value;

/// Why the answers on this question may differ, if something in it is known to be read otherwise.
pub(super) fn reason(line: &Value) -> Option<&'static str> {
    let text = line.to_string();
    let request = line.get("request")?;
    let of_request = |name: &str| request.get(name).and_then(Value::as_str).unwrap_or_default();
    let (principal, action) = (of_request("principal"), of_request("action"));
    let is_service = principal.ends_with(".amazonaws.com");
    let has_organization = !line.get("service_control_policies")?.is_null();
    let has_resource_control = !line.get("resource_control_policies")?.is_null();
    let service = action.split(':').next().and_then(registry::service);
    let is_protected = service.is_some_and(Service::supports_resource_control_policies)
        && !principal.contains("AWSServiceRoleFor");
    let has_session = !line.get("session_policies")?.is_null();
    let has_resource_policy = !line.get("resource_policy")?.is_null();
    let reasons = [
        (
            text.contains("2008-10-17") && text.contains("${"),
            "variables in version 2008-10-17 are literal text",
        ),
        (principal.ends_with(":root"), "the root user needs no policy within its account"),
        (
            has_organization && (is_service || principal.contains("AWSServiceRoleFor")),
            "service control policies do not limit services and service-linked roles",
        ),
        (
            has_resource_control && !is_protected,
            "resource control policies hold for some services, and not for service-linked roles",
        ),
        (
            text.contains("NotIpAddress") && text.contains("2001:db8::7"),
            "an address of version 6 is not in a range of version 4",
        ),
        (
            text.contains("\"NotPrincipal\":{\"AWS\":\"111122223333\"}"),
            "the number of an account is short for the ARN of its root",
        ),
        (
            text.contains("\"NotPrincipal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"}"),
            "an account that `NotPrincipal` names excepts its root user, and nobody else",
        ),
        (
            text.contains("${*}") && text.contains("Equals"),
            "`${*}` is an asterisk to operators without wildcards, too",
        ),
        (text.contains("0.0.0.0/0"), "`0.0.0.0/0` is every address of version 4"),
        (
            action.starts_with("sts:AssumeRole") && !has_resource_policy,
            "a role without a trust policy trusts nobody",
        ),
        (
            has_session && has_resource_policy,
            "a resource-based policy that names the session, or everybody, is not limited by session policies",
        ),
        (
            text.contains("IfExists") && text.contains("ForAnyValue"),
            "`IfExists` holds if the key is missing, whatever the qualifier",
        ),
        (
            text.contains("${") && missing_variable(line),
            "a variable without a value is equal to nothing, so negated operators match",
        ),
        (text.contains("Date") && text.contains("\"17"), "dates may be seconds since 1970"),
        (
            text.contains("\"Null\"") && text.contains("[]"),
            "a key with an empty set of values is null",
        ),
        (short_arn(line), "a `*` that ends its field of an ARN may stand for several fields"),
    ];
    reasons.into_iter().find(|(holds, _)| *holds).map(|(_, reason)| reason)
}

/// Whether a variable of a policy has no value in the context.
fn missing_variable(line: &Value) -> bool {
    let context = line.pointer("/request/context").and_then(Value::as_object);
    let has = |key: &str| {
        context.is_some_and(|context| {
            context.iter().any(|(name, value)| name.eq_ignore_ascii_case(key) && value.is_string())
        })
    };
    let text = line.to_string();
    let mut variables = text.split("${").skip(1).filter_map(|rest| rest.split('}').next());
    variables.any(|name| name.contains(':') && !name.contains(',') && !has(name))
}

/// Whether a policy has a `Resource` of fewer than six fields.
fn short_arn(value: &Value) -> bool {
    match value {
        Value::String(text) => {
            text.starts_with("arn:") && text.contains('*') && text.matches(':').count() < 5
        }
        Value::Array(items) => items.iter().any(short_arn),
        Value::Object(members) => members.values().any(short_arn),
        _ => false,
    }
}
