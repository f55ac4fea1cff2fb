//! The path of roles and managed policies.

use crate::text_value;

text_value! {
    /// The path below which roles and managed policies are created; `/` by default, as in IAM.
    ///
    /// IAM takes more characters; those are left out here that would be wildcards or variables in
    /// the ARNs of policies.
    ///
    /// Source: [IAM `CreateRole`](https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html)
    IamPath, "a path: `/`, or up to 512 letters, digits and `/_+=,.@-` between two `/`", is_path
}

impl Default for IamPath {
    fn default() -> Self {
        Self("/".to_owned())
    }
}

fn is_path(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"/_+=,.@-".contains(&byte);
    let has_names = text == "/" || !text.contains("//");
    text.starts_with('/')
        && text.ends_with('/')
        && has_names
        && text.len() <= 512
        && text.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_starts_and_ends_with_a_slash() {
        for text in ["/", "/clumio/", "/a/b.c/"] {
            assert!(is_path(text), "{text}");
        }
        for text in ["", "clumio/", "/clumio", "/clu*/", "/${a}/", "/a b/", "//", "/a//b/"] {
            assert!(!is_path(text), "{text}");
        }
        assert!(is_path(IamPath::default().as_str()));
    }
}
