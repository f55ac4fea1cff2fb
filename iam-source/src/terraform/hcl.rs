//! Files in Terraform's own language.

use super::broken::Broken;
use super::guard::too_many_members;
use super::literal::{Literal, Source};
use super::place::Place;
use super::repeated::parse_with_repeated;
use super::syntax::{Attribute, Binary, Block, Body, Call, Expr, For, Form, Part, Step, Unary};
use hcl_edit::Span;
use hcl_edit::expr::{
    BinaryOperator, Expression, ForExpr, FuncCall, ObjectKey, TraversalOperator, UnaryOperator,
};
use hcl_edit::structure::Structure;
use hcl_edit::template::{Directive, Element, Template};
use std::ops::Range;

/// The arguments and blocks of the file of this number.
pub(crate) fn read(text: &str, file: u32) -> Result<Body, Broken> {
    let (text, start) = match text.strip_prefix('\u{feff}') {
        Some(rest) => (rest, '\u{feff}'.len_utf8()),
        None => (text, 0),
    };
    let place = |span: Range<usize>| Place {
        file,
        span: super::literal::byte_span(span.start + start..span.end + start),
    };
    let broken = |at: usize, message| Broken::new(place(at..at + 1), message);
    if let Some((at, message)) = too_many_members(text) {
        return Err(broken(at, message));
    }
    let body = parse_with_repeated(text)
        .map_err(|error| broken(error.location().offset(), error.message().replace('\n', "; ")))?;
    Ok(Lowering { source: Source { text, place: &place } }.body(&body))
}

/// A string of the syntax in JSON, which is a template.
pub(crate) fn read_template(
    text: &str,
    place: &dyn Fn(Range<usize>) -> Place,
) -> Result<Expr, Broken> {
    let whole = place(0..text.len());
    let lowering = Lowering { source: Source { text, place } };
    if !text.contains("${") && !text.contains("%{") {
        let literal = lowering.source.literal(0..text.len(), Literal::Plain);
        return Ok(Expr { place: whole, form: Form::Template(literal.into_iter().collect()) });
    }
    let broken = |at: usize, message| Broken::new(place(at..at + 1), message);
    if let Some((at, message)) = too_many_members(text) {
        return Err(broken(at, message));
    }
    let template = hcl_edit::parser::parse_template(text)
        .map_err(|error| broken(error.location().offset(), error.message().replace('\n', "; ")))?;
    let parts = lowering.parts(&template, Literal::Plain);
    Ok(Expr { place: whole, form: Form::Template(parts) })
}

struct Lowering<'t> {
    source: Source<'t>,
}

