//! Sets with values in them.

use crate::facts;
use clumio_policies::{Asset, Assets, ClumioPolicySet, Partition, ResolveProblem, Resolved};
use serde_json::Value;

/// The longest region of each partition in which every choice fits.
const REGIONS: [&str; 4] = ["us-west-2", "ap-southeast-1", "ap-northeast-1", "cn-northwest-1"];

#[test]
fn no_parameter_is_left() {
    for (_, assets) in facts::selections() {
        let set = ClumioPolicySet::for_assets(assets).resolve(&facts::deployment("us-west-2"));
        let file = set.unwrap().to_json();
        // The vendor uses no policy variable, so there is no `${` at all.
        assert!(!file.contains("${"), "{assets}");
        assert!(serde_json::from_str::<Value>(&file).is_ok(), "{assets}");
    }
}

#[test]
fn every_quota_holds_with_the_longest_values() {
    for region in REGIONS {
        for (_, assets) in facts::selections() {
            let set = ClumioPolicySet::for_assets(assets).resolve(&facts::deployment(region));
            assert_quotas(&set.unwrap());
        }
    }
}

/// Counts what IAM would count, from the text and independently of the constants.
fn assert_quotas(set: &ClumioPolicySet<Resolved>) {
    for role in set.roles() {
        assert!(role.name.len() <= 64, "{}", role.name);
        assert!(role.trust_policy.to_json().len() <= 2_048, "{}", role.name);
        let inline = role.inline_policies.iter().map(|policy| policy.document.to_json().len());
        assert!(inline.sum::<usize>() <= 10_240, "{}", role.name);
        assert!(role.managed_policies.len() <= 10, "{}", role.name);
        for policy in &role.managed_policies {
            assert!(policy.document.to_json().len() <= 6_144, "{}", policy.name);
        }
    }
    for (_, policy) in set.policies() {
        assert!(policy.name.len() <= 128, "{}", policy.name);
    }
    assert!(set.rules().iter().all(|rule| rule.name.len() <= 64));
    assert!(set.topics().iter().all(|topic| topic.name.len() <= 256));
}

#[test]
fn gov_cloud_has_room_for_everything_but_retired_actions_of_ec2() {
    let deployment = facts::deployment("us-gov-west-1");
    for (_, assets) in facts::selections() {
        let set = ClumioPolicySet::for_assets(assets).resolve(&deployment).unwrap();
        assert_quotas(&set);
        let retired = [
            "elastic-inference:DescribeAcceleratorOfferings",
            "elastic-inference:DescribeAccelerators",
        ];
        let expected = if assets.contains(Asset::Ec2) { &retired[..] } else { &[] };
        assert_eq!(set.left_out_actions(), expected, "{assets}");
    }
}

#[test]
fn a_partition_has_to_be_that_of_the_region() {
    let mut deployment = facts::deployment("us-west-2");
    deployment.partition = Partition::AwsCn;
    let error = ClumioPolicySet::for_assets(Asset::S3).resolve(&deployment).unwrap_err();
    assert!(matches!(error.problems(), [ResolveProblem::Partition { .. }]));
    assert_eq!(error.to_string(), "partition: `us-west-2` is a region of `aws`, not of `aws-cn`");
}

#[test]
fn a_path_can_be_too_long() {
    let mut deployment = facts::deployment("us-west-2");
    deployment.path = format!("/{}/", "p".repeat(510)).parse().unwrap();
    let error = ClumioPolicySet::for_assets(Assets::ALL).resolve(&deployment).unwrap_err();
    let too_large: Vec<_> = error
        .problems()
        .iter()
        .map(|problem| match problem {
            ResolveProblem::TooLarge { what, .. } => *what,
            other => panic!("{other}"),
        })
        .collect();
    assert_eq!(too_large, ["ClumioIAMRole", "ClumioBaseManagedPolicy"]);
}

#[test]
fn without_a_stack_the_token_names_one() {
    let mut deployment = facts::deployment("us-west-2");
    deployment.stack_name = None;
    deployment.path = "/clumio/".parse().unwrap();
    let file = ClumioPolicySet::for_assets(Asset::S3).resolve(&deployment).unwrap().to_json();
    assert!(file.contains(":stack/Clumio-0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0/*"));
    assert!(file.contains(":role/clumio/ClumioS3EbRole-uw-2-0f1e2d3c-"));
}

#[test]
fn a_region_without_a_short_name_leaves_its_place_empty() {
    let set = ClumioPolicySet::for_assets(Asset::S3).resolve(&facts::deployment("ca-west-1"));
    let set = set.unwrap();
    assert_eq!(set.roles()[0].name, "ClumioIAMRole--0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");
    assert_quotas(&set);
}
