//! Templates that create everything: CloudFormation and Terraform.

mod cloudformation;
mod outputs;
mod references;
mod terraform;
mod text;
