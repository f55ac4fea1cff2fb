//! Who uses a local value: what only other providers' resources use is no policy of IAM, whatever it looks like.

use super::configuration::Folder;
use super::rows::is_look_alike;
use super::syntax::{Body, Expr, Form, Step};
use std::collections::{HashMap, HashSet};

/// Whether a resource or a data source is of a provider of AWS: others hold policies that are none of IAM's.
pub(crate) fn is_of_aws(type_name: &str) -> bool {
    type_name.starts_with("aws_") || type_name.starts_with("awscc_")
}

/// The local values that only what holds no policy of IAM uses.
pub(super) fn of_others<'m>(folder: &'m Folder) -> HashSet<&'m str> {
    let (mut ours, mut theirs) = (Names::default(), Names::default());
    for block in folder.resources.iter().chain(&folder.data) {
        let type_name = block.labels.first().map_or("", String::as_str);
        if !is_of_aws(type_name) {
            theirs.body(&block.body);
            continue;
        }
        for attribute in &block.body.attributes {
            let is_other = is_look_alike(type_name, &attribute.name);
            let names = if is_other { &mut theirs } else { &mut ours };
            names.expr(&attribute.value);
        }
        block.body.blocks.iter().for_each(|block| ours.body(&block.body));
    }
    for blocks in [&folder.modules, &folder.outputs, &folder.variables] {
        for block in blocks.values() {
            ours.body(&block.body);
        }
    }
    let used: HashMap<&'m str, Names<'m>> = folder
        .locals
        .iter()
        .map(|(name, local)| {
            let mut names = Names::default();
            names.expr(&local.value);
            (name.as_str(), names)
        })
        .collect();
    // What nobody uses may be a policy, with all that it uses.
    let by_locals: HashSet<&'m str> = used.values().flat_map(|it| it.0.iter().copied()).collect();
    let mut open: Vec<&'m str> = ours.0.iter().copied().collect();
    let is_unused = |name: &&str| !by_locals.contains(name) && !theirs.0.contains(name);
    open.extend(used.keys().copied().filter(is_unused));
    let reached = |mut open: Vec<&'m str>| {
        let mut reached: HashSet<&'m str> = HashSet::new();
        while let Some(name) = open.pop() {
            if reached.insert(name)
                && let Some(names) = used.get(name)
            {
                open.extend(names.0.iter().copied());
            }
        }
        reached
    };
    let (ours, theirs) = (reached(open), reached(theirs.0.iter().copied().collect()));
    let is_theirs = |name: &&str| theirs.contains(*name) && !ours.contains(*name);
    used.keys().copied().filter(is_theirs).collect()
}

/// The names of local values in what is written.
#[derive(Default)]
struct Names<'m>(HashSet<&'m str>);

impl<'m> Names<'m> {
    fn body(&mut self, body: &'m Body) {
        body.attributes.iter().for_each(|it| self.expr(&it.value));
        body.blocks.iter().for_each(|it| self.body(&it.body));
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let Form::Traversal(of, steps) = &expr.form
            && let (Form::Name(name), Some(Step::Attribute(local))) = (&of.form, steps.first())
            && name == "local"
        {
            self.0.insert(local);
        }
        expr.each_inner(&mut |inner| self.expr(inner));
    }
}
