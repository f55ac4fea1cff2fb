//! Names of hosts, as services and identity providers have them.

/// Labels of letters, digits and hyphens with full stops between them; two at least.
pub(crate) fn is_of_address(text: &str) -> bool {
    let is_of_label = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    text.contains('.')
        && text.split('.').all(|label| !label.is_empty() && label.bytes().all(is_of_label))
}
