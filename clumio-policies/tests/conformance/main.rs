//! Proves, from a committed copy of the facts, that the constants are what the vendor has.
//!
//! `facts/rows.json` is the vendor's document: it decides which actions a policy holds.
//! `facts/statements.json` and `facts/entities.json` are the vendor's Terraform module: it decides
//! how they are scoped, and what everything is called.

mod added;
mod checks;
mod entities;
mod errata;
mod facts;
mod file;
mod resolved;
mod rows;
mod statements;
