//! typed-iam
