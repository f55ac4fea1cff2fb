//! Policies that stand where the table knows no policy: in local values, in what a module is given.

use super::configuration::Folder;
use super::policy_document;
use super::rows::is_look_alike;
use super::syntax::{Block, Body, Expr, Form, Part};
use super::users::{is_of_aws, of_others};

/// An expression that is the JSON of a policy by the look of it.
#[derive(Clone, Debug)]
pub(crate) struct Elsewhere<'m> {
    /// The expression.
    pub(crate) expr: &'m Expr,
    /// The address of what it stands in.
    pub(crate) holder: String,
    /// The name of the argument.
    pub(crate) path: &'m str,
}

/// All of them in a folder.
pub(crate) fn elsewhere(folder: &Folder) -> Vec<Elsewhere<'_>> {
    let mut search = Search { holder: String::new(), path: "", found: Vec::new() };
    for block in folder.resources.iter().filter(|block| is_aws(block)) {
        let type_name = block.labels.first().map_or("", String::as_str);
        search.block(block.labels.join("."), block, &|name| is_look_alike(type_name, name));
    }
    // What is put into a document is found there.
    let is_document =
        |block: &&Block| block.labels.first().is_some_and(|it| it == policy_document::TYPE);
    for block in folder.data.iter().filter(|block| is_aws(block) && !is_document(block)) {
        search.block(format!("data.{}", block.labels.join(".")), block, &|_| false);
    }
    let named =
        [("module", &folder.modules), ("var", &folder.variables), ("output", &folder.outputs)];
    for (kind, blocks) in named {
        for (name, block) in blocks {
            search.block(format!("{kind}.{name}"), block, &|_| false);
        }
    }
    let others = of_others(folder);
    for (name, local) in folder.locals.iter().filter(|(name, _)| !others.contains(name.as_str())) {
        search.holder = format!("local.{name}");
        search.path = "";
        search.expr(&local.value);
    }
    search.found.sort_by_key(|it| it.expr.place);
    search.found.dedup_by_key(|it| it.expr.place);
    search.found
}

fn is_aws(block: &Block) -> bool {
    block.labels.first().is_some_and(|type_name| is_of_aws(type_name))
}

struct Search<'m> {
    holder: String,
    path: &'m str,
    found: Vec<Elsewhere<'m>>,
}

impl<'m> Search<'m> {
    fn block(&mut self, holder: String, block: &'m Block, skip: &dyn Fn(&str) -> bool) {
        self.holder = holder;
        self.body(&block.body, skip);
    }

    fn body(&mut self, body: &'m Body, skip: &dyn Fn(&str) -> bool) {
        for attribute in body.attributes.iter().filter(|it| !skip(&it.name)) {
            self.path = &attribute.name;
            self.expr(&attribute.value);
        }
        for block in &body.blocks {
            self.body(&block.body, skip);
        }
    }

    fn expr(&mut self, expr: &'m Expr) {
        if is_policy(expr) {
            let (holder, path) = (self.holder.clone(), self.path);
            self.found.push(Elsewhere { expr, holder, path });
            return;
        }
        expr.each_inner(&mut |inner| self.expr(inner));
    }
}

/// `jsonencode({ Statement = … })`, or a string of that.
fn is_policy(expr: &Expr) -> bool {
    match &expr.form {
        Form::Call(call) if call.name == "jsonencode" => {
            let Some(Form::Object(members)) = call.arguments.first().map(|it| &it.form) else {
                return false;
            };
            members.iter().any(|(key, _)| key.as_text() == Some("Statement"))
        }
        Form::Template(parts) => {
            let literal = |part: &Part| match part {
                Part::Literal(text, _) => Some(text.clone()),
                _ => None,
            };
            let texts: String = parts.iter().filter_map(literal).collect();
            texts.trim_start().starts_with('{')
                && texts.contains("\"Statement\"")
                && (texts.contains("\"Effect\"") || texts.contains("\"Version\""))
        }
        _ => false,
    }
}
