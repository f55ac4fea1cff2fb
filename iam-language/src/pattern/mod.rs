//! Text with wildcards: `*` stands for any run of characters, `?` for exactly one.
//!
//! A pattern may also hold IAM policy variables (`${aws:username}`) and template parameters
//! (`${AWS::Region}`, `${Token}`); see [`pieces`].

mod atom;
mod case;
mod cover;
mod find;
mod glob;
mod greedy;
mod overlap;
mod parsed;
mod piece;
#[cfg(test)]
mod testing;

#[doc(hidden)]
pub use case::{cmp_ignoring_case, hash_ignoring_case, lower_case};
pub use cover::{covers, covers_ignoring_case};
#[doc(hidden)]
pub use find::{find_any, has_any, has_wildcard, wildcard};
pub use glob::{matches, matches_ignoring_case};
#[doc(hidden)]
pub use greedy::{Step, greedy};
pub use overlap::{common, overlap};
pub use parsed::{Grammar, Pattern, Variable};
pub use piece::{Piece, Pieces, is_literal, parameters, pieces};
#[doc(hidden)]
pub use piece::{has_reference, references};
