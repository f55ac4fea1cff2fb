//! What nearly every check uses.

pub(crate) use crate::declare::{About, Report, declare_check};
pub(crate) use crate::view::{ActionView, PolicyView, Statement, StatementView, TestView};
pub(crate) use iam_language::finding::Fix;
pub(crate) use iam_language::policy::{Element, PolicyType};
