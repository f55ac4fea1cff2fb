//! Files in the syntax of JSON, `*.tf.json`.

use super::broken::Broken;
use super::hcl;
use super::literal::byte_span;
use super::place::{Place, Spots};
use super::syntax::{Attribute, Block, Body, Expr, Form, Part};
use crate::written::Places;
use iam_core::document::{ByteSpan, Member, Node, Value};
use iam_core::json;

/// How deep blocks nest in what holds policies; what is deeper is read as values alone.
const MOST_BLOCKS: usize = 8;

/// The arguments and blocks of the file of this number, and what in it is not understood.
///
/// Source: Terraform, JSON configuration syntax.
pub(crate) fn read(text: &str, file: u32) -> Result<(Body, Vec<Broken>), Broken> {
    let document = json::read(text).map_err(|error| {
        Broken::new(Place { file, span: error.span() }, error.message().to_owned())
    })?;
    let mut reader = Reader { text, file, is_literal: false, broken: Vec::new() };
    let mut body = Body::default();
    // A file may be a list of such objects.
    for part in document.items() {
        for member in part.members() {
            reader.top(member, &mut body);
        }
    }
    Ok((body, reader.broken))
}

/// The values of variables in the file of this number, `*.tfvars.json`: texts in it stand for themselves.
pub(crate) fn read_values(text: &str, file: u32) -> Result<Body, Broken> {
    let broken = |span, message| Broken::new(Place { file, span }, message);
    let document = json::read(text).map_err(|it| broken(it.span(), it.message().to_owned()))?;
    if !matches!(document.value, Value::Object(_)) {
        return Err(broken(document.span, "the values of variables are an object".to_owned()));
    }
    let mut reader = Reader { text, file, is_literal: true, broken: Vec::new() };
    Ok(reader.body(&document, 0))
}

struct Reader<'t> {
    text: &'t str,
    file: u32,
    /// Whether `${` is nothing but text.
    is_literal: bool,
    broken: Vec<Broken>,
}

impl Reader<'_> {
    fn place(&self, span: ByteSpan) -> Place {
        Place { file: self.file, span }
    }

    fn top(&mut self, member: &Member<'_>, to: &mut Body) {
        let labels = match member.key.as_ref() {
            "resource" | "data" | "ephemeral" => 2,
            "module" | "variable" | "output" | "provider" => 1,
            _ => 0,
        };
        self.labelled(member, member, labels, &mut Vec::new(), to);
    }

    /// Blocks of the kind of `kind`, below as many more levels of labels.
    fn labelled(
        &mut self,
        kind: &Member<'_>,
        member: &Member<'_>,
        levels: usize,
        labels: &mut Vec<String>,
        to: &mut Body,
    ) {
        for node in member.node.items() {
            if levels == 0 {
                let key_place = self.place(member.key_span);
                to.blocks.push(Block {
                    kind: kind.key.clone().into_owned(),
                    kind_place: key_place,
                    labels: labels.clone(),
                    place: key_place.to(self.place(node.span)),
                    body: self.body(node, MOST_BLOCKS),
                });
                continue;
            }
            for inner in node.members() {
                labels.push(inner.key.clone().into_owned());
                self.labelled(kind, inner, levels - 1, labels, to);
                labels.pop();
            }
        }
    }

    /// What may be an argument or a block is both: who reads it knows.
    fn body(&mut self, node: &Node<'_>, levels: usize) -> Body {
        let mut body = Body::default();
        for member in node.members().iter().filter(|member| member.key != "//") {
            if member.key == "dynamic" {
                self.labelled(member, member, 1, &mut Vec::new(), &mut body);
                continue;
            }
            let value = self.expr(&member.node);
            let name_place = self.place(member.key_span);
            let name = member.key.clone().into_owned();
            body.attributes.push(Attribute { name: name.clone(), name_place, value });
            if levels == 0 {
                continue;
            }
            for item in member.node.items() {
                if matches!(item.value, Value::Object(_)) {
                    body.blocks.push(Block {
                        kind: name.clone(),
                        kind_place: name_place,
                        labels: Vec::new(),
                        place: self.place(item.span),
                        body: self.body(item, levels - 1),
                    });
                }
            }
        }
        body
    }

    fn expr(&mut self, node: &Node<'_>) -> Expr {
        let place = self.place(node.span);
        let form = match &node.value {
            Value::Null | Value::Interpolated(_) => Form::Null,
            Value::Bool(value) => Form::Bool(*value),
            Value::Number(number) => Form::Number(number.clone().into_owned()),
            Value::Array(items) => Form::List(items.iter().map(|item| self.expr(item)).collect()),
            Value::Object(members) => {
                let members = members.iter().map(|member| {
                    let key = self.template(&member.key, member.key_span);
                    (key, self.expr(&member.node))
                });
                Form::Object(members.collect())
            }
            Value::String(text) => return self.template(text, node.span),
        };
        Expr { place, form }
    }

    fn template(&mut self, text: &str, span: ByteSpan) -> Expr {
        if self.is_literal {
            let place = self.place(span);
            let literal = Part::Literal(text.to_owned(), Spots::whole(place));
            let parts = if text.is_empty() { Vec::new() } else { vec![literal] };
            return Expr { place, form: Form::Template(parts) };
        }
        let places = Places::of_json(self.text, span);
        let file = self.file;
        let place = |range| Place { file, span: places.span(byte_span(range)) };
        match hcl::read_template(text, &place) {
            Ok(expr) => Expr { place: self.place(span), ..expr },
            Err(broken) => {
                self.broken.push(broken);
                Expr { place: self.place(span), form: Form::Null }
            }
        }
    }
}
