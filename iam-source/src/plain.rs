//! Files that are a policy, and nothing else.

use crate::found::{Contents, Found, Source, Syntax};
use iam_core::document::Node;

/// The policy that `document` is.
pub(crate) fn read(document: Node<'_>) -> Contents<'_> {
    let mut contents = Contents::new(Source::Policy);
    contents.policies.push(Found::alone(document, Syntax::Json));
    contents
}
