//! Who may take a role on.

use crate::{everything, set};
use typed_iam::evaluate::Context;

fn trusts(entity: &str, principal: &str, external_id: Option<&str>) -> bool {
    let context = Context::new();
    let context = match external_id {
        Some(id) => context.with("sts:ExternalId", id),
        None => context,
    };
    set(everything()).role(entity).unwrap().trusts(principal, context).unwrap()
}

const PROTECT: &str = "arn:aws:iam::444455556666:role/ClumioCustomerProtectRole";
const PROTECT_SESSION: &str =
    "arn:aws:sts::444455556666:assumed-role/ClumioCustomerProtectRole/night";
const SUPPORT: &str = "arn:aws:iam::444455556666:role/ClumioCustomerSupportRole";

#[test]
fn the_main_role_trusts_the_protect_role_with_the_external_id() {
    assert!(trusts("ClumioIAMRole", PROTECT, Some("ExternalID_42")));
    assert!(trusts("ClumioIAMRole", PROTECT_SESSION, Some("ExternalID_42")));
    assert!(!trusts("ClumioIAMRole", PROTECT, Some("ExternalID_43")));
    assert!(!trusts("ClumioIAMRole", PROTECT, Some("externalid_42")));
    assert!(!trusts("ClumioIAMRole", PROTECT, None));
}

#[test]
fn the_main_role_trusts_nobody_else() {
    for principal in [
        SUPPORT,
        "arn:aws:iam::444455556666:root",
        "arn:aws:iam::444455556666:user/ClumioCustomerProtectRole",
        "arn:aws:iam::777788889999:role/ClumioCustomerProtectRole",
        "arn:aws:iam::111122223333:root",
        "arn:aws:iam::111122223333:role/admin",
        "ec2.amazonaws.com",
        "*",
    ] {
        assert!(!trusts("ClumioIAMRole", principal, Some("ExternalID_42")), "{principal}");
    }
}

#[test]
fn the_support_role_trusts_the_support_role_only() {
    assert!(trusts("ClumioSupportRole", SUPPORT, Some("ExternalID_42")));
    assert!(!trusts("ClumioSupportRole", SUPPORT, None));
    assert!(!trusts("ClumioSupportRole", PROTECT, Some("ExternalID_42")));
}

#[test]
fn roles_of_services_trust_one_service_each() {
    let services = ["ec2.amazonaws.com", "events.amazonaws.com", "ssm.amazonaws.com"];
    let set = set(everything());
    let trusted = |entity: &str| -> Vec<_> {
        let role = set.role(entity).unwrap();
        let trusts = |service: &&str| role.trusts(service, Context::new()).unwrap();
        services.into_iter().filter(|service| trusts(service)).collect()
    };
    let mut all: Vec<_> = set
        .roles()
        .iter()
        .map(|role| role.entity)
        .filter(|entity| !["ClumioIAMRole", "ClumioSupportRole"].contains(entity))
        .map(trusted)
        .collect();
    all.sort();
    assert_eq!(all, [["ec2.amazonaws.com"], ["events.amazonaws.com"], ["ssm.amazonaws.com"]]);
}
