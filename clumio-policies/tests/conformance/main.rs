//! Proves, from a committed copy of the facts, that the constants are what the vendor has.
//!
//! `facts/rows.json` is the vendor's document: it decides which actions a policy holds.
//! `facts/statements.json` and `facts/entities.json` are the vendor's Terraform module: it decides
//! how they are scoped, and what everything is called.

#[cfg(test)]
mod added;
#[cfg(test)]
mod checks;
#[cfg(test)]
mod cloudformation;
#[cfg(test)]
mod compared;
#[cfg(test)]
mod entities;
#[cfg(test)]
mod errata;
#[cfg(test)]
mod facts;
#[cfg(test)]
mod file;
#[cfg(test)]
mod read_back;
#[cfg(test)]
mod resolved;
#[cfg(test)]
mod review;
#[cfg(test)]
mod rows;
#[cfg(test)]
mod statements;
#[cfg(test)]
mod terraform;
