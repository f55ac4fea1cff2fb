//! Several values in one argument, parted by commas.

/// The entries of `text`. No action has a comma, so each comma parts two.
pub(super) fn actions(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim)
}

/// The entries of `text`. The name of an object may have commas: one parts two resources only if an
/// ARN follows it, or a `*` that is all of its entry.
pub(super) fn resources(text: &str) -> Vec<&str> {
    let mut entries = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(',') {
        let behind = text.get(at + 1..).unwrap_or_default().trim_start();
        let is_any =
            behind.strip_prefix('*').is_some_and(|rest| rest.is_empty() || rest.starts_with(','));
        if is_any || behind.starts_with("arn:") {
            entries.push(text.get(start..at).unwrap_or_default().trim());
            start = at + 1;
        }
    }
    entries.push(text.get(start..).unwrap_or_default().trim());
    entries
}

#[cfg(test)]
mod tests {
    use super::{actions, resources};

    #[test]
    fn commas_part_entries_unless_they_belong_to_one() {
        assert_eq!(
            actions("s3:GetObject, s3:PutObject,").collect::<Vec<_>>(),
            ["s3:GetObject", "s3:PutObject", ""]
        );
        assert_eq!(resources("arn:aws:s3:::b/a,b.txt"), ["arn:aws:s3:::b/a,b.txt"]);
        assert_eq!(
            resources("arn:aws:s3:::b/a, arn:aws:s3:::b/c,*,arn:aws:s3:::d/x,*y"),
            ["arn:aws:s3:::b/a", "arn:aws:s3:::b/c", "*", "arn:aws:s3:::d/x,*y"]
        );
        assert_eq!(resources("*"), ["*"]);
        assert_eq!(resources(""), [""]);
    }
}
