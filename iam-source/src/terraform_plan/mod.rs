//! Plans and states of Terraform, as `terraform show -json` prints them.

mod address;
mod configuration;
mod lift;
mod read;
mod resource;
mod same;
#[cfg(test)]
mod tests;

pub(crate) use read::read;
