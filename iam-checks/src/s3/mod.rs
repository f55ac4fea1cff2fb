//! Buckets and lists of objects.

pub(super) mod bucket_name;
pub(super) mod prefix_in_negative_context;
