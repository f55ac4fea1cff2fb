//! Nothing of the parts is tied to Clumio: an invented product is declared with them.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../examples/second_vendor.rs"]
#[expect(dead_code, reason = "the program's own `main` is not run")]
mod second_vendor;

use iam_delegation::{Assets, PolicySet, Resolved};
use second_vendor::{Customer, Storage, Tidewatch, write};
use typed_iam::evaluate::Context;

const FORMATS: [&str; 6] =
    ["json", "cloudformation", "cloudformation-yaml", "terraform", "html", "markdown"];

fn resolved(assets: impl Into<Assets<Storage>>) -> PolicySet<Tidewatch, Resolved> {
    let customer = Customer {
        region: "eu-west-1".parse().unwrap(),
        account: "111122223333".parse().unwrap(),
        external_id: "a-long-random-id-42".parse().unwrap(),
    };
    PolicySet::<Tidewatch>::for_assets(assets).resolve(&customer).unwrap()
}

#[test]
fn every_format_holds_what_each_choice_needs() {
    for assets in Assets::every_choice() {
        for format in FORMATS {
            // Where a long name may break is no part of it.
            let text = write(assets, format).unwrap().replace("<wbr>", "");
            for (asset, sid) in [
                (Storage::Buckets, "ReadBuckets"),
                (Storage::Volumes, "ReadVolumes"),
                (Storage::Cleanup, "RemoveMarkedVolumes"),
            ] {
                // The page has the other assets, too, to be switched on.
                let is_there = format == "html" || assets.contains(asset);
                assert_eq!(text.contains(sid), is_there, "{assets} as {format}");
            }
            assert!(text.contains("ReadFigures"), "{assets} as {format}");
            assert!(!text.contains("Clumio"), "{assets} as {format}");
        }
    }
}

#[test]
fn a_choice_can_be_compared_with_another() {
    let before = PolicySet::<Tidewatch>::for_assets(Storage::Volumes);
    let after = PolicySet::<Tidewatch>::for_assets(Storage::Cleanup);
    let text = before.compare(&after).to_text();
    assert!(text.starts_with("Wider: 1 permission appears"), "{text}");
    assert!(text.contains("+ statement RemoveMarkedVolumes, Allow: added, wider"), "{text}");
}

#[test]
fn what_depends_on_an_asset_is_named_only_with_it() {
    let policy = "policy/tidewatch/TidewatchCleanup-eu-west-1";
    assert!(!resolved(Storage::Volumes).to_json().contains(policy));
    assert!(resolved(Storage::Cleanup).to_json().contains(policy));
}

#[test]
fn the_role_does_what_it_says_and_no_more() {
    let set = resolved(Storage::Cleanup);
    let role = set.role("TidewatchRole").unwrap();
    let volume = "arn:aws:ec2:eu-west-1:111122223333:volume/vol-0123456789abcdef0";
    let marked = Context::new()
        .with("aws:ResourceTag/Tidewatch", "remove")
        .with("aws:ResourceTag/Team", "blue")
        .with("aws:PrincipalTag/Team", "blue");
    assert!(role.can_with("ec2:DeleteVolume", volume, marked).unwrap());
    let foreign = Context::new()
        .with("aws:ResourceTag/Tidewatch", "remove")
        .with("aws:ResourceTag/Team", "red")
        .with("aws:PrincipalTag/Team", "blue");
    assert!(!role.can_with("ec2:DeleteVolume", volume, foreign).unwrap());
    assert!(!role.can("s3:GetObject", "arn:aws:s3:::books/q1").unwrap());
}

/// A policy variable stays IAM's, whoever fills in the rest.
#[test]
fn variables_of_iam_survive_each_template() {
    for (format, escaped) in [
        ("json", "\"${aws:PrincipalTag/Team}\""),
        // Without a parameter in the same text there is nothing to substitute.
        ("cloudformation", "\"${aws:PrincipalTag/Team}\""),
        ("terraform", "\"$${aws:PrincipalTag/Team}\""),
    ] {
        assert!(write(Storage::Cleanup.into(), format).unwrap().contains(escaped), "{format}");
    }
}
