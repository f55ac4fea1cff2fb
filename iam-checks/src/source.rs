//! What a look at the whole of a JSON text tells of each text in it.

/// What is known before any of the texts is looked at; nothing unless there is a source.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Source {
    /// No text has a `$`.
    pub(super) has_no_dollar: bool,
    /// Each byte of each text is a character that JSON writes as it is.
    pub(super) is_plain: bool,
    /// Its length in characters, white space included.
    pub(super) chars: usize,
}

impl Source {
    /// Of JSON text. An escape may stand for anything, a `$` included.
    pub(super) fn of(text: &str) -> Self {
        // One walk without a branch, which looks at many bytes at once.
        let marks = text.bytes().fold([0; 3], |[escapes, dollars, others], byte| {
            let is = |mark: u8| u8::from(byte == mark);
            [escapes | is(b'\\'), dollars | is(b'$'), others | (byte & 0x80)]
        });
        let [escapes, dollars, others] = marks.map(|mark| mark != 0);
        Self {
            has_no_dollar: !escapes && !dollars,
            is_plain: !escapes && !others,
            chars: if others { text.chars().count() } else { text.len() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Source;
    use crate::tests::checked;
    use crate::{Options, Subject, run};
    use iam_language::json;
    use iam_language::policy::PolicyType;

    /// What is known beforehand saves work and changes no finding.
    #[test]
    fn findings_are_those_of_the_document_alone() {
        let options = Options::new(PolicyType::Identity);
        let policy = |resource: &str| {
            format!(
                r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::{resource}"}}]}}"#
            )
        };
        let of_length = |len: usize| "a".repeat(len - policy("").len());
        let around = [6_144, 6_145, 10_240, 10_241].map(of_length);
        let odd = ["*", "${Bucket}", "\\u0024{Bucket}", "é", "\u{7f}", "\\n"];
        for resource in odd.into_iter().chain(around.iter().map(String::as_str)) {
            let text = policy(resource);
            let document = json::read(&text).expect("well-formed");
            let of_tree = run(&Subject::of_tree(&document), options);
            assert_eq!(checked(&text, options), of_tree, "{text}");
        }
        assert!(!Source::of(r"\u0024").has_no_dollar);
    }
}
