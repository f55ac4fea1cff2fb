//! A program whose only use of the library is to hold policies and print them.

use typed_iam::{Policy, ResourcePolicy, TrustPolicy, policy, resource_policy, trust_policy};

const READ_REPORTS: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        /// Lets the dashboard find the monthly reports.
        {
            Sid: List,
            Effect: Allow,
            Action: s3:ListBucket,
            Resource: "arn:aws:s3:::reports",
            Condition: { StringLike: { s3:prefix: ["monthly/*", "yearly/*"] } },
        },
        /// Lets the dashboard show them.
        {
            Sid: Show,
            Effect: Allow,
            Action: [s3:GetObject, s3:GetObjectTagging],
            Resource: "arn:aws:s3:::reports/*",
            Condition: { Bool: { aws:SecureTransport: true } },
        },
    ],
};

const TAKE_ORDERS: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        {
            Effect: Allow,
            Action: [dynamodb:GetItem, dynamodb:PutItem, dynamodb:Query],
            Resource: [
                "arn:aws:dynamodb:eu-west-1:111122223333:table/Orders",
                "arn:aws:dynamodb:eu-west-1:111122223333:table/Orders/index/*",
            ],
        },
        {
            Effect: Allow,
            Action: sqs:SendMessage,
            Resource: "arn:aws:sqs:eu-west-1:111122223333:orders",
        },
    ],
};

const RUN_WORKERS: Policy = policy! {
    Version: "2012-10-17",
    Statement: [
        { Effect: Allow, Action: [ec2:Describe*, autoscaling:Describe*], Resource: "*" },
        {
            Effect: Allow,
            Action: [ec2:StartInstances, ec2:StopInstances],
            Resource: "arn:aws:ec2:*:111122223333:instance/*",
            Condition: { StringEquals: { aws:ResourceTag/Team: "workers" } },
        },
    ],
};

const STAY_IN_EUROPE: Policy = policy!({
    "Version": "2012-10-17",
    "Statement": [{
        "Effect": "Deny",
        "NotAction": ["iam:*", "sts:*", "support:*"],
        "Resource": "*",
        "Condition": { "StringNotEquals": { "aws:RequestedRegion": ["eu-west-1", "eu-central-1"] } }
    }]
});

const WORKER: TrustPolicy = trust_policy! {
    Version: "2012-10-17",
    Statement: [{
        Effect: Allow,
        Principal: { Service: "ec2.amazonaws.com" },
        Action: sts:AssumeRole,
    }],
};

const NEWS: ResourcePolicy = resource_policy! {
    Version: "2012-10-17",
    Id: "news",
    Statement: [{
        Sid: Publish,
        Effect: Allow,
        Principal: { AWS: "arn:aws:iam::111122223333:role/editor" },
        Action: sns:Publish,
        Resource: "arn:aws:sns:eu-west-1:111122223333:news",
    }],
};

fn main() {
    for policy in [&READ_REPORTS, &TAKE_ORDERS, &RUN_WORKERS, &STAY_IN_EUROPE] {
        println!("{}", policy.to_json());
    }
    println!("{}", WORKER.to_json());
    println!("{}", NEWS.to_json());
}
