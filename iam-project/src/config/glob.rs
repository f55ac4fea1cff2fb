//! Patterns over paths: `roles/*-trust.json`, `legacy/**`.

use iam_core::pattern;

/// Whether `pattern` matches the whole of `path`; both are parted by `/`.
///
/// `**` is any number of folders, none among them. As with `*` in a name, it is enough to go back
/// to the last one.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = segments(pattern).collect();
    let path: Vec<&str> = segments(path).collect();
    let (mut p, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while let Some(name) = path.get(t) {
        match pattern.get(p) {
            Some(&"**") => {
                p += 1;
                retry = Some((p, t));
            }
            Some(wanted) if pattern::matches(wanted, name) => {
                p += 1;
                t += 1;
            }
            _ => match &mut retry {
                Some((after, from)) => {
                    *from += 1;
                    (p, t) = (*after, *from);
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|rest| *rest == "**")
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
