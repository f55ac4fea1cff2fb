//! The token of a connection.

use iam_delegation::text_value;

text_value! {
    /// The UUID that Clumio hands out for a connection, in 36 characters.
    ///
    /// It ends the name of everything that is created, so that connections do not meet.
    Token, "a UUID such as `0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0`", is_uuid
}

fn is_uuid(text: &str) -> bool {
    let groups = text.split('-');
    let is_hex = |group: &str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    groups.clone().all(is_hex) && groups.map(str::len).eq([8, 4, 4, 4, 12])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_uuid_is_taken() {
        assert!(is_uuid("0F1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"));
        for text in [
            "",
            "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
            "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1fg",
            "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0-",
        ] {
            assert!(!is_uuid(text), "{text}");
        }
    }
}
