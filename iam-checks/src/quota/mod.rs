//! How long a policy may be.

pub(super) mod identity_policy_size;
mod length;
pub(super) mod managed_policy_size;
pub(super) mod permissions_boundary_size;
pub(super) mod rcp_size;
pub(super) mod resource_policy_size;
pub(super) mod scp_size;
pub(super) mod session_policy_size;
pub(super) mod trust_policy_size;
pub(super) mod vpc_endpoint_policy_size;
