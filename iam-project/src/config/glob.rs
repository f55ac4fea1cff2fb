//! Patterns over paths: `roles/*-trust.json`, `legacy/**`.

use iam_core::pattern::{self, Step, greedy};

/// Whether `pattern` matches the whole of `path`; both are parted by `/`.
///
/// `**` is any number of folders, none among them.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = segments(pattern).collect();
    let path: Vec<&str> = segments(path).collect();
    greedy(&pattern, path.len(), |wanted, at| match path.get(at) {
        _ if *wanted == "**" => Step::Star,
        Some(name) if pattern::matches(wanted, name) => Step::Takes(1),
        _ => Step::Fails,
    })
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !matches!(*segment, "" | "."))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn stars_stay_within_a_name_and_double_stars_do_not() {
        for (pattern, path, expected) in [
            ("roles/*-trust.json", "roles/a-trust.json", true),
            ("./roles/*-trust.json", "roles/a-trust.json", true),
            ("roles/*-trust.json", "roles/x/a-trust.json", false),
            ("roles/**", "roles/x/y.json", true),
            ("roles/**", "roles", true),
            ("**/*.json", "y.json", true),
            ("**/trust/*.json", "a/trust/b/trust/c.json", true),
            ("**/trust/*.json", "a/trust/b/c.json", false),
            ("a/**/b/**/c", "a/b/x/b/y/c", true),
            ("?.json", "é.json", true),
            ("*", "a/b", false),
            ("**", "a/b", true),
            ("", "a", false),
        ] {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
    }
}
