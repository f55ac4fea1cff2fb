//! What a text plainly is, by what is in it.

use crate::answer;
use crate::around;
use crate::found::Source;
use iam_core::document::{Node, Value};

/// What `document` plainly is, if that is no policy.
pub(crate) fn of_tree(document: &Node<'_>) -> Option<Source> {
    if let Some(template) = template(document) {
        return Some(template);
    }
    if template_body(document).is_some() {
        return Some(Source::CloudFormation);
    }
    let has = |name: &str| document.member(name).is_some();
    // Whatever else stands beside it, a mistaken policy is told its mistakes.
    if has("Statement") {
        return None;
    }
    let plan = ["planned_values", "resource_changes", "prior_state", "values"];
    if has("format_version") && plan.iter().any(|name| has(name)) {
        return Some(Source::TerraformPlan);
    }
    if answer::is_answer(document) {
        return Some(Source::Answer);
    }
    // Terraform's language in JSON: blocks by their type and name.
    let blocks = ["resource", "data"].iter().filter_map(|name| document.member(name));
    let is_block = |name: &str| name.starts_with("aws_");
    let mut types = blocks.flat_map(|block| block.node.members());
    if types.any(|it| is_block(&it.key)) {
        return Some(Source::Terraform);
    }
    (!is_construct_tree(document) && around::is_around(document)).then_some(Source::Around)
}

/// Whether it is the `tree.json` of what CDK writes: beside its templates a copy of what they hold, in no form of its
/// own that anything is deployed from.
fn is_construct_tree(document: &Node<'_>) -> bool {
    let version = document.member("version").and_then(|it| it.node.text());
    version.is_some_and(|it| it.starts_with("tree-")) && document.member("tree").is_some()
}

/// A template of CloudFormation or SAM.
fn template(document: &Node<'_>) -> Option<Source> {
    if !matches!(document.value, Value::Object(_)) {
        return None;
    }
    let transform = document.member("Transform");
    let names = transform.map_or(&[][..], |member| member.node.items());
    if names.iter().any(|it| it.text().is_some_and(|it| it.starts_with("AWS::Serverless"))) {
        return Some(Source::Sam);
    }
    let is_resource = |node: &Node<'_>| {
        let of = node.member("Type").and_then(|member| member.node.text());
        of.is_some_and(|of| of.starts_with("AWS::") || of.starts_with("Custom::"))
    };
    let resources = document.member("Resources").map_or(&[][..], |it| it.node.members());
    // A loop of language extensions has its resources within.
    let is_loop = |name: &str| name.starts_with("Fn::ForEach::");
    let is_template = document.member("AWSTemplateFormatVersion").is_some()
        || resources.iter().any(|resource| is_loop(&resource.key))
        || resources.iter().any(|resource| is_resource(&resource.node));
    is_template.then_some(Source::CloudFormation)
}

/// The template in an answer of `cloudformation get-template` or `describe-stack-set`: an object if it was written
/// in JSON, else its text.
pub(crate) fn template_body<'n, 't>(document: &'n Node<'t>) -> Option<&'n Node<'t>> {
    if document.member("Resources").is_some() {
        return None;
    }
    let around = document.member("StackSet").map_or(document, |set| &set.node);
    let body = &around.member("TemplateBody")?.node;
    let is_answer = || document.member("StagesAvailable").is_some();
    let is_template = match body.text() {
        Some(text) => {
            looks_like_template(text) || text.trim_start().starts_with('{') || is_answer()
        }
        None => template(body).is_some(),
    };
    is_template.then_some(body)
}

/// Whether a text that is no JSON looks like a template in YAML, be it broken.
pub(crate) fn looks_like_template(text: &str) -> bool {
    let mut resources = false;
    text.lines().take(10_000).any(|line| {
        let serverless = line.starts_with("Transform:") && line.contains("AWS::Serverless");
        resources |= line.starts_with("Resources:");
        let plain = line.trim_start();
        line.starts_with("AWSTemplateFormatVersion:")
            || serverless
            || resources && plain.contains("Type") && plain.contains("AWS::")
            || resources && plain.trim_start_matches(['\'', '"']).starts_with("Fn::ForEach::")
    })
}

/// Whether a text that is broken JSON looks like a template.
pub(crate) fn looks_like_json_template(text: &str) -> bool {
    let is_type = |(at, word): (usize, &str)| {
        let after = text.get(at + word.len()..).unwrap_or_default().trim_start();
        let value = after.strip_prefix(':').map_or("", str::trim_start);
        value.starts_with("\"AWS::") || value.starts_with("\"Custom::")
    };
    text.trim_start().starts_with('{')
        && (text.contains("\"AWSTemplateFormatVersion\"")
            || text.contains("\"Resources\"") && text.match_indices("\"Type\"").any(is_type))
}

