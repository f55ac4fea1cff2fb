//! Why a question cannot be asked.

use iam_core::problem::{Problem, Problems};
use std::fmt;

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RequestProblem {
    /// The principal is neither the ARN of one, nor the address of a service, nor `*`.
    Principal {
        /// As written.
        text: String,
    },
    /// There is no such action.
    Action {
        /// As written.
        text: String,
        /// The action that was probably meant.
        nearest: Option<String>,
    },
    /// The action does not take such a resource.
    Resource {
        /// As written.
        text: String,
        /// The action.
        action: String,
        /// The ARN formats that the action takes; none if it takes `*` only.
        formats: Vec<&'static str>,
    },
    /// The account of the resource is not twelve digits.
    ResourceAccount {
        /// As written.
        text: String,
    },
}

impl fmt::Display for RequestProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Principal { text } => write!(
                f,
                "`{text}` is not a principal: write an ARN such as `arn:aws:iam::111122223333:role/backup`, a service such as `ec2.amazonaws.com`, or `*` for nobody in particular"
            ),
            Self::Action { text, nearest } => {
                write!(f, "there is no action `{text}`")?;
                match nearest {
                    Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
                    None => f.write_str("; write it like `s3:GetObject`"),
                }
            }
            Self::Resource { text, action, formats } => match formats.as_slice() {
                [] => write!(f, "`{action}` takes no resource such as `{text}`: ask about `*`"),
                formats => {
                    write!(f, "`{action}` takes no resource such as `{text}`; it takes ")?;
                    for (index, format) in formats.iter().take(SHOWN).enumerate() {
                        let before = if index > 0 { ", " } else { "" };
                        write!(f, "{before}`{format}`")?;
                    }
                    match formats.len().checked_sub(SHOWN) {
                        None | Some(0) => Ok(()),
                        Some(more) => write!(f, " and {more} more"),
                    }
                }
            },
            Self::ResourceAccount { text } => {
                write!(f, "`{text}` is not an account: write its twelve digits")
            }
        }
    }
}

/// So many ARN formats are listed.
const SHOWN: usize = 4;

impl std::error::Error for RequestProblem {}

/// Everything that is wrong with a request.
pub type RequestError = Problems<RequestProblem>;

impl Problem for RequestProblem {}
