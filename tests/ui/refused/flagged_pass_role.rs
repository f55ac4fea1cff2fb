//! What the checks of `exposure` say of their flagged examples, where no other case shows it.

#![deny(deprecated)]

use typed_iam::{Policy, policy};

const CREATE_SLR_WITH_NOT_RESOURCE: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "NotResource": "arn:aws:iam::111122223333:role/admin" }] });

const CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "iam:Create*", "NotResource": "arn:aws:iam::111122223333:role/admin" }] });

const CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "NotAction": ["ec2:*", "iam:PassRole"], "NotResource": "arn:aws:iam::111122223333:role/admin" }] });

const CREATE_SLR_WITH_STAR_IN_RESOURCE: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "iam:CreateServiceLinkedRole", "Resource": "*" }] });

const CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "iam:Create*", "Resource": "*" }] });

const CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "NotAction": ["ec2:*", "iam:PassRole"], "Resource": "*" }] });

const PASS_ROLE_WITH_NOT_RESOURCE: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "iam:PassRole", "NotResource": "arn:aws:iam::111122223333:role/admin" }] });

const PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "iam:Pass*", "NotResource": "arn:aws:iam::111122223333:role/admin" }] });

const PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "NotAction": ["ec2:*", "iam:CreateServiceLinkedRole"], "NotResource": "arn:aws:iam::111122223333:role/admin" }] });

const PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "iam:Pass*", "Resource": "*" }] });

const PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION: Policy = policy!({ "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "NotAction": ["ec2:*", "iam:CreateServiceLinkedRole"], "Resource": "*" }] });

fn main() {
    println!("{}", CREATE_SLR_WITH_NOT_RESOURCE.to_json());
    println!("{}", CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE.to_json());
    println!("{}", CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE.to_json());
    println!("{}", CREATE_SLR_WITH_STAR_IN_RESOURCE.to_json());
    println!("{}", CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE.to_json());
    println!("{}", CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION.to_json());
    println!("{}", PASS_ROLE_WITH_NOT_RESOURCE.to_json());
    println!("{}", PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE.to_json());
    println!("{}", PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE.to_json());
    println!("{}", PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE.to_json());
    println!("{}", PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION.to_json());
}
