//! The ARNs of a product's own entities, and what brings in each.

use super::{NamePattern, Presence, Product};
use std::collections::HashMap;

/// Every ARN by which a policy of the product can name an entity of the product.
pub(crate) struct Arns(HashMap<String, Presence>);

impl Arns {
    pub(crate) fn of<P: Product>() -> Self {
        let mut all = HashMap::new();
        for entity in P::ROLES {
            all.insert(role::<P>(entity.name_pattern), entity.gate.presence());
            for policy in entity.managed_policies {
                all.insert(managed_policy::<P>(policy.name_pattern), policy.gate.presence());
            }
            if let Some(profile) = entity.instance_profile {
                all.insert(instance_profile::<P>(profile.name_pattern), entity.gate.presence());
            }
        }
        for entity in P::TOPICS {
            all.insert(topic(entity.name_pattern), entity.gate.presence());
        }
        for entity in P::EVENT_RULES {
            all.insert(rule(entity.name_pattern), entity.gate.presence());
        }
        Self(all)
    }

    /// What brings in the entity that `arn` names; always, if it names none of the product.
    pub(crate) fn presence(&self, arn: &str) -> Presence {
        self.0.get(arn).copied().unwrap_or(Presence::ALWAYS)
    }
}

pub(crate) fn role<P: Product>(name: NamePattern) -> String {
    of_iam::<P>("role", name)
}

pub(crate) fn managed_policy<P: Product>(name: NamePattern) -> String {
    of_iam::<P>("policy", name)
}

pub(crate) fn instance_profile<P: Product>(name: NamePattern) -> String {
    of_iam::<P>("instance-profile", name)
}

pub(crate) fn topic(name: NamePattern) -> String {
    format!("arn:${{AWS::Partition}}:sns:${{AWS::Region}}:${{AWS::AccountId}}:{name}")
}

/// On the default event bus.
pub(crate) fn rule(name: NamePattern) -> String {
    format!("arn:${{AWS::Partition}}:events:${{AWS::Region}}:${{AWS::AccountId}}:rule/{name}")
}

fn of_iam<P: Product>(entity: &str, name: NamePattern) -> String {
    format!("arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:{entity}{}{name}", P::PATH)
}
