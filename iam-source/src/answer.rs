//! What AWS's command line prints.
