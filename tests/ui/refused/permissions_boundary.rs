//! A permissions boundary is written in the grammar of identity-based policies.

use typed_iam::{PermissionsBoundaryPolicy, permissions_boundary};

const PRINCIPAL: PermissionsBoundaryPolicy = permissions_boundary! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Principal: "*", Action: "s3:*", Resource: "*" }],
};
const NO_RESOURCE: PermissionsBoundaryPolicy = permissions_boundary! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: "s3:*" }],
};
const MISSPELT: PermissionsBoundaryPolicy = permissions_boundary! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: ["s3:*", sqs:SendMesage], Resource: "*" }],
};

fn main() {}
