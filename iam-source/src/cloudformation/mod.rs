//! Templates of CloudFormation and of the AWS Serverless Application Model.
//!
//! Which properties hold policies is a table (`rows`); where they stand, whichever way conditions go, is found by
//! `locate`. What stands there is evaluated (`evaluator`, `function`) as far as the template tells: parameters have
//! their defaults, references the shape of what they lead to (`shape`), pseudo parameters are `${AWS::Region}` and
//! no holes, for their values have a known form. What is not known becomes a hole.
//!
//! A condition that chooses one of two values makes a document of each (`document`), up to a few, and so does a
//! parameter that chooses the row of a mapping (`choices`). A condition is the same throughout a document, and those
//! that ask the same parameters fit each other (`facts`).
//!
//! What references can make of a template is bounded by a multiple of its length, and whatever is beyond that is
//! a hole: no template takes longer than its size says.

mod attached;
mod built;
mod choices;
mod decided;
mod document;
mod elsewhere;
mod evaluated;
mod evaluator;
mod facts;
pub(crate) mod fragment;
mod function;
mod identity;
mod kept;
mod literal;
mod locate;
mod made;
mod policy_template;
mod read;
mod rows;
mod sam;
pub(crate) mod serverless;
mod shape;
mod shared;
mod template;
mod text;
mod twice;

#[cfg(test)]
mod tests;

pub(crate) use read::read;
pub(crate) use shared::rows as shared_rows;
