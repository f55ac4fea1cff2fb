//! The packages that the tables come from.

use crate::outcome::Result;
use crate::{npm, pypi};
use std::path::PathBuf;

/// Where the packages are unpacked, and the wheels.
pub(super) struct Sources {
    pub(super) iam_data: PathBuf,
    pub(super) dependent_actions: PathBuf,
    pub(super) partitions: PathBuf,
    pub(super) cfn_lint: PathBuf,
    pub(super) botocore: PathBuf,
    pub(super) older_botocore: PathBuf,
}

impl Sources {
    /// The pinned ones.
    pub(super) fn pinned() -> Result<Self> {
        Ok(Self {
            iam_data: npm::IAM_DATA.fetch()?,
            dependent_actions: npm::DEPENDENT_ACTIONS.fetch()?,
            partitions: npm::PARTITIONS.fetch()?,
            cfn_lint: pypi::CFN_LINT.fetch()?,
            botocore: pypi::BOTOCORE.fetch()?,
            older_botocore: pypi::OLDER_BOTOCORE.fetch()?,
        })
    }
}
