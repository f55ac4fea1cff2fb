//! `#[baseline("…")]`: no new access beside the policy in a file.
//!
//! The file is read here and never written: editors expand half-typed code, and targets expand side by
//! side. `cargo iam baseline` writes it. It sets [`FOLDER`] to an empty folder with [`MARKER`] in it, and
//! builds; the policies are dropped there.

use super::granting::granting;
use super::told::{Words, told};
use crate::demand::Demand;
use crate::limit;
use crate::project::watch;
use crate::proof::{Asked, Proof};
use crate::source;
use iam_access::{AnyPolicy, no_new_access};
use iam_core::json;
use iam_core::visible::visible;
use iam_project::baseline::{Dropped, EXTENSION, FOLDER, MARKER};
use iam_project::path::shown;
use proc_macro2::TokenStream;
use quote::quote;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs, io};

const ACCEPT: &str = "cargo iam baseline --accept";

/// Tokens that make cargo expand again once the variable changes.
pub(super) fn watch_folder() -> TokenStream {
    quote!(
        const _: ::core::option::Option<&str> = ::core::option_env!(#FOLDER);
    )
}

pub(super) fn prove(
    asked: &Asked<'_>,
    demand: &Demand,
    path: &str,
    policy: &AnyPolicy,
    proof: &mut Proof,
) {
    let file = match source::beside(demand.place, path) {
        Ok(file) => file,
        Err(message) => {
            proof.refusals.push(demand.refusal(message));
            return;
        }
    };
    if let Some(folder) = marked_folder() {
        if let Err(error) = drop_into(&folder, &file, asked, demand, policy) {
            let text = format!("cannot write into `{FOLDER}`: {error}");
            proof.refusals.push(demand.refusal(text));
        }
        return;
    }
    let name = visible(&shown(&file).display().to_string()).into_owned();
    let text = match read(&file) {
        Ok(text) => text,
        Err(Unread::Missing) => {
            proof.refusals.push(demand.refusal(format!(
                "there is no baseline `{name}`\n  why: without one, every edit may grant more\n  fix: read the policy again; if that is what it is to grant, `{ACCEPT}` writes the file\n  [baseline]"
            )));
            return;
        }
        Err(Unread::Because(why)) => {
            proof.refusals.push(demand.refusal(unreadable(&name, &why)));
            return;
        }
    };
    proof.watch.extend(watch(&file));
    let document = match json::read(&text) {
        Ok(document) => document,
        Err(error) => {
            proof.refusals.push(demand.refusal(unreadable(&name, &error.to_string())));
            return;
        }
    };
    let Some(Ok(existing)) = granting(asked.policy_type, &document) else {
        let why =
            format!("it is not a policy of the kind of this one; `iam validate {name}` tells why");
        proof.refusals.push(demand.refusal(unreadable(&name, &why)));
        return;
    };
    let answer = no_new_access(&existing, policy);
    proof.refusals.extend(told(asked.document, &[], demand, &answer, &WORDS));
}

const WORDS: Words = Words {
    does: |_| "this policy grants more than its baseline".to_owned(),
    whether: "this policy grants more than its baseline",
    by: ": allowed by this statement, not by the baseline",
    fix: "narrow the statement; if it is to grant that, `cargo iam baseline --accept`",
    element: "Action",
};

fn unreadable(name: &str, why: &str) -> String {
    format!(
        "cannot read the baseline `{name}`: {why}\n  fix: take the file from its history, or write it anew with `{ACCEPT}`\n  [baseline]"
    )
}

enum Unread {
    Missing,
    Because(String),
}

fn read(file: &Path) -> Result<String, Unread> {
    let told = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Unread::Missing,
        _ => Unread::Because(error.to_string()),
    };
    let metadata = fs::metadata(file).map_err(told)?;
    if !metadata.is_file() {
        return Err(Unread::Because("it is not a regular file".to_owned()));
    }
    if let Some(message) = limit::too_large(metadata.len()) {
        return Err(Unread::Because(message));
    }
    fs::read_to_string(file).map_err(told)
}

/// The folder for policies, if `cargo iam baseline` has made one.
fn marked_folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env::var_os(FOLDER)?);
    folder.join(MARKER).is_file().then_some(folder)
}

/// Drops the policy there.
///
/// The name says what is in the file, so that the targets of a crate, which expand the same call side by
/// side, write the same file; and it has that name only once it is whole.
fn drop_into(
    folder: &Path,
    baseline: &Path,
    asked: &Asked<'_>,
    demand: &Demand,
    policy: &AnyPolicy,
) -> Result<(), String> {
    static DROPPED: AtomicUsize = AtomicUsize::new(0);
    let source = source::file(demand.place).unwrap_or_default();
    let place = format!("{}:{}", source.display(), demand.place.first.start().line);
    let dropped = Dropped {
        policy_type: asked.policy_type,
        baseline: baseline.to_str().ok_or("the path of the baseline is not UTF-8")?.to_owned(),
        place: visible(&place).into_owned(),
        text: policy.to_json_pretty() + "\n",
    };
    let text = dropped.to_text().ok_or("the path of the baseline has several lines")?;
    let mut hash = DefaultHasher::new();
    text.hash(&mut hash);
    let name = format!("{:016x}", hash.finish());
    let number = DROPPED.fetch_add(1, Ordering::Relaxed);
    let temporary = folder.join(format!("{name}-{}-{number}.tmp", std::process::id()));
    let write = || {
        fs::write(&temporary, text)?;
        fs::rename(&temporary, folder.join(format!("{name}.{EXTENSION}")))
    };
    write().map_err(|error| error.to_string())
}
