//! What an event rule picks, and where it sends that.

use crate::json::Json;
use crate::set::RuleEntry;

/// As EventBridge's own `PutTargets` spells them.
pub(crate) fn targets(rule: &RuleEntry) -> Json {
    let target =
        Json::object([("Arn", Json::text(&rule.target_arn)), ("Id", Json::text(rule.target_id))]);
    Json::List(vec![target])
}

/// As EventBridge reads it.
pub(crate) fn event_pattern(rule: &RuleEntry) -> Json {
    let detail = rule.detail.iter().map(|(name, values)| {
        let test = match values {
            Some(values) => Json::texts(values.iter().map(|(value, _)| *value)),
            None => Json::List(vec![Json::object([("exists", Json::Bool(false))])]),
        };
        (*name, test)
    });
    let mut pattern = vec![("source", Json::texts([rule.source]))];
    if !rule.detail_types.is_empty() {
        pattern.push(("detail-type", Json::texts(rule.detail_types.iter().copied())));
    }
    pattern.push(("detail", Json::object(detail)));
    Json::object(pattern)
}
