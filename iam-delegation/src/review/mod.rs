//! A set as those see it who have to agree to it: the model that the page and the Markdown are
//! rendered from.
//!
//! Everything about a choice of assets is a function of the bits of its assets, here and, in the same
//! way, in the script of the page.

mod action;
mod condition;
mod counts;
mod entity;
mod findings;
#[cfg(test)]
mod hostile;
#[cfg(feature = "html")]
mod html;
mod level;
mod markdown;
mod measure;
mod model;
mod phrase;
mod policy;
mod presence;
mod principal;
mod quota;
mod statement;
mod subject;
