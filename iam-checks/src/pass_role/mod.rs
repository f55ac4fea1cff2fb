//! `iam:PassRole` and `iam:CreateServiceLinkedRole`: who gives a role to a service.

pub(crate) mod giving;
