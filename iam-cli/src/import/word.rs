//! Which texts the macros take without quotes: those that Rust's lexer takes apart into names and
//! marks that spell the same again.

/// Whether `text` can stand without quotes where the macros take words.
pub(super) fn is_word(text: &str) -> bool {
    let marks = "*?:/.-@=+";
    let opens_comment = text.contains("//") || text.contains("/*") || text.contains("*/");
    // A name that starts with a digit would be a number with a suffix.
    let is_name = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    let mut parts = text.split(|c| marks.contains(c)).filter(|part| !part.is_empty());
    !text.is_empty() && !opens_comment && parts.all(is_name)
}

/// Whether `text` is one name that is neither `true`, `false` nor `null`.
pub(super) fn is_plain_name(text: &str) -> bool {
    is_word(text)
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !matches!(text, "true" | "false" | "null")
}

/// Whether Rust keeps `text` for itself.
pub(super) fn is_keyword(text: &str) -> bool {
    const KEYWORDS: [&str; 52] = [
        "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
        "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
        "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv",
        "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "try",
        "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    KEYWORDS.contains(&text)
}

/// Whether a constant can have this name; otherwise why not.
pub(super) fn check_name(name: &str) -> Result<(), String> {
    let fits = |c: char| c == '_' || c.is_ascii_alphanumeric();
    let starts = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if starts && name != "_" && name.chars().all(fits) && !is_keyword(name) {
        return Ok(());
    }
    Err(format!("`{name}` cannot be the name of a constant; write it like `READ_REPORTS`"))
}

#[cfg(test)]
mod tests {
    use super::{is_plain_name, is_word};

    #[test]
    fn words_are_what_the_lexer_leaves_whole() {
        for word in [
            "s3:GetObject",
            "s3:Get*",
            "ec2:Describe?pc*",
            "elastic-inference:*",
            "*",
            "aws:RequestTag/Vendor",
            "ForAnyValue:StringLike",
            "a:type",
            "kms:EncryptionContext:aws:s3:arn",
        ] {
            assert!(is_word(word), "{word}");
        }
        for text in
            ["", "s3:2Get", "a:1e5", "é:b", "aws:RequestTag/*", "a//b", "a b", "a:${b}", "a:_"]
        {
            assert!(!is_word(text), "{text}");
        }
    }

    #[test]
    fn names_have_no_marks() {
        assert!(is_plain_name("AllowRead") && is_plain_name("type"));
        assert!(!is_plain_name("true") && !is_plain_name("1st") && !is_plain_name("a-b"));
    }
}
