//! A file that holds a policy, and is none.

use typed_iam::{Policy, TrustPolicy, include_policy, include_trust_policy};

const STACK: Policy = include_policy!("../files/stack.json");
const YAML: Policy = include_policy!("../files/stack.yaml");
const ANSWER: TrustPolicy = include_trust_policy!("../files/answer.json");

fn main() {}
