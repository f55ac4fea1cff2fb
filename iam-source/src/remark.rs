//! What a comment says that silences a check, or was meant to.

use iam_core::check::about;
use iam_core::spelling::nearest;

/// What a comment says that silences a check, after its mark.
const WORD: &str = "iam:allow";

/// A comment that silences a check, or was meant to.
pub(crate) struct Comment {
    /// Where in its line it begins.
    pub(crate) at: usize,
    /// Whether it silences anything.
    pub(crate) is_understood: bool,
    /// Whether the line has nothing behind it.
    pub(crate) is_all: bool,
    /// The code of the check, as written, or what is not understood.
    pub(crate) code: String,
    pub(crate) reason: String,
}

/// Whether a text may have such a comment at all: most have none, and are not looked through line by line.
pub(crate) fn may_have_one(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_meant = |at: usize| {
        let behind = bytes.get(at + 1..).unwrap_or_default();
        let is_blank = |it: &&u8| matches!(it, b' ' | b'\t' | b'\r' | 0x0b | 0x0c);
        let first = behind.iter().take_while(is_blank).count();
        let word = behind.get(first..).unwrap_or_default();
        // Other letters may be blanks, too.
        word.first().is_some_and(|it| !it.is_ascii())
            || word.get(..3).is_some_and(|it| it.eq_ignore_ascii_case(b"iam"))
    };
    let is_mark = |it: u8| matches!(it, b'#' | b'/' | b'*');
    text.contains(WORD) || bytes.iter().enumerate().any(|(at, it)| is_mark(*it) && is_meant(at))
}

/// The first such comment of a line; `is_inside` tells what stands within a text.
pub(crate) fn comment(line: &str, is_inside: impl Fn(usize) -> bool) -> Option<Comment> {
    let mut first = None;
    for (at, _) in line.match_indices(['#', '/']) {
        let before = line.get(..at)?;
        // A mark within a word starts no comment.
        if before.ends_with(|it: char| !it.is_whitespace()) || is_inside(at) {
            continue;
        }
        let rest = line.get(at..)?;
        let behind = rest.trim_start_matches('#').trim_start_matches('/');
        let is_bounded = rest.starts_with("/*");
        let behind = behind.strip_prefix('*').filter(|_| is_bounded).unwrap_or(behind).trim_start();
        if rest.starts_with('/') && !is_bounded && !rest.starts_with("//") {
            continue;
        }
        first.get_or_insert(at);
        if let Some(comment) = said(at, behind, is_bounded) {
            return Some(comment);
        }
    }
    // Behind other words of a comment.
    let (at, word) = (first?, line.find(WORD)?);
    let code = line.get(word + WORD.len()..)?.split_whitespace().next()?;
    let is_meant = at < word && line.get(..word)?.ends_with(char::is_whitespace) && is_code(code);
    is_meant.then(|| misunderstood(at, line.get(word..).unwrap_or_default()))
}

fn said(at: usize, said: &str, is_bounded: bool) -> Option<Comment> {
    if !said.get(..3)?.eq_ignore_ascii_case("iam") {
        return None;
    }
    let Some(silences) = silences(said) else {
        return is_meant(said).then(|| misunderstood(at, said));
    };
    let (silences, behind) = match silences.split_once("*/").filter(|_| is_bounded) {
        Some((silences, behind)) => (silences, behind),
        // It ends on another line.
        None if is_bounded => return Some(misunderstood(at, said)),
        None => (silences, ""),
    };
    let (code, reason) = parts(silences);
    if code.is_empty() {
        return Some(misunderstood(at, said));
    }
    Some(Comment { at, is_understood: true, is_all: behind.trim().is_empty(), code, reason })
}

/// What stands behind the word that silences.
fn silences(said: &str) -> Option<&str> {
    let silences = said.strip_prefix(WORD)?;
    (silences.is_empty() || silences.starts_with(char::is_whitespace)).then_some(silences)
}

/// A comment that silences nothing, called by its first words.
fn misunderstood(at: usize, said: &str) -> Comment {
    let mut words = said.split_whitespace();
    let mut code = words.next().unwrap_or_default().to_owned();
    for word in words.take(2) {
        code.push(' ');
        code.push_str(word);
    }
    Comment { at, is_understood: false, is_all: true, code, reason: String::new() }
}

/// Whether what begins with `iam` was meant to silence a check.
///
/// `iam:GetRole` is an action, and `IAM: allow reading` a sentence: what is no word near `allow` behind `iam:` has
/// to name a check.
fn is_meant(said: &str) -> bool {
    let Some(rest) = said.get(3..) else { return false };
    let parted = rest.trim_start_matches([':', '-', '_', '.', '=', ' ']);
    let is_parted = parted.len() < rest.len();
    let word_len = parted.find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(parted.len());
    let word = parted.get(..word_len).unwrap_or_default();
    let is_near = nearest(word, ["allow"]).is_some();
    let is_tight = said.starts_with("iam:") && rest.len() == parted.len() + 1;
    let code = parted.get(word_len..).unwrap_or_default();
    let code = code.trim_start_matches([':', '=', '(', '[', ' ']).split_whitespace().next();
    let names_check = code.is_some_and(|code| is_code(code.trim_end_matches([',', ':', ')', ']'])));
    is_near && is_tight || is_parted && names_check && (is_near || !rest.starts_with(' '))
}

/// Whether this is the code of a check, or near one.
fn is_code(word: &str) -> bool {
    about(word).map_or_else(|unknown| unknown.nearest().is_some(), |_| true)
}

/// The code and the reason of `code reason`.
pub(crate) fn parts(said: &str) -> (String, String) {
    let said = said.trim();
    let (code, reason) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
    (code.to_owned(), reason.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_silences_is_told_from_what_was_meant_to() {
        let told = |line: &str| comment(line, |_| false).map(|it| (it.is_understood, it.code));
        for line in
            ["# iam:allow x y", "a // iam:allow x y", "/* iam:allow x y */ b", "## iam:allow x y"]
        {
            assert_eq!(told(line), Some((true, "x".to_owned())), "{line}");
        }
        for line in [
            "# iam:alow x",
            "# iam:Allow x",
            "# iam:allow=x",
            "# iam:allow",
            "# IAM: allow invalid-action y",
            "# iam: allow invalid-acton y",
            "# iam-allow invalid-action",
            "# iam:ignore invalid-action y",
            "/* iam:allow x y",
            "# checked; iam:allow invalid-action y",
        ] {
            assert!(matches!(told(line), Some((false, _))), "{line}");
        }
        for line in [
            "# IAM: allow reading of all",
            "# iam:GetRole",
            "# iam:PassRole with-dashes",
            "a: iam:alow x",
            "a#iam:alow x",
            "# say iam:allow code reason",
            "/ iam:allow x y",
            "#",
            "# ia\u{e9}m",
        ] {
            assert_eq!(told(line), None, "{line}");
        }
    }
}
