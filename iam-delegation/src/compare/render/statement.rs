//! What a statement says, in parts.

use iam_core::pattern::matches_ignoring_case;
use iam_core::policy::{
    ActionElement, ActionPattern, ConditionValue, Principal, PrincipalElement, ResourceElement,
    ResourcePattern, Statement,
};
use iam_core::registry;

/// The elements of a statement, each with its entries, but for `Sid` and `Effect`.
pub(super) fn parts(statement: &Statement) -> Vec<(String, Vec<String>)> {
    let mut parts = Vec::new();
    if let Some(element) = &statement.principal {
        let name = match element {
            PrincipalElement::Principal(_) => "Principal",
            PrincipalElement::NotPrincipal(_) => "NotPrincipal",
        };
        parts.push((name.to_owned(), principals(element.principal())));
    }
    let name = match &statement.action {
        ActionElement::Action(_) => "Action",
        ActionElement::NotAction(_) => "NotAction",
    };
    let actions = statement.action.patterns().iter().map(ActionPattern::as_str);
    parts.push((name.to_owned(), actions.map(with_level).collect()));
    if let Some(element) = &statement.resource {
        let name = match element {
            ResourceElement::Resource(_) => "Resource",
            ResourceElement::NotResource(_) => "NotResource",
        };
        let resources = element.patterns().iter().map(ResourcePattern::as_str);
        parts.push((name.to_owned(), resources.map(str::to_owned).collect()));
    }
    for block in statement.conditions.iter() {
        for test in block.tests.iter() {
            let values = test.values.iter().map(ConditionValue::as_str).map(str::to_owned);
            let values: Vec<_> = values.collect();
            let condition = format!("{} {}: {}", block.operator, test.key, values.join(" or "));
            parts.push(("Condition".to_owned(), vec![condition]));
        }
    }
    parts
}

fn principals(principal: &Principal) -> Vec<String> {
    let Principal::Listed(groups) = principal else { return vec!["*".to_owned()] };
    let each = groups.iter().flat_map(|group| {
        group.identifiers.iter().map(|text| format!("{}: {text}", group.principal_type))
    });
    each.collect()
}

/// `s3:GetObject (Read)`, `s3:Get* (42 actions)`.
pub(super) fn with_level(entry: &str) -> String {
    if let Some(action) = registry::action(entry) {
        return format!("{entry} ({})", action.access_level());
    }
    let halves = entry.split_once(':').filter(|_| entry.contains(['*', '?']));
    let service = halves.and_then(|(prefix, name)| Some((registry::service(prefix)?, name)));
    match service {
        Some((service, pattern)) => {
            let matches =
                |action: &&registry::Action| matches_ignoring_case(pattern, action.name());
            let count = service.actions().iter().filter(matches).count();
            format!("{entry} ({count} {})", if count == 1 { "action" } else { "actions" })
        }
        None if entry.contains(['*', '?']) => entry.to_owned(),
        None => format!("{entry} (unknown)"),
    }
}

/// What a statement is called among others: its `Sid`, or its number.
pub(super) fn name(statement: Option<&Statement>) -> String {
    match statement.and_then(|statement| statement.sid.as_deref()) {
        Some(sid) if !sid.is_empty() => sid.to_owned(),
        _ => "without a Sid".to_owned(),
    }
}
