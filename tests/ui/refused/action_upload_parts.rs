//! Parts of an upload need the action that writes objects.

use typed_iam::{Policy, policy};

const WRITTEN: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: [s3:CreateMultipartUpload, s3:UploadPart],
            Resource: "arn:aws:s3:::reports/*",
        },
    ],
};

fn main() {
    println!("{}", WRITTEN.to_json());
}
