//! Policy variables: how and where they are written, and which there are.

pub(crate) mod text;
