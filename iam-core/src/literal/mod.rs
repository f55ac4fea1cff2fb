//! The values that conditions compare: moments, numbers, networks.

mod decimal;
mod instant;
mod network;

pub(crate) use decimal::Decimal;
pub(crate) use instant::Instant;
pub(crate) use network::Network;
