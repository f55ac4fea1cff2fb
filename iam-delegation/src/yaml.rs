//! JSON as YAML.

use crate::json::Json;

/// The value as YAML, in block style.
pub(crate) fn write(value: &Json) -> String {
    // Text under names that are text: there is nothing that YAML could not say.
    serde_saphyr::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// CloudFormation reads YAML 1.1, in which all of these are something else without quotes.
    #[test]
    fn text_stays_text() {
        for text in [
            "2012-10-17",
            "012345678901",
            "0x1f",
            "1e3",
            "1_000",
            "12:30:45",
            "on",
            "No",
            "y",
            "~",
            "null",
            "true",
            "",
            " a",
            "a ",
            "a: b",
            "a #b",
            "*",
            "&a",
            "!Sub",
            "- a",
            "? a",
            "%a",
            "@a",
            "`a",
            "[a",
            "{a",
            "a\u{1}b",
            "\u{85}",
            "\u{feff}",
            "=",
            "<<",
            "---",
        ] {
            let yaml = write(&Json::object([("a", Json::text(text))]));
            let value = yaml.trim_end().strip_prefix("a: ").unwrap();
            assert!(value.starts_with(['"', '\'']), "{text:?}: {yaml}");
        }
    }
}
