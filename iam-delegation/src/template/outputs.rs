//! What a template tells whoever deploys it.

use super::references::{Entity, EntityKind};
use crate::declaration::Product;
use crate::set::{PolicySet, Stage};

/// The entities whose ARNs the vendor asks for, each with what it is for: of the profile, where a role is
/// handed to instances.
pub(super) fn arns_for_the_vendor<P: Product, S: Stage>(
    set: &PolicySet<P, S>,
) -> impl Iterator<Item = (Entity, &'static str)> {
    let roles = set.roles().iter().map(|role| match &role.instance_profile {
        Some(profile) => (profile.entity, EntityKind::InstanceProfile, role.description),
        None => (role.entity, EntityKind::Role, role.description),
    });
    let topics =
        set.topics().iter().map(|topic| (topic.entity, EntityKind::Topic, topic.description));
    roles.chain(topics).map(|(name, kind, description)| (Entity { name, kind }, description))
}
