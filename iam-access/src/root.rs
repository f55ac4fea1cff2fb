//! The root user of an account: requests of it are in no answer, so that whoever reads one has to be told of
//! conditions that are about it.

use crate::granted::Granted;
use iam_core::policy::{ConditionTest, ConditionValue, Effect, Statement};

/// Whether a denial that a condition narrows to root, or from it, is gone, or something is allowed anew under such
/// a condition.
pub(crate) fn may_matter(existing: Option<&Granted<'_>>, new: &Granted<'_>) -> bool {
    let of = |granted: &Granted<'_>, effect: Effect| -> Vec<Statement> {
        let all = granted.about_root();
        all.filter(|it| it.effect == effect && is_about_root(it)).cloned().collect()
    };
    let old = |effect| existing.map(|it| of(it, effect)).unwrap_or_default();
    let are_among = |some: &[Statement], all: &[Statement]| some.iter().all(|it| all.contains(it));
    !are_among(&old(Effect::Deny), &of(new, Effect::Deny))
        || !are_among(&of(new, Effect::Allow), &old(Effect::Allow))
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
