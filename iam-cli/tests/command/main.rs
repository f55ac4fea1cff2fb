//! The command, as a person or a program runs it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod access;
mod bad_input;
mod broken_in_folder;
mod config;
mod diff;
mod diff_attached;
mod diff_decided;
mod diff_git;
mod diff_holes;
mod diff_values;
mod encodings;
mod expand;
mod explain;
mod fix;
mod fix_text;
mod held;
mod held_answers;
mod held_as_text;
mod held_assumed;
mod held_choices;
mod held_fix;
mod held_in_folder;
mod held_sarif;
mod held_terraform;
mod held_yaml;
mod hostile_sources;
mod import;
mod known_findings;
mod minimize;
mod output;
mod pages;
mod program;
mod project;
mod real_use;
mod sam_policy_templates;
mod severity;
mod silenced;
mod simulate;
mod simulate_strict;
mod validate;
mod validate_json;
mod validate_jsonl;
mod walk;
