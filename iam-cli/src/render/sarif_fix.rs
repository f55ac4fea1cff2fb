//! Fixes in SARIF: edits of the text, of every applicability, since it is for a person to choose.
//!
//! Source: [SARIF 2.1.0](https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html), 3.55 to 3.57

use super::region::{ArtifactLocation, Message, Region};
use crate::mender::Mender;
use crate::report::Told;
use iam_core::finding::Applicability;
use iam_core::json::LineIndex;
use serde::Serialize;

/// What SARIF calls a fix.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SarifFix<'u> {
    description: Message,
    artifact_changes: [ArtifactChange<'u>; 1],
    properties: Properties,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'u> {
    artifact_location: ArtifactLocation<'u>,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Message,
}

#[derive(Serialize)]
struct Properties {
    applicability: &'static str,
}

/// The fixes of `finding` that can be done in the text, the likeliest first.
pub(super) fn fixes<'u>(
    uri: &'u str,
    lines: &LineIndex<'_>,
    finding: &Told,
    mender: &Mender<'_, '_>,
) -> Vec<SarifFix<'u>> {
    let fixes = finding.fixes.iter().filter_map(|fix| {
        let edits = mender.edits(finding, fix)?;
        let replacements = edits.into_iter().map(|edit| Replacement {
            deleted_region: Region::new(lines, edit.at),
            inserted_content: Message { text: edit.with },
        });
        let change = ArtifactChange {
            artifact_location: ArtifactLocation { uri },
            replacements: replacements.collect(),
        };
        Some(SarifFix {
            description: Message { text: fix.title.clone() },
            artifact_changes: [change],
            properties: Properties { applicability: name(fix.applicability) },
        })
    });
    fixes.collect()
}

/// In the words of rustc's own JSON.
fn name(applicability: Applicability) -> &'static str {
    match applicability {
        Applicability::MachineApplicable => "MachineApplicable",
        Applicability::HasPlaceholders => "HasPlaceholders",
        _ => "MaybeIncorrect",
    }
}
