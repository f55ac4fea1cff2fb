//! Policies that no quota of AWS would take are not looked at.

use iam_core::document::{Node, Value};
use iam_core::finding::thousands;

/// The most characters of compact JSON that are checked: three times what the policy of a KMS key may
/// have, which is among the largest. A policy that outgrew its quota a little is to be told all that is
/// wrong with it.
///
/// Source: [KMS quotas](https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html)
const MOST: usize = 100_000;

/// The largest file that is read, in bytes: a policy with ten times as much white space.
const LARGEST_FILE: u64 = 1_000_000;

/// Why `document` is not looked at, if it is too long for that.
pub(crate) fn too_long(document: &Node<'_>) -> Option<String> {
    let len = length(document, 0);
    (len > MOST).then(|| told(&format!("more than {} characters", thousands(MOST))))
}

/// Why a file of so many bytes is not read, if it is too long for that.
pub(crate) fn too_large(bytes: u64) -> Option<String> {
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    let large = bytes > usize::try_from(LARGEST_FILE).unwrap_or(usize::MAX);
    large.then(|| told(&format!("{} bytes", thousands(bytes))))
}

fn told(length: &str) -> String {
    format!(
        "this policy has {length}, far more than any quota of AWS lets it have: it is not checked\n  why: a managed policy may have 6,144 characters, the policy of a KMS key 32,768\n  fix: split it, or name fewer resources, with wildcards where they are safe"
    )
}

/// At least how long the compact JSON of `node` is, added to `before`; counting ends beyond [`MOST`].
fn length(node: &Node<'_>, before: usize) -> usize {
    if before > MOST {
        return before;
    }
    before
        + match &node.value {
            Value::String(text) => text.chars().count() + 2,
            Value::Number(text) => text.len(),
            Value::Array(items) => {
                let len = items.iter().fold(before + 2, |len, item| length(item, len + 1));
                return len;
            }
            Value::Object(members) => {
                return members.iter().fold(before + 2, |len, member| {
                    length(&member.node, len + member.key.chars().count() + 4)
                });
            }
            _ => 4,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_may_be_as_long_as_the_limit() {
        let list = |items: usize| format!("[{}\"\"]", "\"0123456\",".repeat(items));
        let told = |items| {
            let text = list(items);
            let document = iam_core::json::read(&text).expect("JSON");
            too_long(&document)
        };
        assert_eq!(told(9_999), None);
        let message = told(10_001).expect("too long");
        assert!(
            message.starts_with("this policy has more than 100,000 characters, far"),
            "{message}"
        );
    }

    #[test]
    fn a_file_is_measured_unread() {
        assert_eq!(too_large(1_000_000), None);
        let message = too_large(52_428_800).expect("too large");
        assert!(message.starts_with("this policy has 52,428,800 bytes, far"), "{message}");
    }
}
