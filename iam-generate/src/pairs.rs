//! Pairs of policies, and what a decider that knows no registry has to be told to compare them.

use crate::{Dice, Vocabulary, changed, policy};
use iam_core::policy::{
    ActionElement, Effect, Kind, Policy, PolicyType, Principal, PrincipalElement, ResourceElement,
    ResourcePattern, Statement,
};
use iam_core::registry::{self, ActionResourceType, ConditionKey, ResourceType, ValueType};
use std::borrow::Cow;

/// Pairs of policies of which the new one allows no actions but a few.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "of tests alone")]
pub struct Pairs {
    /// The words of the policies.
    pub words: &'static Vocabulary,
    /// The actions: the new policy denies all others, in a statement of its own.
    pub actions: &'static [&'static str],
}

impl Pairs {
    /// On the small alphabet.
    pub const SMALL: Self = Self { words: &Vocabulary::SMALL, actions: ACTIONS };
    /// On plain words.
    pub const PLAIN: Self = Self { words: &Vocabulary::PLAIN, actions: ACTIONS };

    /// A pair, the same each time: the existing policy and the new one, which mostly is nearly the same.
    #[must_use]
    pub fn pair<K: Kind>(&self, seed: u64) -> [Policy<K>; 2] {
        let mut dice = Dice::new(seed, &[]);
        let existing = policy(&mut dice, self.words);
        let new = if dice.one_in(4) {
            policy(&mut dice, self.words)
        } else {
            changed(&mut dice, self.words, &existing)
        };
        let mut statements = new.statements().to_vec();
        statements.push(self.denial_of_others(K::TYPE));
        [existing, Policy::already_read(new.version(), None, Cow::Owned(statements))]
    }

    fn denial_of_others(&self, policy_type: PolicyType) -> Statement {
        let patterns = self.actions.iter().map(|it| it.parse().expect("a pattern of actions"));
        let others = ActionElement::NotAction(patterns.collect::<Vec<_>>().into());
        let any = vec![ResourcePattern::new(Cow::Borrowed("*"))];
        Statement {
            resource: Some(ResourceElement::Resource(any.into())),
            principal: policy_type
                .has_principal()
                .then_some(PrincipalElement::Principal(Principal::Everyone)),
            ..Statement::new(Effect::Deny, others)
        }
    }

    /// Which requests there are, as a line of JSON: the actions with the formats of what they take and with
    /// the keys that they carry, and the keys with their types.
    ///
    /// # Panics
    ///
    /// The registry does not know an action or a key, or a key does not come with every action.
    #[must_use]
    pub fn requests(&self) -> String {
        let names: Vec<&str> = self.words.keys.iter().map(|key| key.name).collect();
        let actions = self.actions.iter().map(|name| {
            let action = registry::action(name).expect("an action");
            let types = action.resource_types().map(ActionResourceType::resource_type);
            let formats = list(types.flat_map(ResourceType::arn_formats).map(quoted));
            // Others would have to be looked up in the action.
            let are_global = names.iter().all(|it| {
                registry::global_condition_key(it).is_some() && !registry::is_request_tag_key(it)
            });
            assert!(are_global, "keys that come with every action");
            let keys = list(names.iter().map(|it| quoted(it)));
            format!(r#"{{"name":{},"formats":{formats},"keys":{keys}}}"#, quoted(name))
        });
        let keys = names.iter().map(|name| {
            let key = registry::condition_key(name).expect("a key");
            let value_type = quoted(type_of(key));
            let is_set = key.is_multivalued();
            format!(r#"{{"name":{},"type":{value_type},"multivalued":{is_set}}}"#, quoted(name))
        });
        format!(r#"{{"actions":{},"keys":{}}}"#, list(actions), list(keys))
    }
}

/// The pair as a line of JSON.
#[must_use]
pub fn pair_in_json<K: Kind>(id: &str, [existing, new]: &[Policy<K>; 2]) -> String {
    let policy_type = if K::TYPE.has_principal() { "RESOURCE_POLICY" } else { "IDENTITY_POLICY" };
    format!(
        r#"{{"id":{},"old":{},"new":{},"policy_type":"{policy_type}"}}"#,
        quoted(id),
        existing.to_json(),
        new.to_json()
    )
}

/// Actions of which each differs from the others in its resources: none, one format or several, with an account
/// or without, with names that hold slashes or colons.
const ACTIONS: &[&str] = &[
    "s3:GetObject",
    "s3:ListBucket",
    "s3:ListAllMyBuckets",
    "sqs:SendMessage",
    "sqs:ListQueues",
    "sns:Publish",
    "ses:SendEmail",
    "secretsmanager:GetSecretValue",
    "ec2:StartInstances",
];

fn type_of(key: &ConditionKey) -> &'static str {
    match key.value_type() {
        ValueType::String => "String",
        ValueType::Bool => "Bool",
        ValueType::Numeric => "Numeric",
        ValueType::Date => "Date",
        ValueType::IpAddress => "IPAddress",
        ValueType::Arn => "ARN",
        ValueType::Binary => "Binary",
    }
}

/// Text without quotes and escapes of its own.
fn quoted(text: &str) -> String {
    assert!(!text.contains(['"', '\\']), "{text}");
    format!("\"{text}\"")
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::policy::{Identity, Resource};

    #[test]
    fn a_pair_is_the_same_each_time() {
        let pair = || Pairs::SMALL.pair::<Identity>(7);
        assert_eq!(pair(), pair());
    }

    #[test]
    fn lines_are_json() {
        let lines = [
            Pairs::SMALL.requests(),
            Pairs::PLAIN.requests(),
            pair_in_json("1", &Pairs::SMALL.pair::<Identity>(1)),
            pair_in_json("2", &Pairs::SMALL.pair::<Resource>(2)),
        ];
        for line in lines {
            assert!(!line.contains('\n'));
            iam_core::json::read(&line).expect("JSON");
        }
    }
}
