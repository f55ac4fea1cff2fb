//! What `assert_allows!` says where another policy than the one asserted decides.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::panic::{self, AssertUnwindSafe};
use typed_iam::{Policy, assert_allows, assert_denies, policy};

const ALL: Policy = policy! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: [kms:Decrypt, sts:AssumeRole, s3:GetObject], Resource: "*" }],
};

/// What the assertion panics with.
fn message(action: &str, resource: &str) -> String {
    let assertion = || assert_allows!(ALL, action, resource);
    let panic = panic::catch_unwind(AssertUnwindSafe(assertion)).unwrap_err();
    *panic.downcast::<String>().unwrap()
}

#[test]
fn a_key_and_a_role_want_their_own_policies() {
    let key = message("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/1");
    assert!(key.contains("the key policy is missing, and it decides"), "{key}");
    assert!(key.contains("`Request::default_key_policy`"), "{key}");
    assert!(!key.contains("no statement"), "{key}");
    let role = message("sts:AssumeRole", "arn:aws:iam::111122223333:role/backup");
    assert!(role.contains("the trust policy of the role is missing, and it decides"), "{role}");
    assert!(role.contains("`Policies::resource`"), "{role}");
}

#[test]
fn what_aws_decides_needs_no_statement() {
    assert_allows!(ALL, "sts:GetCallerIdentity", "*");
    assert_denies!(ALL, "iam:DeletePolicy", "arn:aws:iam::aws:policy/ReadOnlyAccess");
    let bucket = message("s3:GetObject", "arn:aws:s3:::reports");
    assert!(bucket.contains("takes no resource such as"), "{bucket}");
}
