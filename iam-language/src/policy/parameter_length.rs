//! How long the values of template parameters can be.

use crate::json::escaped_len;

/// The most characters that a template parameter can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "a name and a number")]
pub struct ParameterLength {
    /// What stands between `${` and `}`.
    pub name: &'static str,
    /// The longest real value, in characters.
    pub longest: usize,
}

impl ParameterLength {
    /// The pseudo parameters of CloudFormation.
    ///
    /// `aws-us-gov` is the longest partition, `us-isof-south-1` the longest region; a test holds both
    /// against the registry.
    pub const PSEUDO: &'static [Self] = &[
        Self { name: "AWS::Partition", longest: 10 },
        Self { name: "AWS::Region", longest: 15 },
        Self { name: "AWS::AccountId", longest: 12 },
    ];
}

/// The characters of `text` in JSON, without quotes, once each parameter has its longest value.
#[must_use]
pub const fn longest_text_len(text: &str, lengths: &[ParameterLength]) -> usize {
    let mut len = escaped_len(text);
    let mut rest = text.as_bytes();
    while let [byte, tail @ ..] = rest {
        if let (b'$', [b'{', name @ ..]) = (byte, tail) {
            let mut lengths = lengths;
            while let [ParameterLength { name: known, longest }, others @ ..] = lengths {
                if starts_with_closed(name, known.as_bytes()) {
                    len = len + *longest - known.len() - "${}".len();
                    break;
                }
                lengths = others;
            }
        }
        rest = tail;
    }
    len
}

/// Whether `text` starts with `name` and a closing brace.
const fn starts_with_closed(mut text: &[u8], mut name: &[u8]) -> bool {
    loop {
        match (text, name) {
            ([b'}', ..], []) => return true,
            ([a, text_rest @ ..], [b, name_rest @ ..]) if *a == *b => {
                (text, name) = (text_rest, name_rest);
            }
            _ => return false,
        }
    }
}
