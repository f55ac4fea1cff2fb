//! The advice of the checks, as the macro would give it.

use crate::Call;
use iam_core::finding::Finding;
use iam_core::policy::Kind;
use std::fmt::Write as _;

impl Call {
    /// Where a check advises a template, names the macro for it; where text has a placeholder, tells how a
    /// Rust value fills it. A `file` has no Rust values.
    pub(crate) fn advise_in_own_words<K: Kind>(findings: &mut [Finding], file: bool) {
        for finding in findings {
            let Some(fix) = &mut finding.fix else { continue };
            match finding.code {
                "x-unfilled-parameter" => {
                    let name = Self::template_of(K::TYPE, file);
                    *fix = fix.replace("`policy_template!` or `--template`", &format!("`{name}!`"));
                }
                "x-placeholder" if !file => {
                    if let Some(name) = name_in_braces(&finding.message) {
                        let _ = write!(
                            fix,
                            "; for a Rust value, put the whole text in parentheses: `(format!(\"…{{{name}}}…\"))`"
                        );
                    }
                }
                _ => {}
            }
        }
    }
}

/// `name` of a message on `{name}`.
fn name_in_braces(message: &str) -> Option<&str> {
    let (name, _) = message.strip_prefix("`{")?.split_once("}`")?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    is_name.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::name_in_braces;

    #[test]
    fn only_what_may_be_a_name_of_rust_is_taken_for_one() {
        assert_eq!(name_in_braces("`{bucket_1}` has not been filled in"), Some("bucket_1"));
        for other in ["{{bucket}}", "{bucket-name}", "<bucket>", "{0}", "{}", "${bucket}"] {
            let message = format!("`{other}` has not been filled in");
            assert_eq!(name_in_braces(&message), None, "{message}");
        }
    }
}
