//! Lists of objects.

pub(super) mod prefix_in_negative_context;
