//! What a pattern is made of.

use super::find::{find_any, has_wildcard};

/// A part of a pattern, as [`pieces`] cuts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "all that a pattern is made of")]
pub enum Piece<'t> {
    /// Characters that stand for themselves.
    Text(&'t str),
    /// `*`, or `?` where `one` is set.
    Wildcard {
        /// Exactly one character.
        one: bool,
    },
    /// `${*}`, `${?}` or `${$}`: the character itself, not a wildcard.
    Escaped(&'t str),
    /// `${aws:username}` or `${aws:username, 'nobody'}`: IAM puts a value of the request here.
    Variable {
        /// What stands between `${` and `}`, default value and all.
        name: &'t str,
    },
    /// `${AWS::Region}` or `${Token}`: a template parameter, filled before IAM sees the policy.
    ///
    /// An IAM variable always has a single colon; CloudFormation's pseudo parameters have a double
    /// colon and its other parameters none.
    Parameter {
        /// What stands between `${` and `}`.
        name: &'t str,
    },
    /// `${` without `}`, up to the next `${` or the end of the text.
    Unclosed(&'t str),
}

impl Piece<'_> {
    /// How many bytes it has as written.
    #[must_use]
    pub const fn written_len(self) -> usize {
        match self {
            Self::Text(text) | Self::Unclosed(text) => text.len(),
            Self::Wildcard { .. } => 1,
            Self::Escaped(name) | Self::Variable { name } | Self::Parameter { name } => {
                "${}".len() + name.len()
            }
        }
    }
}

/// Cuts `text` into plain text, wildcards, policy variables and template parameters.
///
/// # Examples
///
/// ```
/// use iam_language::pattern::{Piece, pieces};
/// let cut: Vec<_> = pieces("home/${aws:username}/*").collect();
/// let variable = Piece::Variable { name: "aws:username" };
/// let star = Piece::Wildcard { one: false };
/// assert_eq!(cut, [Piece::Text("home/"), variable, Piece::Text("/"), star]);
/// assert_eq!(pieces("${Token}").next(), Some(Piece::Parameter { name: "Token" }));
/// ```
///
/// Source: [policy variables](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html),
/// [`Fn::Sub`](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-sub.html)
#[must_use]
pub fn pieces(text: &str) -> Pieces<'_> {
    Pieces { rest: text }
}

/// The iterator of [`pieces`].
#[derive(Clone, Debug)]
pub struct Pieces<'t> {
    rest: &'t str,
}

impl<'t> Pieces<'t> {
    fn take(&mut self, len: usize) -> &'t str {
        let (head, tail) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        self.rest = tail;
        head
    }
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        let rest = self.rest;
        let piece = match rest.as_bytes() {
            [] => return None,
            [b'*', ..] => {
                self.take(1);
                Piece::Wildcard { one: false }
            }
            [b'?', ..] => {
                self.take(1);
                Piece::Wildcard { one: true }
            }
            [b'$', b'{', ..] => {
                let next = rest.get(2..).and_then(|rest| rest.find("${")).map(|at| at + 2);
                // No further than the next `${`, so that a run of them takes linear time.
                let close = rest.get(..next.unwrap_or(rest.len())).and_then(|rest| rest.find('}'));
                let Some(close) = close else {
                    return Some(Piece::Unclosed(self.take(next.unwrap_or(rest.len()))));
                };
                let name = rest.get(2..close).unwrap_or_default();
                self.take(close + 1);
                match name {
                    "*" | "?" | "$" => Piece::Escaped(name),
                    _ if name.contains(':') && !name.contains("::") => Piece::Variable { name },
                    _ => Piece::Parameter { name },
                }
            }
            bytes => {
                let mut len = 1;
                while let Some(byte) = bytes.get(len) {
                    let special = match byte {
                        b'*' | b'?' => true,
                        b'$' => bytes.get(len + 1) == Some(&b'{'),
                        _ => false,
                    };
                    if special {
                        break;
                    }
                    len += 1;
                }
                Piece::Text(self.take(len))
            }
        };
        Some(piece)
    }
}

/// The names of the template parameters in `text`, in order.
pub fn parameters(text: &str) -> impl Iterator<Item = &str> {
    pieces(references(text)).filter_map(|piece| match piece {
        Piece::Parameter { name } => Some(name),
        _ => None,
    })
}

/// Whether `text` stands for itself: without wildcards, variables and parameters.
#[must_use]
pub fn is_literal(text: &str) -> bool {
    match find_any(text, [b'*', b'?', b'$']) {
        None => true,
        Some(at) => {
            text.as_bytes().get(at) == Some(&b'$') && !has_wildcard(text) && !has_reference(text)
        }
    }
}

/// Whether `text` holds `${`. Few texts have a `$`, and looking for one byte is much quicker.
#[doc(hidden)]
#[must_use]
pub fn has_reference(text: &str) -> bool {
    references(text).contains("${")
}

/// `text` from its first `$` on: what comes before holds no variables and no parameters.
#[doc(hidden)]
#[must_use]
pub fn references(text: &str) -> &str {
    find_any(text, [b'$']).and_then(|at| text.get(at..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Piece, parameters, pieces};

    #[test]
    fn an_unclosed_variable_is_kept_as_such() {
        assert_eq!(pieces("a${aws:x").last(), Some(Piece::Unclosed("${aws:x")));
        assert_eq!(pieces("cost$").next(), Some(Piece::Text("cost$")));
        assert_eq!(
            parameters("${A}-${AWS::Region}-${aws:x}").collect::<Vec<_>>(),
            ["A", "AWS::Region"]
        );
    }
}
