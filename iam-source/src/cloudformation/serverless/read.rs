//! From the tree of a file of the framework to the policies in it.

use super::filled::filled;
use super::leftover::leftover;
use super::merged::merged;
use super::settings::Settings;
use super::statements::statements;
use super::variable::whole;
use crate::cloudformation::document::Findings;
use crate::cloudformation::read::{contents, read_resources, transforms};
use crate::cloudformation::shared::rows;
use crate::cloudformation::template::Template;
use crate::cloudformation::text::File;
use crate::cloudformation::twice::{repeated, tell_repeated};
use crate::found::{Contents, Source};
use crate::silence;
use iam_core::document::Node;

/// Whether `document` is a file of the framework, for AWS.
pub(crate) fn is_serverless(document: &Node<'_>) -> bool {
    let has = |name: &str| document.member(name).is_some();
    let Some(provider) = document.member("provider").filter(|_| has("service")) else {
        return false;
    };
    let provider = &provider.node;
    match provider.text().or_else(|| provider.member("name")?.node.text()) {
        Some("aws") => true,
        // Another file says which provider it is.
        Some(text) => whole(text).is_some() && (has("functions") || has("resources")),
        None => false,
    }
}

/// The policies in such a file, which stands in `text`.
pub(crate) fn read(document: &Node<'_>, text: &str, is_yaml: bool) -> Contents<'static> {
    filled_with(Settings::of(Some(document)), document, File { text, is_yaml })
}

/// The same of a file that others take parts of: what its variables stand for is not known.
pub(in crate::cloudformation) fn read_part(
    document: &Node<'_>,
    file: File<'_>,
) -> Contents<'static> {
    filled_with(Settings::of(None), document, file)
}

fn filled_with<'d>(
    settings: Settings<'d>,
    document: &'d Node<'d>,
    file: File<'d>,
) -> Contents<'static> {
    let mut findings = Findings::default();
    let root = filled(document, &settings);
    let tree = merged(&root, &settings, &mut findings);
    let silences = silence::metadata(&tree);
    let template = Template::new(&tree, file, settings, &mut findings.unchecked);
    transforms(&template, &mut findings);
    read_resources(&template, &mut findings);
    repeated(&root, "", &mut findings);
    tell_repeated(&template, &mut findings);
    statements(&template, &root, &mut findings);
    leftover(&template, &root, &mut findings);
    let mut contents = contents(&root, findings, Source::CloudFormation);
    contents.silences = silences;
    let own: Vec<_> = contents.policies.iter().map(|found| found.span).collect();
    contents.shared = rows(&tree, &own);
    contents
}
