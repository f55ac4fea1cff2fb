//! Small policies made by dice, and every request of a small world put to the simulator: an answer of PASS
//! has to be right about all of them.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

mod alone;
mod limits;
mod world;

/// How many pairs each test compares: more where the code is optimised, as `.ci/run` has it.
const PAIRS: u64 = if cfg!(debug_assertions) { 12 } else { 300 };
