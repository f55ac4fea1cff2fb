//! The values that conditions compare: moments, numbers, networks.

mod decimal;
mod instant;
mod network;

pub use decimal::Decimal;
pub use instant::Instant;
pub use network::{Network, Networks};
