//! Files of the Serverless Framework: a template within, and statements that it makes roles of.
//!
//! The framework fills its variables in (`variable`, `settings`) before CloudFormation sees anything. So the tree is
//! made anew (`filled`): what stands for a list or an object of the same file is that, and each text with variables
//! is the call of a function, which the evaluator fills in (`text`) where it is asked for. What stands where is told
//! by `read`, and `leftover` looks for statements that stand anywhere else.
//!
//! Source: [IAM permissions](https://www.serverless.com/framework/docs/providers/aws/guide/iam),
//! [resources](https://www.serverless.com/framework/docs/providers/aws/guide/resources),
//! [variables](https://www.serverless.com/framework/docs/guides/variables)

mod filled;
mod leftover;
mod merged;
mod read;
mod rows;
mod settings;
mod statements;
mod text;
mod variable;

pub(super) use filled::{CHOICE, VARIABLES, filled, shown};
pub(super) use read::read_part;
pub(crate) use read::{is_serverless, read};
pub(super) use settings::Settings;
pub(super) use text::Segment;
pub(super) use variable::has_variables;