impl Lowering<'_> {
    fn place(&self, span: Option<Range<usize>>) -> Place {
        (self.source.place)(span.unwrap_or_default())
    }

    fn body(&self, body: &hcl_edit::structure::Body) -> Body {
        let mut lowered = Body::default();
        for structure in body {
            match structure {
                Structure::Attribute(attribute) => lowered.attributes.push(Attribute {
                    name: attribute.key.as_str().to_owned(),
                    name_place: self.place(attribute.key.span()),
                    value: self.expr(&attribute.value),
                }),
                Structure::Block(block) => lowered.blocks.push(Block {
                    kind: block.ident.as_str().to_owned(),
                    kind_place: self.place(block.ident.span()),
                    labels: block.labels.iter().map(|it| it.as_str().to_owned()).collect(),
                    place: self.place(block.span()),
                    body: self.body(&block.body),
                }),
            }
        }
        lowered
    }

    fn expr(&self, expression: &Expression) -> Expr {
        let span = expression.span().unwrap_or_default();
        let form = match expression {
            Expression::Null(_) => Form::Null,
            Expression::Bool(value) => Form::Bool(*value.value()),
            Expression::Number(number) => Form::Number(number.value().to_string()),
            Expression::String(_) => {
                let inside = span.start + 1..span.end.saturating_sub(1);
                let literal = self.source.literal(inside, Literal::Quoted);
                Form::Template(literal.into_iter().collect())
            }
            Expression::Array(items) => {
                Form::List(items.iter().map(|item| self.expr(item)).collect())
            }
            Expression::Object(object) => {
                let member = |(key, value): (&ObjectKey, &hcl_edit::expr::ObjectValue)| {
                    (self.key(key), self.expr(value.expr()))
                };
                Form::Object(object.iter().map(member).collect())
            }
            Expression::StringTemplate(template) => {
                Form::Template(self.elements(template.iter(), Literal::Quoted))
            }
            Expression::HeredocTemplate(heredoc) => {
                let indent = heredoc.indent().unwrap_or_default();
                Form::Template(self.parts(&heredoc.template, Literal::Heredoc { indent }))
            }
            Expression::Parenthesis(inner) => return self.expr(inner.inner()),
            Expression::Variable(name) => Form::Name(name.as_str().to_owned()),
            Expression::Conditional(it) => Form::If(Box::new([
                self.expr(&it.cond_expr),
                self.expr(&it.true_expr),
                self.expr(&it.false_expr),
            ])),
            Expression::FuncCall(call) => Form::Call(self.call(call)),
            Expression::Traversal(it) => {
                let steps = it.operators.iter().map(|step| self.step(step.value()));
                Form::Traversal(Box::new(self.expr(&it.expr)), steps.collect())
            }
            Expression::UnaryOp(it) => {
                let operator = match it.operator.value() {
                    UnaryOperator::Not => Unary::Not,
                    UnaryOperator::Neg => Unary::Minus,
                };
                Form::Unary(operator, Box::new(self.expr(&it.expr)))
            }
            Expression::BinaryOp(it) => {
                let operator = match it.operator.value() {
                    BinaryOperator::Eq => Binary::Equal,
                    BinaryOperator::NotEq => Binary::NotEqual,
                    BinaryOperator::And => Binary::And,
                    BinaryOperator::Or => Binary::Or,
                    BinaryOperator::Less => Binary::Less(false),
                    BinaryOperator::LessEq => Binary::Less(true),
                    BinaryOperator::Greater => Binary::Greater(false),
                    BinaryOperator::GreaterEq => Binary::Greater(true),
                    BinaryOperator::Plus => Binary::Arithmetic("+"),
                    BinaryOperator::Minus => Binary::Arithmetic("-"),
                    BinaryOperator::Mul => Binary::Arithmetic("*"),
                    BinaryOperator::Div => Binary::Arithmetic("/"),
                    BinaryOperator::Mod => Binary::Arithmetic("%"),
                };
                let sides = [self.expr(&it.lhs_expr), self.expr(&it.rhs_expr)];
                Form::Binary(operator, Box::new(sides))
            }
            Expression::ForExpr(it) => Form::For(Box::new(self.for_expr(it))),
        };
        Expr { place: (self.source.place)(span), form }
    }

    fn key(&self, key: &ObjectKey) -> Expr {
        match key {
            ObjectKey::Ident(name) => {
                let span = name.span().unwrap_or_default();
                let literal = self.source.literal(span.clone(), Literal::Plain);
                let form = Form::Template(literal.into_iter().collect());
                Expr { place: (self.source.place)(span), form }
            }
            ObjectKey::Expression(expression) => self.expr(expression),
        }
    }

    fn call(&self, call: &FuncCall) -> Call {
        let mut name = String::new();
        for part in &call.name.namespace {
            name.push_str(part.as_str());
            name.push_str("::");
        }
        name.push_str(call.name.name.as_str());
        let arguments = call.args.iter().map(|it| self.expr(it)).collect();
        Call { name, arguments, expand: call.args.expand_final() }
    }

    fn step(&self, step: &TraversalOperator) -> Step {
        match step {
            TraversalOperator::AttrSplat(_) | TraversalOperator::FullSplat(_) => Step::Splat,
            TraversalOperator::GetAttr(name) => Step::Attribute(name.as_str().to_owned()),
            TraversalOperator::Index(index) => Step::Index(self.expr(index)),
            TraversalOperator::LegacyIndex(index) => Step::Index(Expr {
                place: self.place(index.span()),
                form: Form::Number(index.value().to_string()),
            }),
        }
    }

    fn for_expr(&self, it: &ForExpr) -> For {
        For {
            key: it.intro.key_var.as_ref().map(|name| name.as_str().to_owned()),
            value: it.intro.value_var.as_str().to_owned(),
            through: self.expr(&it.intro.collection_expr),
            key_expr: it.key_expr.as_ref().map(|it| self.expr(it)),
            value_expr: self.expr(&it.value_expr),
            condition: it.cond.as_ref().map(|it| self.expr(&it.expr)),
            grouped: it.grouping,
        }
    }

    fn parts(&self, template: &Template, literal: Literal) -> Vec<Part> {
        self.elements(template.iter(), literal)
    }

    fn elements<'e>(
        &self,
        elements: impl Iterator<Item = &'e Element>,
        literal: Literal,
    ) -> Vec<Part> {
        let elements: Vec<_> = elements.collect();
        let mut parts = Vec::new();
        let mut line_starts = true;
        for (index, element) in elements.iter().enumerate() {
            let next = elements.get(index + 1);
            let trim_start = index.checked_sub(1).and_then(|before| elements.get(before));
            let trim_start = trim_start.is_some_and(|it| strip(it).1);
            let trim_end = next.is_some_and(|it| strip(it).0);
            match element {
                Element::Literal(_) => {
                    let span = element.span().unwrap_or_default();
                    let (span, cut) = self.source.trimmed(span, trim_start, trim_end);
                    let starts = line_starts && !cut;
                    parts.extend(self.source.literal_at(span.clone(), literal, starts));
                    line_starts = self.source.ends_line(&span);
                }
                Element::Interpolation(it) => {
                    line_starts = false;
                    parts.push(Part::Value(self.place(element.span()), self.expr(&it.expr)));
                }
                Element::Directive(it) => {
                    line_starts = false;
                    parts.push(self.directive(it, self.place(element.span()), literal));
                }
            }
        }
        parts
    }

    fn directive(&self, directive: &Directive, place: Place, literal: Literal) -> Part {
        match directive {
            Directive::If(it) => {
                let otherwise = it.else_expr.as_ref();
                let otherwise = otherwise.map(|it| self.parts(&it.template, literal));
                Part::If(
                    self.expr(&it.if_expr.cond_expr),
                    self.parts(&it.if_expr.template, literal),
                    otherwise.unwrap_or_default(),
                )
            }
            Directive::For(it) => {
                let it = &it.for_expr;
                Part::For(
                    place,
                    it.key_var.as_ref().map(|name| name.as_str().to_owned()),
                    it.value_var.as_str().to_owned(),
                    self.expr(&it.collection_expr),
                    self.parts(&it.template, literal),
                )
            }
        }
    }
}

/// Whether white space before it, and behind it, goes away.
fn strip(element: &Element) -> (bool, bool) {
    match element {
        Element::Literal(_) => (false, false),
        Element::Interpolation(it) => (it.strip.strip_start(), it.strip.strip_end()),
        Element::Directive(it) => match &**it {
            Directive::If(it) => (it.if_expr.strip.strip_start(), it.endif_expr.strip.strip_end()),
            Directive::For(it) => {
                (it.for_expr.strip.strip_start(), it.endfor_expr.strip.strip_end())
            }
        },
    }
}
