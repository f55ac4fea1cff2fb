//! Templates, and what is found in them.

mod functions;
mod reading;
mod rows;
