//! Whether a pattern matches a text: `*` and `?`, nothing else.

use super::greedy::{Step, char_len, greedy};

/// Whether `pattern` matches the whole of `text`, ignoring ASCII case.
///
/// Services, actions and condition keys compare this way. Runs in `O(pattern × text)` at worst
/// and does not allocate.
///
/// # Examples
///
/// ```
/// use iam_language::pattern::matches_ignoring_case;
/// assert!(matches_ignoring_case("Get*Tagging", "getobjecttagging"));
/// assert!(!matches_ignoring_case("Get?", "Get"));
/// ```
///
/// Source: [`Action` element](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html)
#[must_use]
pub fn matches_ignoring_case(pattern: &str, text: &str) -> bool {
    glob(pattern.as_bytes(), text.as_bytes(), |p, t| p.eq_ignore_ascii_case(&t))
}

/// Whether `pattern` matches the whole of `text`, case and all: the way ARNs compare.
///
/// # Examples
///
/// ```
/// use iam_language::pattern::matches;
/// assert!(matches("table/*", "table/Orders"));
/// assert!(!matches("Table/*", "table/Orders"));
/// ```
#[must_use]
pub fn matches(pattern: &str, text: &str) -> bool {
    glob(pattern.as_bytes(), text.as_bytes(), |p, t| p == t)
}

/// Wildcards in the text itself; `?` takes one *character*.
pub(super) fn glob(pattern: &[u8], text: &[u8], same: impl Fn(u8, u8) -> bool) -> bool {
    greedy(pattern, text.len(), |wanted, at| match wanted {
        b'*' => Step::Star,
        b'?' => Step::Takes(char_len(text, at)),
        _ if text.get(at).is_some_and(|byte| same(*wanted, *byte)) => Step::Takes(1),
        _ => Step::Fails,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::words;
    use super::matches;

    #[test]
    fn globs_match_whole_texts() {
        for (pattern, text, wanted) in [
            ("", "", true),
            ("*", "", true),
            ("?", "", false),
            ("?", "é", true),
            ("a*b*c", "aXbYbZc", true),
            ("a*b*c", "aXbYbZ", false),
            ("**", "x", true),
            ("*x", "xxxy", false),
        ] {
            assert_eq!(matches(pattern, text), wanted, "{pattern} {text}");
        }
    }

    #[test]
    fn globs_match_as_their_definition_says() {
        fn defined(pattern: &[char], text: &[char]) -> bool {
            match (pattern, text) {
                ([], _) => text.is_empty(),
                (['*', rest @ ..], _) => (0..=text.len()).any(|at| defined(rest, &text[at..])),
                ([one, rest @ ..], [first, others @ ..]) => {
                    (*one == '?' || one == first) && defined(rest, others)
                }
                _ => false,
            }
        }
        let texts = words(&["a", "b", "é"], 5);
        for p in words(&["a", "b", "é", "?", "*"], 4) {
            for t in &texts {
                let [pattern, text] = [&p, t].map(|it| it.chars().collect::<Vec<_>>());
                assert_eq!(matches(&p, t), defined(&pattern, &text), "{p} {t}");
            }
        }
    }
}