/// Whether a text that is no YAML has at a line's start the key of something that holds policies.
pub(crate) fn speaks_of_policies(text: &str) -> bool {
    text.lines().any(|line| {
        // Blocks, braces and JSON in a string: what stands before a key there.
        let line = line.trim_start_matches([' ', '\t', '-', '?', '{', '[', ',', '\'', '"', '\\']);
        let Some((key, _)) = line.split_once(':') else { return false };
        let key = key.trim_end_matches([' ', '\t', '\'', '"', '\\']);
        ["Statement", "iamRoleStatements"].contains(&key) || key.ends_with("PolicyDocument")
    })
}

/// Whether a tree is a policy but for the case of its names, which IAM does not read.
pub(crate) fn is_policy_in_other_case(document: &Node<'_>) -> bool {
    let member = |node: &Node<'_>, name: &str| {
        node.members().iter().position(|it| it.key.eq_ignore_ascii_case(name))
    };
    let statement = member(document, "Statement").and_then(|at| document.members().get(at));
    statement.is_some_and(|it| {
        let mut items = it.node.items().iter();
        items.any(|it| member(it, "Effect").is_some() && member(it, "Action").is_some())
    })
}

/// Whether a text has marks of Jinja, Helm or the like, which a program replaces before the rest is YAML.
pub(crate) fn is_to_be_rendered(text: &str) -> bool {
    // CloudFormation's own references have braces, too.
    let is_mark = |(at, mark): (usize, &str)| {
        let after = text.get(at + mark.len()..).unwrap_or_default();
        !after.starts_with("resolve:")
    };
    ["{{", "{%", "<%"].iter().any(|mark| text.match_indices(mark).any(is_mark))
}

#[cfg(test)]
mod tests {
    use super::{
        is_to_be_rendered, looks_like_json_template, looks_like_template, speaks_of_policies,
    };

    #[test]
    fn keys_at_the_start_of_a_line_speak_of_policies() {
        for text in [
            "Version: x\nStatement:\n",
            "a:\n  - Statement : [",
            "  'PolicyDocument':",
            "\tAssumeRolePolicyDocument: {",
            "- {\"Statement\": [",
            "provider:\n  iamRoleStatements:",
            "  \"{\\\"Statement\\\": [",
        ] {
            assert!(speaks_of_policies(text), "{text}");
        }
        for text in ["", "# Statement: x", "a: Statement", "Statements:", "of Statement: x"] {
            assert!(!speaks_of_policies(text), "{text}");
        }
    }

    #[test]
    fn marks_of_other_programs_are_known() {
        for text in ["Action: {{ action }}", "{%- if a %}", "<%= a %>", "{{- include \"a\" . }}"] {
            assert!(is_to_be_rendered(text), "{text}");
        }
        for text in ["a: {b: {c: d}}", "'{{resolve:ssm:a}}'", "${a}", "a < %"] {
            assert!(!is_to_be_rendered(text), "{text}");
        }
    }

    #[test]
    fn a_broken_template_in_json_is_one() {
        for text in [
            "{\"AWSTemplateFormatVersion\": \"2010-09-09\",,",
            " {\"Resources\": {\"P\": {\"Type\" : \"AWS::Lambda::Permission\",}}}",
        ] {
            assert!(looks_like_json_template(text), "{text}");
        }
        for text in [
            "{\"Resources\": {\"Type\": \"x\",}}",
            "{\"Statement\": [{\"Resource\": \"AWS::\",}]}",
            "{\"TemplateBody\": \"{\\\"Type\\\": \\\"AWS::S3::Bucket\\\"\",}",
        ] {
            assert!(!looks_like_json_template(text), "{text}");
        }
    }

    #[test]
    fn a_broken_template_is_one_in_blocks_and_in_braces() {
        for text in [
            "AWSTemplateFormatVersion: 2010-09-09\n: [",
            "Resources:\n  A:\n    Type: AWS::IAM::Role\n: [",
            "Resources: {A: {Type: 'AWS::IAM::Role', Properties: [",
            "Resources:\n  A: {Type: AWS::IAM::Role",
        ] {
            assert!(looks_like_template(text), "{text}");
        }
        for text in ["Resources:\n  - cpu: 1", "A:\n  Type: AWS::IAM::Role", "on: [push]"] {
            assert!(!looks_like_template(text), "{text}");
        }
    }
}
