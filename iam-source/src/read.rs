//! A text, recognised and read.
