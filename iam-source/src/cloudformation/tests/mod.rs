//! Templates, and what is found in them.

mod choices;
mod framework;
mod functions;
mod hostile;
mod identity;
mod reading;
mod resources;
mod rows;
mod rows_of_variables;
mod serverless;
