//! What the types of values have in common.

use std::fmt;

/// Text that does not fit the type it was read as.
///
/// # Examples
///
/// ```
/// use clumio_policies::AccountId;
/// let error = "12345".parse::<AccountId>().unwrap_err();
/// assert_eq!(error.to_string(), "`12345` is not an account id of twelve digits");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    pub(super) text: String,
    pub(super) expected: &'static str,
}

impl ValueError {
    /// What would have fitted, with an article: `an account id of twelve digits`.
    #[must_use]
    pub fn expected(&self) -> &'static str {
        self.expected
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {}", self.text.escape_debug(), self.expected)
    }
}

impl std::error::Error for ValueError {}

/// A type that holds text of one form: its name, the form in words, and the test for it.
macro_rules! text_value {
    ($(#[$doc:meta])+ $name:ident, $expected:literal, $fits:expr) => {
        $(#[$doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            #[doc = concat!("What fits: ", $expected, ".")]
            pub const EXPECTED: &'static str = $expected;

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = ValueError;

            fn from_str(text: &str) -> Result<Self, ValueError> {
                let fits: fn(&str) -> bool = $fits;
                if fits(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(ValueError { text: text.to_owned(), expected: Self::EXPECTED })
                }
            }
        }
    };
}
pub(super) use text_value;
