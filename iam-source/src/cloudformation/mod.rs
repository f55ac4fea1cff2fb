//! Templates of CloudFormation and of the AWS Serverless Application Model.

mod built;
mod document;
mod evaluated;
mod evaluator;
mod function;
mod locate;
mod policy_template;
mod read;
mod rows;
mod sam;
mod shape;
mod template;
mod text;

#[cfg(test)]
mod tests;

pub(crate) use read::read;
