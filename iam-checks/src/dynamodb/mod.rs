//! Access to items and attributes of DynamoDB.

pub(crate) mod words;
