//! What a finding says, as prose.

use crate::visible::visible;
use iam_core::finding::Finding;

/// What is wrong, why it matters and what to do, as sentences.
pub(super) fn details(finding: &Finding) -> String {
    let mut details = String::new();
    for part in [finding.message.as_str(), &why(finding), finding.fix.as_deref().unwrap_or("")] {
        let part = visible(part.trim());
        if part.is_empty() {
            continue;
        }
        if !details.is_empty() {
            details.push(' ');
        }
        let mut characters = part.chars();
        details.extend(characters.next().map(|first| first.to_ascii_uppercase()));
        details.push_str(characters.as_str());
        if !part.ends_with(['.', '?', '!']) {
            details.push('.');
        }
    }
    details
}

/// Why it matters, in one line: the sentence comes from a doc comment, line breaks and all.
pub(super) fn why(finding: &Finding) -> String {
    finding.why.split_whitespace().collect::<Vec<_>>().join(" ")
}
