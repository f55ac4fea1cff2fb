//! Policies and requests at random, on few words, so that actions, ARNs, principals and values really meet.
//!
//! For tests alone. A [`Vocabulary`] says of which words; [`Dice`] make each choice, the same each time for a
//! seed.
//!
//! # Examples
//!
//! Two small policies that are nearly the same, and a question to both:
//!
//! ```
//! use iam_core::policy::IdentityPolicy;
//! use iam_generate::{Dice, Vocabulary, changed, policy, question};
//! let mut dice = Dice::new(7, &[]);
//! let before: IdentityPolicy = policy(&mut dice, &Vocabulary::SMALL);
//! let after = changed(&mut dice, &Vocabulary::SMALL, &before);
//! let asked = question(&mut dice, &Vocabulary::SMALL);
//! assert!(!before.statements().is_empty() && !after.statements().is_empty());
//! assert!(asked.action.contains(':'));
//! ```

#![expect(clippy::expect_used, reason = "of tests alone, which may panic")]

mod case;
mod dice;
mod pairs;
mod policy;
mod request;
mod vocabulary;

pub use case::{Case, case};
pub use dice::Dice;
pub use pairs::{Pairs, pair_in_json};
pub use policy::{changed, policy, statement};
pub use request::{Given, Question, question};
pub use vocabulary::{Key, Target, Vocabulary};
