//! Where a template, which is for every partition, is too large for IAM.

use crate::notes::note;
use clumio_policies::{ClumioPolicySet, Deployment, Partition};
use typed_iam::registry;

/// Tells the partitions in which a policy of the set would be larger than IAM allows, unless the retired
/// actions are left out: their names make every ARN longer.
pub(crate) fn note_without_room(set: &ClumioPolicySet) {
    let without_room = |partition: &Partition| {
        let Some(deployment) = usual(*partition) else { return false };
        set.resolve(&deployment).is_ok_and(|set| !set.left_out_actions().is_empty())
    };
    let partitions: Vec<_> =
        Partition::ALL.into_iter().filter(without_room).map(|it| it.to_string()).collect();
    if !partitions.is_empty() {
        note(
            "note",
            &format!(
                "in {}, a policy is larger than IAM allows: for use there, give the region, or \
                 --drop-retired-actions",
                partitions.join(", ")
            ),
        );
    }
}

/// A deployment with values as long as they are as a rule, in the region of the longest name.
fn usual(partition: Partition) -> Option<Deployment> {
    let known = registry::partitions().find(|it| it.name() == partition.as_str())?;
    let region = known.regions().max_by_key(|region| region.len())?;
    Some(Deployment {
        partition,
        region: region.parse().ok()?,
        account: "111122223333".parse().ok()?,
        clumio_account: "444455556666".parse().ok()?,
        data_plane_account: Some("777788889999".parse().ok()?),
        token: "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0".parse().ok()?,
        external_id: "ExternalID_42".parse().ok()?,
        path: "/clumio/".parse().ok()?,
        stack_name: None,
    })
}
