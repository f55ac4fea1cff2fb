//! Whether a file that nobody named is a policy.

use iam_core::document::{Member, Node, Value};
use iam_core::policy::Version;
use iam_project::reading::Reading;

/// Why a file that nobody named plainly is no policy.
pub(crate) fn is_no_policy(reading: &Reading<'_>) -> Option<&'static str> {
    match reading.document() {
        None => {
            // UTF-16 without a mark has one beside each letter.
            let text = reading.text();
            let is_other = !if text.contains('\0') {
                speaks_of_policies(&text.replace('\0', ""))
            } else {
                speaks_of_policies(text)
            };
            is_other.then_some("not JSON, and without `Statement`")
        }
        Some(document) => {
            (!looks_like_policy(document)).then_some("without `Statement` at the top")
        }
    }
}

/// Whether a text that is no JSON has a version of the language or a key `Statement`, as JSON5 and YAML write it,
/// too.
fn speaks_of_policies(text: &str) -> bool {
    let is_key = |(at, word): (usize, &str)| {
        let (before, after) = (text.get(..at), text.get(at + word.len()..));
        let is_word = before.is_some_and(|it| !it.ends_with(|c: char| c.is_alphanumeric()));
        let after = after.unwrap_or_default().trim_start_matches(['\'', '"']).trim_start();
        is_word && after.starts_with(':')
    };
    ["\"Statement\"", "\"2012-10-17\"", "\"2008-10-17\""].iter().any(|word| text.contains(word))
        || text.match_indices("Statement").any(is_key)
}

/// Members in another case count, and so does a list of policies: IAM refuses both.
fn looks_like_policy(document: &Node<'_>) -> bool {
    if let Value::Array(items) = &document.value {
        return items.iter().any(|item| item.members().iter().any(is_of_policy));
    }
    document.members().iter().any(is_of_policy)
}

fn is_of_policy(member: &Member<'_>) -> bool {
    let version = || member.node.text().and_then(Version::from_text);
    member.key == "Statement" || member.key.eq_ignore_ascii_case("Version") && version().is_some()
}
