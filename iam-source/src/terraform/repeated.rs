//! Objects that have a key twice: Terraform takes the last, and the parser refuses the file.

use hcl_edit::parser::{Error, parse_body};
use hcl_edit::structure::Body;
use std::ops::Range;

/// How often a text is read again at most, and how many bytes that may be in all.
const MOST: usize = 64;
const MOST_BYTES: usize = 4 << 20;

/// Parses a file. A key that its object has already gets another name of the same length, so that all places
/// are those of `text`, where its own name stands.
pub(crate) fn parse_with_repeated(text: &str) -> Result<Body, Box<Error>> {
    let mut error = match parse_body(text) {
        Ok(body) => return Ok(body),
        Err(error) => error,
    };
    let mut renamed = text.to_owned();
    for number in 0..MOST.min(MOST_BYTES / text.len().max(1)) {
        if !error.message().contains("redefined object key") {
            break;
        }
        let Some(key) = name_at(text, error.location().offset()) else { break };
        // If this name is taken, too, the next may not be.
        renamed.replace_range(key.clone(), &name(number, key.len()));
        error = match parse_body(&renamed) {
            Ok(body) => return Ok(body),
            Err(error) => error,
        };
    }
    Err(Box::new(error))
}

/// The word at `at`, or the text in quotes there, if that is a key.
fn name_at(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.get(at..)?;
    let is_quoted = rest.starts_with('"');
    let start = usize::from(is_quoted);
    let inside = rest.get(start..)?;
    let len = if is_quoted {
        inside.split_once('"')?.0.len()
    } else {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        inside.find(|c| !is_part(c))?
    };
    let after = inside.get(len + start..)?.trim_start_matches([' ', '\t']);
    let has_more = is_quoted && inside.get(..len)?.contains(['\\', '$', '%', '\n']);
    let is_key = after.starts_with(['=', ':']) && !after.starts_with("==");
    (is_key && !has_more && len > 0).then_some(at + start..at + start + len)
}

/// A word of so many bytes, another one for each number if there is room for that.
fn name(mut number: usize, len: usize) -> String {
    let mut name = vec!['z'; len];
    for place in name.iter_mut().rev() {
        if let Some(letter) =
            u32::try_from(number % 26).ok().and_then(|it| char::from_digit(it + 10, 36))
        {
            *place = letter;
        }
        number /= 26;
        if number == 0 {
            break;
        }
    }
    name.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{name, name_at, parse_with_repeated};

    #[test]
    fn keys_may_be_there_twice() {
        for text in [
            "a = {\n  b = 1\n  b = 2\n  b = 3\n}\n",
            "a = { \"é:b\" = 1, \"é:b\" = 2, c : { d = 1, d : 2 } }\n",
            "a = { a = 1, b = 2, b = 3, b = 4, z = 5 }\n",
            "p = \"é\"\na = [{ b = 1\n b = <<E\n}\nE\n }]\n",
        ] {
            assert!(parse_with_repeated(text).is_ok(), "{text}");
        }
        // What is wrong besides is told where it stands.
        let error = parse_with_repeated("a = { b = 1, b = 2 }\nc = [\n").expect_err("no list");
        assert!(error.location().line() > 1, "{error}");
        for text in ["a = { (b) = 1, (b) = 2 }\n", "a = { \"${b}\" = 1, \"${b}\" = 2 }\n"] {
            assert!(parse_with_repeated(text).is_err(), "{text}");
        }
    }

    #[test]
    fn names_differ_as_far_as_they_can() {
        assert_eq!([name(0, 3), name(25, 3), name(26, 3)], ["zza", "zzz", "zba"]);
        assert_eq!([name(1, 1), name(27, 1), name(1, 0)], ["b", "b", ""]);
        assert_eq!(name_at("a == b", 0), None);
        assert_eq!(name_at("ab-c = 1", 0), Some(0..4));
    }
}
