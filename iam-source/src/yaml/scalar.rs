//! What an unquoted scalar is.

use iam_core::document::Value;
use std::borrow::Cow;

/// What CloudFormation takes this unquoted text as.
///
/// A date stays text, as the version of a policy has to, and so does a number that JSON would not write: an id
/// of an account that begins with `0` is none.
pub(super) fn resolved(text: Cow<'_, str>) -> Value<'_> {
    match text.as_ref() {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        spelled if is_number(spelled) => Value::Number(text),
        _ => Value::String(text),
    }
}

/// Whether JSON would write a number like this.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|it| digits(it.strip_prefix(['+', '-']).unwrap_or(it)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_what_a_template_means() {
        let number = |text| resolved(Cow::Borrowed(text)) == Value::Number(Cow::Borrowed(text));
        let text = |text| resolved(Cow::Borrowed(text)) == Value::String(Cow::Borrowed(text));
        for it in ["0", "-1", "123456789012", "1.5", "1e9", "1.0E-3"] {
            assert!(number(it), "{it}");
        }
        for it in [
            "2012-10-17",
            "012345678901",
            "yes",
            "on",
            "0x10",
            "1.",
            ".5",
            "+1",
            "1e",
            "-",
            "1_000",
        ] {
            assert!(text(it), "{it}");
        }
        assert_eq!(resolved(Cow::Borrowed("~")), Value::Null);
        assert_eq!(resolved(Cow::Borrowed("True")), Value::Bool(true));
    }
}
