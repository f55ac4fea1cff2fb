//! JSON text to a [`Node`](crate::document::Node), and the one way we write JSON.

mod edit;
mod path;
mod position;
mod read;
mod syntax_error;
mod write;

pub use edit::{Fixed, TextEdit, apply, edits};
pub use path::{PathElement, path, pointer};
pub use position::{LineIndex, Position};
pub use read::{MAX_DEPTH, read, read_bytes};
pub use syntax_error::SyntaxError;
#[doc(hidden)]
pub use write::{Layout, Writer, escaped_len};
