//! `iam validate`: files in, findings out.

mod beside;
mod files;
mod fixing;
mod job;
mod known;
mod lines;
mod output;
mod progress;
pub(crate) mod replace;
mod run;
mod severities;
mod unread;

pub(crate) use lines::wanted_of;
pub(crate) use run::run;
