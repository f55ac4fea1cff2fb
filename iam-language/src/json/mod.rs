//! JSON text to a [`Node`](crate::document::Node), and the one way we write JSON.

mod edit;
mod lazy;
mod path;
mod position;
mod read;
mod syntax_error;
#[cfg(test)]
mod tests;
mod write;

pub use edit::{Fixed, TextEdit, apply, edits};
#[doc(hidden)]
pub use lazy::{Cursor, Lazy};
pub use path::{PathElement, path, pointer};
pub use position::{LineIndex, Position};
pub use read::{MAX_DEPTH, read, read_bytes};
pub use syntax_error::SyntaxError;
#[doc(hidden)]
pub use write::{Layout, Writer, escaped_len};
