//! Permissions boundaries, session policies and VPC endpoint policies: written, included, as templates.

#![deny(deprecated)]

use typed_iam::{
    Parameters, PermissionsBoundary, PermissionsBoundaryPolicy, PolicyTemplate, Session, SessionPolicy, VpcEndpoint,
    VpcEndpointPolicy, include_permissions_boundary, include_session_policy, permissions_boundary,
    permissions_boundary_template, session_policy, session_policy_template, vpc_endpoint_policy,
    vpc_endpoint_policy_template,
};

const BOUNDARY: PermissionsBoundaryPolicy = permissions_boundary! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: ["s3:*", "ec2:*"], Resource: "*" }],
};
const BOUNDARY_FILE: PermissionsBoundaryPolicy = include_permissions_boundary!("../../policies/reports.json");
const BOUNDARY_TEMPLATE: PolicyTemplate<PermissionsBoundary> = permissions_boundary_template! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::${Bucket}/*" }],
};
const SESSION: SessionPolicy = session_policy! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::reports/*" }],
};
const SESSION_FILE: SessionPolicy = include_session_policy!("../../policies/reports.json");
const SESSION_TEMPLATE: PolicyTemplate<Session> = session_policy_template! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::${Bucket}/*" }],
};
/// Everyone, and yet nothing public: it limits and grants nothing.
const ENDPOINT: VpcEndpointPolicy = vpc_endpoint_policy! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Principal: "*", Action: "*", Resource: "*" }],
};
const ENDPOINT_TEMPLATE: PolicyTemplate<VpcEndpoint> = vpc_endpoint_policy_template! {
    Version: "2012-10-17",
    Statement: [{ Effect: Allow, Principal: "*", Action: s3:GetObject, Resource: "arn:aws:s3:::${Bucket}/*" }],
};

fn main() {
    let parameters = Parameters::new().set("Bucket", "reports");
    let boundary = BOUNDARY_TEMPLATE.resolve(&parameters).expect("a bucket");
    let session = SESSION_TEMPLATE.resolve(&parameters).expect("a bucket");
    let endpoint = ENDPOINT_TEMPLATE.resolve(&parameters).expect("a bucket");
    assert_eq!(session, SESSION);
    assert_eq!(BOUNDARY_FILE.to_json(), SESSION_FILE.to_json());
    for json in [boundary.to_json(), endpoint.to_json(), BOUNDARY.to_json(), ENDPOINT.to_json()] {
        assert!(json.contains("Allow"));
    }
}
