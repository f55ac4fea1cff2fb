//! What `assert_no_new_access!` and its siblings say: a request that shows it.

#![cfg(feature = "access")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::panic::{self, AssertUnwindSafe};
use typed_iam::{
    Policy, ResourcePolicy, ServiceControlPolicy, assert_equivalent, assert_never_grants,
    assert_no_new_access, assert_not_public, policy, resource_policy, service_control_policy,
};

const READ: Policy = policy! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" }],
};

const WRITE: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        { Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" },
        { Sid: Write, Effect: Allow, Action: s3:PutObject, Resource: "arn:aws:s3:::reports/drafts/*" },
    ],
};

/// What the assertion panics with.
#[track_caller]
fn message(assertion: impl FnOnce()) -> String {
    let panic = panic::catch_unwind(AssertUnwindSafe(assertion)).unwrap_err();
    *panic.downcast::<String>().unwrap()
}

#[test]
fn a_panic_tells_the_witness() {
    assert_no_new_access!(WRITE, READ);
    let told = message(|| assert_no_new_access!(READ, WRITE));
    let witness =
        "\n  statement 2 (`Write`) allows `s3:PutObject` on `arn:aws:s3:::reports/drafts/";
    assert!(told.starts_with("the new policy grants more than the old one"), "{told}");
    assert!(told.contains(witness) && told.ends_with("; the old policy does not"), "{told}");

    assert_never_grants!(READ, [s3:PutObject]);
    let told = message(|| assert_never_grants!(WRITE, [iam:*, "s3:Put*"]));
    assert!(told.starts_with("the policy grants what it must never grant"), "{told}");
    assert!(told.contains(witness), "{told}");
    let told = message(|| assert_never_grants!(READ, [s3:PutObjct]));
    assert!(told.ends_with("matches no action; did you mean `s3:PutObject`?"), "{told}");

    assert_equivalent!(READ, READ);
    let told = message(|| assert_equivalent!(READ, WRITE));
    assert!(told.starts_with("the policies are not equivalent"), "{told}");
    assert!(told.contains(witness) && told.ends_with("; the first policy does not"), "{told}");
}

#[test]
fn a_stranger_is_told() {
    let policy = |principal: &str| -> ResourcePolicy {
        resource_policy! {
            Version: "2012-10-17",
            Statement: [{ Effect: Allow, Principal: { AWS: (principal) }, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" }],
        }
    };
    assert_not_public!(policy("111122223333"), "AWS::S3::Bucket");
    let told = message(|| assert_not_public!(policy("*"), "AWS::S3::Bucket"));
    assert!(told.starts_with("the policy lets in strangers\n  statement 1 allows `s3:"), "{told}");
    assert!(told.ends_with(", whom nothing in the policy names"), "{told}");
    let told = message(|| assert_not_public!(policy("*"), "AWS::S3::Buckets"));
    assert!(told.ends_with("did you mean `AWS::S3::Bucket`?"), "{told}");
}

#[test]
fn limits_grant_nothing() {
    const STAY: ServiceControlPolicy = service_control_policy! {
        Version: "2012-10-17",
        Statement: [{ Effect: Deny, Action: organizations:LeaveOrganization, Resource: "*" }],
    };
    let told = message(|| assert_no_new_access!(STAY, STAY));
    assert!(
        told.contains("it is a service control policy, which grants nothing by itself"),
        "{told}"
    );
    // Whether two of them are the same can be asked.
    assert_equivalent!(STAY, STAY);
}
