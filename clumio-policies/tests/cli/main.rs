//! The program `clumio-permissions`.

#[cfg(test)]
#[cfg(feature = "cli")]
mod diff;
#[cfg(test)]
#[cfg(feature = "cli")]
mod minimised;
#[cfg(test)]
#[cfg(feature = "cli")]
mod output;
#[cfg(test)]
#[cfg(feature = "cli")]
mod program;
#[cfg(test)]
#[cfg(feature = "cli")]
mod retired;
