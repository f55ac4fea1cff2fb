//! AWS accounts.

use crate::text_value;

text_value! {
    /// The id of an AWS account: twelve digits.
    AccountId, "an account id of twelve digits",
    |text| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}
