//! Policies where they are: in templates, plans, configurations and answers of AWS's command line.
//!
//! A text goes in, and what holds policies in it comes out: each as a tree whose places are places of that
//! text, with its kind, who holds it and what in it is not known; and whatever could hold a policy and could
//! not be read, with the reason. Nothing here is needed by whoever writes `policy!`.
//!
//! Rooms, each of which uses only those before it:
//!
//! - `table`: which properties and attributes hold policies, as data
//! - `fingerprint`: a short text that tells one thing from others
//! - `hole`: what is not known, and how it is written into a tree
//! - `json_text`: a tree as JSON, with something for what is not known
//! - `named`: a tree with some name in place of each that is not known
//! - `remark`: what a comment says that silences a check, or was meant to
//! - `silence`: findings that are silenced where they stand
//! - [`attached`]: what grants or limits by its name alone
//! - [`found`]: a policy that was found, and what could not be read
//! - `written`: trees of JSON that stands in a string
//! - `within`: what was found in a text that stands in a string
//! - `yaml`: trees of YAML
//! - `plain`: files that are a policy
//! - `around`: JSON of no known shape around policies
//! - `answer`: what AWS's command line prints
//! - `cloudformation`: templates of CloudFormation and SAM, and what the Serverless Framework makes some of
//! - `terraform`: its configurations, and what they and its plans have in common
//! - `terraform_plan`: its plans and states
//! - `edit_text`: fixes as edits of what stands in a string
//! - [`edit`]: fixes as edits of YAML and of Terraform's language
//! - `recognise`: what a text plainly is
//! - [`read`]: a text, recognised and read

mod answer;
mod around;
pub mod attached;
mod cloudformation;
pub mod edit;
mod edit_text;
mod fingerprint;
pub mod found;
mod hole;
mod json_text;
mod named;
mod plain;
pub mod read;
mod recognise;
mod remark;
mod silence;
mod table;
pub mod terraform;
mod terraform_plan;
mod within;
mod written;
mod yaml;
