//! Values that something beside policies uses: what is mended in one for a policy changes that, too.

use super::configuration::{Configuration, Folder};
use super::place::Place;
use super::policy_document::TYPE;
use super::rows::rows;
use super::syntax::{Block, Body, Expr, Form, Step};
use std::collections::HashSet;

/// Where the local values and variables stand that something beside policies uses.
///
/// What is given to a module or put out may be used by anything.
pub(super) fn places(configuration: &Configuration) -> Vec<Place> {
    configuration.folders.iter().flat_map(of_folder).collect()
}

fn of_folder(folder: &Folder) -> Vec<Place> {
    let mut names = Names::default();
    for block in folder.resources.iter().chain(&folder.data) {
        names.resource(block);
    }
    for blocks in [&folder.modules, &folder.outputs, &folder.variables] {
        for block in blocks.values() {
            names.body(&block.body);
        }
    }
    for block in &folder.providers {
        names.body(&block.body);
    }
    // Whatever those are made of is used with them.
    let mut places = Vec::new();
    while let Some((kind, name)) = names.open.pop() {
        if kind == "var" {
            places.extend(folder.variables.get(name).map(|block| block.place));
        } else if let Some(local) = folder.locals.get(name) {
            places.push(local.value.place);
            names.expr(&local.value);
        }
    }
    places
}

/// The names of local values and variables in what is written.
#[derive(Default)]
struct Names<'m> {
    seen: HashSet<(&'m str, &'m str)>,
    /// Those of which nobody knows yet what they are made of.
    open: Vec<(&'m str, &'m str)>,
}

impl<'m> Names<'m> {
    /// Those of a resource or a data source, its policies left out.
    fn resource(&mut self, block: &'m Block) {
        let type_name = block.labels.first().map_or("", String::as_str);
        if type_name == TYPE {
            block.body.attributes.iter().for_each(|it| self.expr(&it.value));
            return;
        }
        let paths: Vec<&str> = rows(type_name).flat_map(|row| row.path.split(',')).collect();
        self.beside(&block.body, &paths);
    }

    /// Those of a body, but for the attributes at the end of such paths.
    fn beside(&mut self, body: &'m Body, paths: &[&str]) {
        for attribute in &body.attributes {
            if !paths.contains(&attribute.name.as_str()) {
                self.expr(&attribute.value);
            }
        }
        for block in &body.blocks {
            let inner: Vec<&str> = paths
                .iter()
                .filter_map(|path| path.strip_prefix(block.kind.as_str())?.strip_prefix('.'))
                .collect();
            self.beside(&block.body, &inner);
        }
    }

    fn body(&mut self, body: &'m Body) {
        self.beside(body, &[]);
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let Form::Traversal(of, steps) = &expr.form
            && let (Form::Name(kind), Some(Step::Attribute(name))) = (&of.form, steps.first())
            && ["local", "var"].contains(&kind.as_str())
            && self.seen.insert((kind, name))
        {
            self.open.push((kind, name));
        }
        expr.each_inner(&mut |inner| self.expr(inner));
    }
}
