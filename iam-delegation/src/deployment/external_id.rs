//! What a vendor shows when it takes on a role.

use crate::text_value;

text_value! {
    /// The external id that the trust policies ask for.
    ///
    /// It keeps the vendor from being talked into using a role on behalf of another customer.
    ///
    /// Source: [STS `AssumeRole`](https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html),
    /// [the confused deputy](https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html)
    ExternalId, "an external id: 2 to 1224 letters, digits and `_+=,.@:/-`", is_external_id
}

fn is_external_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_+=,.@:/-".contains(&byte);
    (2..=1224).contains(&text.len()) && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_of_sts_hold() {
        assert!(is_external_id("a:"));
        assert!(is_external_id(&"x".repeat(1224)));
        for text in ["", "a", "a b", "a*", "${a}", &"x".repeat(1225)] {
            assert!(!is_external_id(text), "{text}");
        }
    }
}
