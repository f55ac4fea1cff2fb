//! Numbers, and arrays by reference.

use typed_iam::policy;

fn main() {
    let pages = 100_u32;
    let buckets = ["arn:aws:s3:::a", "arn:aws:s3:::b"];
    let policy = policy! {
        Version: "2012-10-17",
        Statement: [{
            Effect: Allow,
            Action: s3:ListBucket,
            Resource: (&buckets),
            Condition: { NumericLessThanEquals: { s3:max-keys: (pages) } },
        }],
    };
    assert!(policy.to_json().contains(r#""s3:max-keys":100"#), "{}", policy.to_json());
}
