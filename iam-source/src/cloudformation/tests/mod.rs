//! Templates, and what is found in them.

mod reading;
mod rows;
