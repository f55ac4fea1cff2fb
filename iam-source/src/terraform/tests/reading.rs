//! What the tests read, and how they look at it.

use crate::found::{Contents, Found};
use crate::terraform::{Files, Module, NoFiles, NotRead};
use iam_core::document::{Node, Value};
use std::path::{Path, PathBuf};

/// Files in memory.
pub(super) struct Memory(pub(super) Vec<(&'static str, String)>);

impl Files for Memory {
    fn read(&self, path: &Path) -> Result<String, NotRead> {
        let found = self.0.iter().find(|(name, _)| Path::new(name) == path);
        found.map(|(_, text)| text.clone()).ok_or(NotRead::Missing)
    }

    fn list(&self, folder: &Path) -> Result<Vec<PathBuf>, NotRead> {
        let paths = self.0.iter().map(|(name, _)| PathBuf::from(name));
        Ok(paths.filter(|path| path.parent() == Some(folder)).collect())
    }
}

/// What stands in `main.tf` alone.
pub(super) fn contents(text: &str) -> Contents<'static> {
    with("main.tf", text, &NoFiles)
}

/// What stands in a file, beside others.
pub(super) fn with(path: &str, text: &str, files: &dyn Files) -> Contents<'static> {
    let module = Module::new(vec![(PathBuf::from(path), text.to_owned())], files);
    module.contents(Path::new(path)).expect("the file").clone()
}

/// The one policy in `main.tf`.
pub(super) fn policy(text: &str) -> Found<'static> {
    let contents = contents(text);
    assert!(contents.unchecked.is_empty(), "{:#?}", contents.unchecked);
    match contents.policies.as_slice() {
        [found] => found.clone(),
        other => panic!("{other:#?}"),
    }
}

/// A tree as JSON, holes as `<name>`.
pub(super) fn json(found: &Found<'_>) -> String {
    fn write(node: &Node<'_>, found: &Found<'_>) -> String {
        match &node.value {
            Value::Null => "null".to_owned(),
            Value::Bool(value) => value.to_string(),
            Value::Number(number) => number.to_string(),
            Value::String(text) => format!("{text:?}"),
            Value::Interpolated(index) => format!("<{}>", found.holes[*index].name),
            Value::Array(items) => {
                let items: Vec<_> = items.iter().map(|it| write(it, found)).collect();
                format!("[{}]", items.join(","))
            }
            Value::Object(members) => {
                let members = members.iter();
                let members: Vec<_> =
                    members.map(|it| format!("{:?}:{}", it.key, write(&it.node, found))).collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }
    write(&found.document, found)
}

/// What the statements of a policy say.
pub(super) fn statements(found: &Found<'_>) -> String {
    let json = json(found);
    json.split_once("\"Statement\":")
        .map(|(_, rest)| rest[..rest.len() - 1].to_owned())
        .expect("some")
}

/// The line that a byte stands in.
pub(super) fn line(text: &str, at: u32) -> usize {
    text[..at as usize].matches('\n').count() + 1
}

/// What is written where the texts of a tree that hold `needle` stand.
pub(super) fn written<'f>(text: &'f str, found: &Found<'_>, needle: &str) -> Vec<(usize, &'f str)> {
    let mut nodes = vec![&found.document];
    let mut all = Vec::new();
    while let Some(node) = nodes.pop() {
        if node.text().is_some_and(|it| it.contains(needle)) {
            let span = node.span;
            all.push((line(text, span.start), &text[span.start as usize..span.end as usize]));
        }
        nodes.extend(node.members().iter().map(|it| &it.node));
        if let Value::Array(items) = &node.value {
            nodes.extend(items);
        }
    }
    all
}
