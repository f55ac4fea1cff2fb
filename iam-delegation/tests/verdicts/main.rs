//! Holds the verdicts of a comparison against the evaluator: what is called narrower lets nothing through
//! that was shut, what is called wider shuts nothing that was open, and what is called the same does
//! neither.

#[cfg(test)]
mod exhaustive;
#[cfg(test)]
mod probe;
#[cfg(test)]
mod random;
