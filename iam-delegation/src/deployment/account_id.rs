//! AWS accounts.

use crate::text_value;
use iam_core::arn;

text_value! {
    /// The id of an AWS account: twelve digits.
    AccountId, "an account id of twelve digits",
    arn::is_account
}
