//! Plans and states of Terraform, as `terraform show -json` prints them.

mod address;
mod attached;
mod configuration;
mod lift;
mod lookup;
mod planned;
mod read;
mod resource;
mod same;
mod sections;
#[cfg(test)]
mod tests;

pub(crate) use read::read;
pub(crate) use sections::Sections;
