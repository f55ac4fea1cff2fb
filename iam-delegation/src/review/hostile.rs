//! Names and values that try to be more than text, in everything that is rendered.

use super::model::{AssetView, Review};
use super::phrase::Phrase;
use crate::declaration::{Assets, Parameter, ParameterSource};
use crate::set::PolicySet;
use crate::testing::Ledger;

pub(super) const HOSTILE: &str = "</code></style><script>alert(1)</script><img src=x onerror=alert(1)>|`\"'*_${x}\u{202e}\n\\|&lt;";

/// A review in which every text is hostile that comes from a declaration.
pub(super) fn review() -> Review {
    let mut review = Review::new(&PolicySet::<Ledger>::for_assets(Assets::ALL), Assets::ALL);
    review.product = HOSTILE;
    let hostile = |asset: &AssetView| AssetView { name: HOSTILE, description: HOSTILE, ..*asset };
    review.assets = review.assets.iter().map(hostile).collect();
    review.parameters = vec![Parameter {
        name: HOSTILE,
        description: HOSTILE,
        source: ParameterSource::Given {
            pattern: HOSTILE,
            expected: HOSTILE,
            default: Some(HOSTILE),
        },
        longest: 1,
    }];
    for role in &mut review.roles {
        (role.name, role.path, role.arn) = (HOSTILE.into(), HOSTILE.into(), HOSTILE.into());
        (role.description, role.optional) = (HOSTILE, Some(HOSTILE));
    }
    for topic in &mut review.topics {
        (topic.name, topic.arn) = (HOSTILE.into(), HOSTILE.into());
        (topic.description, topic.display_name) = (HOSTILE, HOSTILE);
    }
    for rule in &mut review.rules {
        (rule.name, rule.target_arn) = (HOSTILE.into(), HOSTILE.into());
        (rule.description, rule.source, rule.detail_types) = (HOSTILE, HOSTILE, &[HOSTILE]);
        for (name, values) in &mut rule.detail {
            *name = HOSTILE;
            values.iter_mut().flatten().for_each(|(value, _)| *value = HOSTILE);
        }
    }
    let roles = review.roles.iter_mut();
    let of_roles = roles.flat_map(|role| {
        [&mut role.trust].into_iter().chain(&mut role.inline).chain(&mut role.managed)
    });
    for policy in of_roles.chain(review.topics.iter_mut().map(|topic| &mut topic.policy)) {
        (policy.name, policy.arn) = (Some(HOSTILE.into()), Some(HOSTILE.into()));
        policy.description = HOSTILE.into();
        for statement in &mut policy.statements {
            statement.sid = Some(HOSTILE.into());
            statement.purpose = Phrase::of_text(HOSTILE);
            for resource in &mut statement.resources {
                resource.text = HOSTILE.into();
            }
            for action in &mut statement.actions {
                action.text = HOSTILE.into();
                for action in &mut action.actions {
                    (action.name, action.service) = (HOSTILE.into(), HOSTILE.into());
                }
            }
            for condition in &mut statement.conditions {
                (condition.key, condition.operator) = (HOSTILE.into(), HOSTILE.into());
                condition.words = Phrase::words(HOSTILE).code(HOSTILE);
            }
            for finding in &mut statement.findings {
                finding.message = Phrase::of_text(HOSTILE);
                finding.fix = Some(Phrase::of_text(HOSTILE));
            }
        }
    }
    review
}
