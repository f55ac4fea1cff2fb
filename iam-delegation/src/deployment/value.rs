//! What the types of values have in common.

use std::fmt;

/// Text that does not fit the type it was read as.
///
/// # Examples
///
/// ```
/// use iam_delegation::AccountId;
/// let error = "12345".parse::<AccountId>().unwrap_err();
/// assert_eq!(error.to_string(), "`12345` is not an account id of twelve digits");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    text: String,
    expected: &'static str,
}

impl ValueError {
    /// `text` is not what was expected, such as `an account id of twelve digits`.
    #[must_use]
    pub fn new(text: impl Into<String>, expected: &'static str) -> Self {
        Self { text: text.into(), expected }
    }

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
///
/// # Examples
///
/// ```
/// iam_delegation::text_value! {
///     /// The number of a contract.
///     Contract, "a contract number such as `C-1234`",
///     |text| text.strip_prefix("C-").is_some_and(|rest| rest.len() == 4)
/// }
/// let contract: Contract = "C-1234".parse()?;
/// assert_eq!(contract.as_str(), "C-1234");
/// assert!("1234".parse::<Contract>().is_err());
/// # Ok::<(), iam_delegation::ValueError>(())
/// ```
#[macro_export]
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

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::ValueError;

            fn from_str(text: &str) -> Result<Self, $crate::ValueError> {
                let fits: fn(&str) -> bool = $fits;
                if fits(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err($crate::ValueError::new(text, Self::EXPECTED))
                }
            }
        }
    };
}
