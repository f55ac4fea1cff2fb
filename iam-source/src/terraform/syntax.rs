//! What a configuration says, whichever of the two syntaxes it is written in.

use super::place::{Place, Spots};

/// The arguments and blocks of a block, or of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    /// Each argument, in order.
    pub(crate) attributes: Vec<Attribute>,
    /// Each nested block, in order.
    pub(crate) blocks: Vec<Block>,
}

/// `name = value`
#[derive(Clone, Debug)]
pub(crate) struct Attribute {
    /// Its name.
    pub(crate) name: String,
    /// Where that stands.
    pub(crate) name_place: Place,
    /// Its value.
    pub(crate) value: Expr,
}

/// `kind "label" { … }`
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// What kind of block it is, such as `resource`.
    pub(crate) kind: String,
    /// Where that stands.
    pub(crate) kind_place: Place,
    /// Its labels.
    pub(crate) labels: Vec<String>,
    /// All of it.
    pub(crate) place: Place,
    /// What stands in it.
    pub(crate) body: Body,
}

/// An expression.
#[derive(Clone, Debug)]
pub(crate) struct Expr {
    /// Where it stands.
    pub(crate) place: Place,
    /// What it is.
    pub(crate) form: Form,
}

impl Expr {
    /// The expressions that it is made of.
    pub(crate) fn each_inner<'e>(&'e self, visit: &mut dyn FnMut(&'e Self)) {
        match &self.form {
            Form::Template(parts) => parts.iter().for_each(|part| part.each_inner(visit)),
            Form::List(items) => items.iter().for_each(visit),
            Form::Object(members) => {
                for (key, value) in members {
                    visit(key);
                    visit(value);
                }
            }
            Form::Traversal(of, steps) => {
                visit(of);
                for step in steps {
                    if let Step::Index(index) = step {
                        visit(index);
                    }
                }
            }
            Form::Call(call) => call.arguments.iter().for_each(visit),
            Form::Unary(_, inner) => visit(inner),
            Form::Binary(_, sides) => sides.iter().for_each(visit),
            Form::If(parts) => parts.iter().for_each(visit),
            Form::For(it) => {
                let more = [it.key_expr.as_ref(), it.condition.as_ref()];
                more.into_iter().flatten().chain([&it.through, &it.value_expr]).for_each(visit);
            }
            Form::Null | Form::Bool(_) | Form::Number(_) | Form::Name(_) => {}
        }
    }
}

impl Part {
    fn each_inner<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        match self {
            Self::Literal(..) => {}
            Self::Value(_, inner) => visit(inner),
            Self::If(condition, yes, no) => {
                visit(condition);
                yes.iter().chain(no).for_each(|part| part.each_inner(visit));
            }
            Self::For(_, _, _, through, body) => {
                visit(through);
                for part in body {
                    part.each_inner(visit);
                }
            }
        }
    }
}

/// What an expression is.
#[derive(Clone, Debug)]
pub(crate) enum Form {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it would be printed.
    Number(String),
    /// A string or a heredoc.
    Template(Vec<Part>),
    /// `[ … ]`
    List(Vec<Expr>),
    /// `{ key = value }`
    Object(Vec<(Expr, Expr)>),
    /// A name by itself.
    Name(String),
    /// `of.attribute`, `of[index]`, `of[*]`, one after another.
    Traversal(Box<Expr>, Vec<Step>),
    /// `name(arguments)`
    Call(Call),
    /// `!x` or `-x`
    Unary(Unary, Box<Expr>),
    /// `x + y`
    Binary(Binary, Box<[Expr; 2]>),
    /// `condition ? yes : no`
    If(Box<[Expr; 3]>),
    /// `[for … in … : …]` or `{ for … }`
    For(Box<For>),
}

/// `name(arguments)`
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The name, with its namespaces.
    pub(crate) name: String,
    /// What it is given.
    pub(crate) arguments: Vec<Expr>,
    /// The last of them is a list of the rest: `f(x...)`.
    pub(crate) expand: bool,
}

/// A step of a traversal.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// `.name`
    Attribute(String),
    /// `[index]` or `.0`
    Index(Expr),
    /// `[*]` or `.*`
    Splat,
}

/// An operator with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unary {
    /// `!`
    Not,
    /// `-`
    Minus,
}

/// An operator with two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Binary {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `<`, and whether what is equal holds, too: `<=`.
    Less(bool),
    /// `>`, and whether what is equal holds, too: `>=`.
    Greater(bool),
    /// One that gives a number, as it is written.
    Arithmetic(&'static str),
}

/// A `for` expression.
#[derive(Clone, Debug)]
pub(crate) struct For {
    /// The name of the key, if there is one.
    pub(crate) key: Option<String>,
    /// The name of the value.
    pub(crate) value: String,
    /// What it goes through.
    pub(crate) through: Expr,
    /// The key of a member; none for a list.
    pub(crate) key_expr: Option<Expr>,
    /// An item, or the value of a member.
    pub(crate) value_expr: Expr,
    /// What has to hold.
    pub(crate) condition: Option<Expr>,
    /// Values of one key are put into a list.
    pub(crate) grouped: bool,
}

/// A part of a string.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// Text, and where it stands.
    Literal(String, Spots),
    /// `${ … }`
    Value(Place, Expr),
    /// `%{ if … } … %{ else } … %{ endif }`
    If(Expr, Vec<Part>, Vec<Part>),
    /// `%{ for … in … } … %{ endfor }`
    For(Place, Option<String>, String, Expr, Vec<Part>),
}

impl Body {
    /// The argument of this name.
    pub(crate) fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|it| it.name == name)
    }

    /// The nested blocks of this kind, in order.
    pub(crate) fn blocks_of<'b>(&'b self, kind: &'b str) -> impl Iterator<Item = &'b Block> {
        self.blocks.iter().filter(move |it| it.kind == kind)
    }
}

impl Expr {
    /// The text of a string in which nothing is put in.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match &self.form {
            Form::Template(parts) => match parts.as_slice() {
                [] => Some(""),
                [Part::Literal(text, _)] => Some(text),
                _ => None,
            },
            _ => None,
        }
    }
}
