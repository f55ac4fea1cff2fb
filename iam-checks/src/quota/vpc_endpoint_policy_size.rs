//! VPC endpoint policies that are too long.

use crate::prelude::*;
use crate::quota::length::exceeds_as_written;
use iam_language::policy::quota;

declare_check! {
    /// A VPC endpoint policy is longer than 20,480 characters.
    ///
    /// Amazon VPC refuses it. White space counts.
    ///
    /// ```json,flagged,vpc-endpoint
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/… 21000 …" }] }
    /// ```
    /// ```json,clean,vpc-endpoint
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/… 10 …" }] }
    /// ```
    ///
    /// Source: ours; [endpoint policies](https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html).
    "x-policy-size-exceeds-vpc-endpoint-policy-quota", Error
}

pub(crate) fn run(policy: &PolicyView<'_, '_>, report: &mut Report) {
    if policy.options.policy_type == PolicyType::VpcEndpoint {
        exceeds_as_written(
            policy,
            (
                "VPC endpoint policy",
                quota::VPC_ENDPOINT_POLICY,
                "name fewer actions and resources, by wildcards for instance",
            ),
            report,
            &ABOUT,
        );
    }
}
