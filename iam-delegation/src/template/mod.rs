//! Templates that create everything: CloudFormation and Terraform.

pub(crate) mod cloudformation;
mod references;
mod text;

use references::{Entity, EntityKind, References};
use text::{Segment, Values, segments};
