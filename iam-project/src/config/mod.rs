//! `iam.toml`: what a project has decided about its policies.
//!
//! ```toml
//! [validate]
//! # Checks to silence. The reason is required; `sid` and `path` narrow it down.
//! allow = [
//!     { code = "pass-role-with-star-in-resource", sid = "Deploy", reason = "the bootstrap role" },
//!     { code = "missing-version", path = "legacy/**", reason = "generated elsewhere" },
//! ]
//! # Checks that are off by default.
//! enable = []
//! # Findings that are errors here, and such that are warnings, whatever their check says.
//! deny = ["x-statement-never-applies", { code = "missing-version", path = "prod/**" }]
//! warn = ["x-full-admin"]
//! # From which type on findings fail a run of `iam validate`.
//! fail-on = "warning"
//! # Actions that AWS has and our list lacks.
//! actions = ["newservice:*", "s3:BrandNewAction"]
//! # What the policies of a path are; the first that fits counts.
//! policy-type = [
//!     { path = "roles/*-trust.json", type = "trust" },
//!     { path = "buckets/**", type = "resource", resource-type = "AWS::S3::Bucket" },
//!     { path = "templates/**", type = "identity", template = true },
//! ]
//!
//! [access]
//! # Actions that no policy of the project may grant; the macros prove it.
//! never-grants = ["iam:*", "organizations:*"]
//! ```
//!
//! Paths are relative to the folder of the file; `*` and `?` stay within a name, `**` is any number
//! of folders. The text is read here, never a file.
//!
//! `deny` and `warn` hold for the macros, too: what is denied does not compile. A check that is off by
//! default runs once it is denied or warned of. Where a path is given, the entry counts before one that
//! speaks of every file; where both lists have one, `deny` counts.

mod apply;
mod error;
mod glob;
mod level;
mod read;
mod settings;

pub use apply::Applied;
pub use error::{ConfigError, ConfigProblem};
pub use settings::{Allow, Config};
