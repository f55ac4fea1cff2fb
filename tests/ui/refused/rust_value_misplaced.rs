//! A Rust value where none can stand, without its comma, or spelled as Rust does it elsewhere.

use typed_iam::{Policy, TrustPolicy, policy, trust_policy};

fn parts(s: &str) -> Policy {
    policy! {
        Version: "2012-10-17",
        Statement: [
            statement(),
            self.statements,
            (s),
            { Effect: Allow, Action: s3:GetObject, Resource: (s) (s), Condition: conditions() },
            { Effect: Allow, Action: s3:GetObject, (s): "x", Resource: [s, "a"] [s], Condition: { (s): { (s): "x" } } },
        ],
    }
}
fn who(s: &str) -> TrustPolicy {
    trust_policy! {
        Version: "2012-10-17",
        Statement: [
            { Effect: Allow, Action: sts:AssumeRole, Principal: principal() },
            { Effect: Allow, Action: sts:AssumeRole, Principal: (s) },
            { Effect: Allow, Action: sts:AssumeRole, Principal: { AWS: s } },
        ],
    }
}
fn spelled(bucket: &str) -> Policy {
    policy! {
        Version: "2012-10-17",
        Statement: [{
            Effect: Allow,
            Action: "s3:" + verb,
            Resource: ["arn:aws:s3:::" + bucket + "/*", *arn, *self.arn, !arn, ..arns, ["a"].concat(), (bucket).to_owned()],
            Condition: { IpAddress: { aws:SourceIp: [ip] } },
        }],
    }
}

fn main() {}
