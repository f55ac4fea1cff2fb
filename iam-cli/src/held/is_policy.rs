//! Whether a file that nobody named is a policy.

use iam_core::document::{Member, Node, Value};
use iam_core::policy::Version;
use iam_project::reading::Reading;

/// Why a file that nobody named plainly is no policy.
pub(crate) fn is_no_policy(reading: &Reading<'_>) -> Option<&'static str> {
    match reading.document() {
        None => {
            let speaks = ["\"Statement\"", "\"2012-10-17\"", "\"2008-10-17\""];
            let is_other = !speaks.iter().any(|word| reading.text().contains(word));
            is_other.then_some("not JSON, and without `Statement`")
        }
        Some(document) => {
            (!looks_like_policy(document)).then_some("without `Statement` at the top")
        }
    }
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
