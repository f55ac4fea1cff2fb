//! `iam:PassRole` and `iam:CreateServiceLinkedRole`: who gives a role to a service.

pub(super) mod create_service_linked_role;
mod giving;
#[expect(clippy::module_inception, reason = "the folder holds its sister action too")]
pub(super) mod pass_role;
