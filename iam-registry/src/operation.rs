//! API operations that are not actions, and the actions that authorise them.

use crate::action::{Action, action};
use crate::table::{column, find, list};
use iam_language::pattern::cmp_ignoring_case;
use std::fmt;
use std::sync::OnceLock;

/// An operation of an AWS API whose permission has another name, such as `s3:HeadObject`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Operation {
    name: &'static str,
    columns: &'static str,
}

/// The operation of this name, ignoring ASCII case, if there is no such action.
///
/// Most come from AWS's own description of its APIs, which does not say what authorises them; of
/// the best known the overlay does.
///
/// # Examples
///
/// ```
/// use iam_registry::operation;
/// let operation = operation("s3:listobjectsv2").expect("a well-known operation");
/// let actions: Vec<String> = operation.actions().map(ToString::to_string).collect();
/// assert_eq!(actions, ["s3:ListBucket"]);
/// ```
///
/// Source: [S3 API operations and permissions](https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html),
/// and beside each line of the overlay.
#[must_use]
pub fn operation(text: &str) -> Option<&'static Operation> {
    // Should AWS make an action of it, the action wins without waiting for the overlay.
    find(operations(), text, Operation::name).filter(|_| action(text).is_none())
}

/// Every operation that is no action, sorted by name without case.
#[must_use]
pub fn operations() -> &'static [Operation] {
    static OPERATIONS: OnceLock<Vec<Operation>> = OnceLock::new();
    OPERATIONS.get_or_init(|| {
        let lines = include_str!("../tables/overlay/operations.tsv").split_terminator('\n');
        let lines = lines.filter(|line| !line.starts_with('#'));
        let rows = lines.filter_map(|line| line.split_once('\t'));
        let by_hand = rows.map(|(name, columns)| Operation { name, columns });
        let mined = include_str!("../tables/operations.tsv").split_terminator('\n');
        let mined = mined.map(|name| Operation { name, columns: "" });
        let mut all: Vec<_> = by_hand.chain(mined).collect();
        all.sort_by(|a, b| cmp_ignoring_case(a.name.as_bytes(), b.name.as_bytes()));
        all
    })
}

impl Operation {
    /// Its name with the prefix, such as `s3:HeadObject`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The actions that authorise it; none where nobody has told us which.
    pub fn actions(&self) -> impl Iterator<Item = &'static Action> + use<> {
        list(column(self.columns, 0)).filter_map(action)
    }
}

impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Operation({})", self.name)
    }
}
