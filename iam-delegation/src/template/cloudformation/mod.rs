//! The set as a CloudFormation template.
//!
//! Source: [template anatomy](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html)

mod inputs;
mod resources;
mod template;
mod value;
