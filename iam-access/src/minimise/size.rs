//! How many characters statements have, as JSON without white space.

use iam_core::policy::{Identity, Policy, Statement};
use std::borrow::Cow;

/// Those of one statement.
pub(super) fn of(statement: &Statement) -> usize {
    let empty = Policy::<Identity>::already_read(None, None, Cow::Borrowed(&[])).json_len();
    let one = Policy::<Identity>::already_read(None, None, vec![statement.clone()].into());
    one.json_len() - empty
}
