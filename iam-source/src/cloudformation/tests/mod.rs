//! Templates, and what is found in them.

mod choices;
mod functions;
mod hostile;
mod identity;
mod reading;
mod resources;
mod rows;
mod serverless;
