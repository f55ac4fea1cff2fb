//! The root user of an account: requests of it are in no answer, so that whoever reads one has to be told of
//! conditions that are about it.

use crate::granted::Granted;
use iam_core::policy::{ConditionTest, ConditionValue, Effect, Statement};
use std::collections::HashSet;

/// Whether a denial that a condition narrows to root, or from it, is gone, or something is allowed anew under such
/// a condition.
pub(crate) fn may_matter(existing: Option<&Granted<'_>>, new: &Granted<'_>) -> bool {
    let old = |effect| existing.map(|it| about_root(it, effect)).unwrap_or_default();
    let new = |effect| about_root(new, effect);
    !old(Effect::Deny).is_subset(&new(Effect::Deny))
        || !new(Effect::Allow).is_subset(&old(Effect::Allow))
}

fn about_root<'p>(granted: &Granted<'p>, effect: Effect) -> HashSet<&'p Statement> {
    let all = granted.about_root();
    all.filter(|it| it.effect == effect && is_about_root(it)).collect()
}

/// Whether a condition tells root from others: by its ARN, or by the type of principal that it alone has.
fn is_about_root(statement: &Statement) -> bool {
    let names_root = |test: &ConditionTest| {
        let key = test.key.as_str();
        let mut values = test.values.iter().map(ConditionValue::as_str);
        if key.eq_ignore_ascii_case("aws:PrincipalArn") {
            values.any(|value| value.ends_with(":root"))
        } else if key.eq_ignore_ascii_case("aws:PrincipalType") {
            values.any(|value| value.eq_ignore_ascii_case("Account"))
        } else {
            false
        }
    };
    statement.conditions.iter().flat_map(|block| block.tests.iter()).any(names_root)
}
