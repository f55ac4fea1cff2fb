//! Configurations, from end to end.

mod beside;
mod document;
mod expression;
mod folder;
mod hostile;
mod identity;
mod reading;
mod row;
mod text;
mod ways;
