//! A vendor's cross-account role: a template that customers fill in.
//!
//! `cargo run --example vendor_role`

use typed_iam::{Parameters, PolicyTemplate, Trust, policy_template, trust_policy_template};

/// Who may take on the role: the vendor, and only with the id that was agreed on.
const TRUST: PolicyTemplate<Trust> = trust_policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Keeps others from using the vendor as a go-between.
        {
            Effect: Allow,
            Principal: { AWS: "arn:${AWS::Partition}:iam::${VendorAccount}:root" },
            Action: sts:AssumeRole,
            Condition: { StringEquals: { sts:ExternalId: "${ExternalId}" } },
        },
    ],
};

/// What the role may do.
const METRICS: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Reads the figures that the vendor's dashboard shows.
        {
            Sid: ReadMetrics,
            Effect: Allow,
            Action: [cloudwatch:GetMetricData, cloudwatch:ListMetrics],
            Resource: "*",
            Condition: { StringEquals: { aws:RequestedRegion: "${AWS::Region}" } },
        },
    ],
};

fn main() -> Result<(), typed_iam::ResolveError> {
    println!("Parameters: {:?}\n", METRICS.parameters());
    let parameters = Parameters::new()
        .set("AWS::Partition", "aws")
        .set("AWS::Region", "eu-west-1")
        .set("VendorAccount", "111122223333")
        .set("ExternalId", "a-long-random-id");
    println!("{}", TRUST.resolve(&parameters)?.to_json_pretty());
    println!("{}", METRICS.resolve(&parameters)?.to_json_pretty());
    Ok(())
}
