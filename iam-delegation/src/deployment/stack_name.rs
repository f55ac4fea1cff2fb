//! The CloudFormation stack of the resources.

use crate::text_value;

text_value! {
    /// The name of the CloudFormation stack that holds the resources.
    ///
    /// Source: [CloudFormation `CreateStack`](https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html)
    StackName, "a stack name: a letter, then up to 127 letters, digits and `-`", is_stack_name
}

fn is_stack_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.len() <= 128
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
