//! Names that stand twice: what stands at the second would be passed over in silence.

use super::document::Findings;
use super::template::Template;
use iam_core::document::Node;

/// Tells what of the sections, the resources and their properties has the name of something before it.
///
/// Logical ids are not among them: each resource is read.
pub(super) fn tell_repeated(template: &Template<'_>, findings: &mut Findings) {
    repeated(template.root, "", findings);
    for (id, resource) in template.resources() {
        repeated(resource.node, id, findings);
        if let Some(properties) = resource.node.member("Properties") {
            repeated(&properties.node, id, findings);
        }
    }
}

/// Tells what of these members has the name of one before it.
pub(super) fn repeated(node: &Node<'_>, holder: &str, findings: &mut Findings) {
    for member in node.repeated_members() {
        let reason = format!("`{}` stands here once more, and the first is read", member.key);
        findings.not_checked(member.key_span, holder, reason);
    }
}
