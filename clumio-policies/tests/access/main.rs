//! What each role may and may not do, by the assets that were chosen.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod facts;
mod trust;

use clumio_policies::{Asset, Assets, ClumioPolicySet, DeploymentText, Resolved};

/// A resolved set for these assets in us-west-2 of account 111122223333.
fn set(assets: impl Into<Assets>) -> ClumioPolicySet<Resolved> {
    let deployment = DeploymentText {
        account: Some("111122223333"),
        region: Some("us-west-2"),
        clumio_account: Some("444455556666"),
        data_plane_account: Some("777788889999"),
        external_id: Some("ExternalID_42"),
        token: Some("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"),
        ..DeploymentText::default()
    };
    ClumioPolicySet::for_assets(assets).resolve(&deployment.read().unwrap()).unwrap()
}

fn everything() -> Assets {
    Asset::Ec2 | Asset::Rds | Asset::DynamoDb | Asset::S3 | Asset::MsSql
}
