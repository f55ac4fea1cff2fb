//! The compiled evaluator beside a literal one, and the laws that both obey.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod agreement;
mod case;
mod documented;
mod examples;
mod laws;
mod literal;
