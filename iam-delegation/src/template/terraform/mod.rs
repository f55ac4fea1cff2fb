//! The set as Terraform configuration in JSON syntax.
//!
//! Source: [JSON configuration syntax](https://developer.hashicorp.com/terraform/language/syntax/json)

mod configuration;
mod inputs;
mod resources;
mod value;
