//! Resource-based policies next to what they are attached to, and services they let in.

pub(crate) mod let_in;
