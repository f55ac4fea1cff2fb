//! Names with parameters in them.

use iam_core::policy::ParameterLength;
use std::fmt;

/// A name or ARN with template parameters: `ClumioIAMRole-${RegionShort}-${Token}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NamePattern(&'static str);

impl NamePattern {
    /// Takes every `${Name}` in `text` for a parameter.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self(text)
    }

    /// The name with its parameters left in.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// The length in characters once each parameter has its longest value.
    ///
    /// # Examples
    ///
    /// ```
    /// use iam_core::policy::ParameterLength;
    /// use iam_delegation::NamePattern;
    /// let lengths = [ParameterLength { name: "Token", longest: 36 }];
    /// assert_eq!(NamePattern::new("ClumioIAMRole-${Token}").longest_len(&lengths), 50);
    /// ```
    #[must_use]
    pub const fn longest_len(self, lengths: &[ParameterLength]) -> usize {
        let mut len = 0;
        let mut rest = self.0.as_bytes();
        while let [byte, tail @ ..] = rest {
            rest = tail;
            len += 1;
            if let (b'$', [b'{', inside @ ..]) = (*byte, tail) {
                let (value, after) = longest_value(inside, lengths);
                len = len - 1 + value;
                rest = after;
            }
        }
        len
    }
}

/// The length that stands for the parameter whose name `text` starts with, and what follows it.
const fn longest_value<'t>(text: &'t [u8], lengths: &[ParameterLength]) -> (usize, &'t [u8]) {
    let mut name_len = 0;
    let mut after = text;
    while let [byte, rest @ ..] = after {
        after = rest;
        if *byte == b'}' {
            break;
        }
        name_len += 1;
    }
    let mut lengths = lengths;
    while let [ParameterLength { name, longest }, rest @ ..] = lengths {
        if name.len() == name_len && starts_with(text, name.as_bytes()) {
            return (*longest, after);
        }
        lengths = rest;
    }
    ("${}".len() + name_len, after)
}

const fn starts_with(mut text: &[u8], mut start: &[u8]) -> bool {
    loop {
        match (text, start) {
            (_, []) => return true,
            ([a, text_rest @ ..], [b, start_rest @ ..]) if *a == *b => {
                (text, start) = (text_rest, start_rest);
            }
            _ => return false,
        }
    }
}

impl fmt::Display for NamePattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_parameters_count_at_their_longest() {
        let lengths = [ParameterLength { name: "Token", longest: 36 }];
        for (name, len) in [("a-${Token}", 38), ("${Tok}b", 7), ("${Token}${Token}", 72), ("", 0)] {
            assert_eq!(NamePattern::new(name).longest_len(&lengths), len, "{name}");
        }
    }
}
