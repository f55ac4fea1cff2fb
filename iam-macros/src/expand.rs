//! A policy to an expression: a constant one, unless Rust values are interpolated.

use crate::Call;
use iam_core::document::{Member, Node, Value};
use iam_core::policy::{
    self, ActionElement, ActionPattern, ConditionBlock, ConditionOperator, ConditionTest,
    ConditionValue, Effect, Kind, Policy, Principal, PrincipalElement, PrincipalGroup,
    PrincipalType, ResourceElement, ResourcePattern, SetQualifier, Statement, Text, Version,
};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

/// Stands for an interpolated value while the policy is typed: Unicode's own placeholder, which
/// literals are not allowed to start with.
pub(crate) const PLACEHOLDER: char = '\u{fffc}';

/// The function that makes a policy of Rust values.
const BUILD: &str = "a_policy_with_rust_values_cannot_be_a_constant_build_it_in_a_function";

/// How many items of a list one function makes: what rustc needs grows with the square of its values.
const CHUNK: usize = 64;

/// What a macro call holds beside the document.
#[derive(Default)]
pub(crate) struct Beside {
    /// The Rust expressions, by the index that [`Value::Interpolated`] holds.
    pub(crate) expressions: Vec<TokenStream>,
    /// The doc comments, by statement.
    pub(crate) purposes: Vec<(usize, String)>,
}

/// The expression; none if the document is no policy.
pub(crate) fn policy<K: Kind>(
    call: &Call,
    mut document: Node<'_>,
    beside: &Beside,
) -> Option<TokenStream> {
    fill_in(&mut document);
    let policy: Policy<K> = policy::read(&document)?;
    let Call { facade, kind, template } = call;
    let expand = Expand { beside, facade, chunks: RefCell::default() };
    let version = option(policy.version().map(|version| match version {
        Version::V2008_10_17 => quote!(p::Version::V2008_10_17),
        Version::V2012_10_17 => quote!(p::Version::V2012_10_17),
    }));
    let id = option(policy.id().map(|id| expand.text(id)));
    let statements = policy.statements().iter().enumerate();
    let statements = statements.map(|(index, statement)| expand.statement(index, statement));
    let statements: Vec<_> = statements.collect();
    let constant = beside.expressions.is_empty();
    let statements = if constant {
        constant_list(&quote!(p::Statement), &statements)
    } else {
        quote!(p::Cow::Owned(p::vec![#(#statements),*]))
    };
    let mut policy = quote!(p::Policy::<p::#kind>::already_read(#version, #id, #statements));
    if *template {
        policy = quote!(p::PolicyTemplate::<p::#kind>::new(#policy));
    }
    let policy = quote!({ use #facade::__private as p; #policy });
    Some(if constant { policy } else { expand.build(&policy) })
}

/// Puts a placeholder in the place of each interpolated value.
fn fill_in(node: &mut Node<'_>) {
    match &mut node.value {
        Value::Interpolated(index) => {
            // The colon makes it an action, should it stand among actions.
            node.value = Value::String(Cow::Owned(format!("{PLACEHOLDER}:{index}")));
        }
        Value::Array(items) => items.iter_mut().for_each(fill_in),
        Value::Object(members) => {
            for Member { node, .. } in members {
                fill_in(node);
            }
        }
        _ => {}
    }
}

fn interpolated(index: usize) -> Ident {
    Ident::new(&format!("interpolated_{index}"), Span::mixed_site())
}

fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(
        || quote!(::core::option::Option::None),
        |value| quote!(::core::option::Option::Some(#value)),
    )
}

fn constant_list(of: &TokenStream, items: &[TokenStream]) -> TokenStream {
    quote!(p::Cow::Borrowed({ const LIST: &[#of] = &[#(#items),*]; LIST }))
}

struct Expand<'b> {
    beside: &'b Beside,
    facade: &'b Ident,
    /// The parts of lists with functions of their own, by the index of their first value, and the
    /// index after their last.
    chunks: RefCell<HashMap<usize, (usize, TokenStream)>>,
}

impl Expand<'_> {
    /// The expression that `text` stands for. A file may hold such text too, and no expressions.
    fn placeholder(&self, text: &str) -> Option<usize> {
        let index = text.strip_prefix(PLACEHOLDER)?.strip_prefix(':')?.parse().ok()?;
        (index < self.beside.expressions.len()).then_some(index)
    }

    fn statement(&self, index: usize, statement: &Statement) -> TokenStream {
        let purposes = &self.beside.purposes;
        let purpose = purposes.iter().find(|(statement, _)| *statement == index);
        let purpose = purpose.map_or("", |(_, words)| words.as_str());
        let sid = option(statement.sid.as_deref().map(|sid| self.text(sid)));
        let effect = match statement.effect {
            Effect::Allow => quote!(p::Effect::Allow),
            Effect::Deny => quote!(p::Effect::Deny),
        };
        let principal = option(statement.principal.as_ref().map(|element| match element {
            PrincipalElement::Principal(who) => {
                let who = self.principal(who);
                quote!(p::PrincipalElement::Principal(#who))
            }
            PrincipalElement::NotPrincipal(who) => {
                let who = self.principal(who);
                quote!(p::PrincipalElement::NotPrincipal(#who))
            }
        }));
        let actions = self.list(
            &quote!(p::ActionPattern),
            Some(quote!(p::constant_actions)),
            statement.action.patterns(),
            ActionPattern::as_str,
            |pattern| {
                let text = pattern.as_str();
                quote!(p::ActionPattern::already_read(#text))
            },
        );
        let action = match statement.action {
            ActionElement::Action(_) => quote!(p::ActionElement::Action(#actions)),
            ActionElement::NotAction(_) => quote!(p::ActionElement::NotAction(#actions)),
        };
        let resource = option(statement.resource.as_ref().map(|element| {
            let patterns = self.list(
                &quote!(p::ResourcePattern),
                Some(quote!(p::constant_resources)),
                element.patterns(),
                ResourcePattern::as_str,
                |pattern| {
                    let text = pattern.as_str();
                    quote!(p::ResourcePattern::already_read(#text))
                },
            );
            match element {
                ResourceElement::Resource(_) => quote!(p::ResourceElement::Resource(#patterns)),
                ResourceElement::NotResource(_) => {
                    quote!(p::ResourceElement::NotResource(#patterns))
                }
            }
        }));
        let blocks: Vec<_> = statement.conditions.iter().map(|block| self.block(block)).collect();
        let conditions = self.items(&quote!(p::ConditionBlock), &blocks);
        quote!(p::Statement {
            purpose: p::Purpose::new(#purpose),
            sid: #sid,
            effect: #effect,
            principal: #principal,
            action: #action,
            resource: #resource,
            conditions: #conditions,
        })
    }

    fn principal(&self, principal: &Principal) -> TokenStream {
        let Principal::Listed(groups) = principal else { return quote!(p::Principal::Everyone) };
        let groups: Vec<_> = groups
            .iter()
            .map(|PrincipalGroup { principal_type, identifiers }| {
                let principal_type = principal_type_name(*principal_type);
                let identifiers = self.list(
                    &quote!(p::Text),
                    Some(quote!(p::constant_texts)),
                    identifiers,
                    Text::as_ref,
                    |text| self.text(text),
                );
                quote!(p::PrincipalGroup {
                    principal_type: p::PrincipalType::#principal_type,
                    identifiers: #identifiers,
                })
            })
            .collect();
        let groups = self.items(&quote!(p::PrincipalGroup), &groups);
        quote!(p::Principal::Listed(#groups))
    }

    fn block(&self, block: &ConditionBlock) -> TokenStream {
        let ConditionOperator { qualifier, comparison, if_exists } = block.operator;
        let qualifier = option(qualifier.map(|qualifier| match qualifier {
            SetQualifier::ForAllValues => quote!(p::SetQualifier::ForAllValues),
            SetQualifier::ForAnyValue => quote!(p::SetQualifier::ForAnyValue),
        }));
        let comparison = format_ident!("{}", comparison.as_str());
        let tests: Vec<_> = block
            .tests
            .iter()
            .map(|ConditionTest { key, values }| {
                let key = key.as_str();
                let values = self.values(values);
                quote!(p::ConditionTest {
                    key: p::ConditionKeyName::already_read(#key),
                    values: #values,
                })
            })
            .collect();
        let tests = self.items(&quote!(p::ConditionTest), &tests);
        quote!(p::ConditionBlock {
            operator: p::ConditionOperator {
                qualifier: #qualifier,
                comparison: p::Comparison::#comparison,
                if_exists: #if_exists,
            },
            tests: #tests,
        })
    }

    fn values(&self, values: &[ConditionValue]) -> TokenStream {
        // Numbers and booleans stay what they are.
        let texts = values.iter().all(|value| matches!(value, ConditionValue::String(_)));
        let constant = texts.then(|| quote!(p::constant_values));
        let of = quote!(p::ConditionValue);
        self.list(&of, constant, values, ConditionValue::as_str, |value| self.value(value))
    }

    fn value(&self, value: &ConditionValue) -> TokenStream {
        match value {
            ConditionValue::Bool(value) => quote!(p::ConditionValue::Bool(#value)),
            ConditionValue::Number(text) => {
                let text = text.as_ref();
                quote!(p::ConditionValue::Number(p::Cow::Borrowed(#text)))
            }
            other => {
                let text = self.text(other.as_str());
                quote!(p::ConditionValue::String(#text))
            }
        }
    }

    fn text(&self, text: &str) -> TokenStream {
        match self.placeholder(text) {
            None => quote!(p::Cow::Borrowed(#text)),
            Some(index) => {
                let name = interpolated(index);
                let place = self.place(index);
                quote_spanned!(place=> p::Text::Owned(::core::convert::Into::into(#name)))
            }
        }
    }

    /// A list of items that stand for themselves.
    fn items(&self, of: &TokenStream, items: &[TokenStream]) -> TokenStream {
        if self.beside.expressions.is_empty() {
            constant_list(of, items)
        } else {
            quote!(p::Cow::Owned(p::vec![#(#items),*]))
        }
    }

    /// A list in which some items may be interpolated: each may be one value or a list of values.
    ///
    /// `constant` makes the list of its texts, if all are text.
    fn list<T>(
        &self,
        of: &TokenStream,
        constant: Option<TokenStream>,
        items: &[T],
        text: impl Fn(&T) -> &str,
        expand: impl Fn(&T) -> TokenStream,
    ) -> TokenStream {
        if items.iter().all(|item| self.placeholder(text(item)).is_none()) {
            let Some(constant) = constant else {
                let items: Vec<_> = items.iter().map(expand).collect();
                return constant_list(of, &items);
            };
            let texts = items.iter().map(text);
            return quote!(p::Cow::Borrowed({ const LIST: &[#of] = &#constant([#(#texts),*]); LIST }));
        }
        let list = Ident::new("list", Span::mixed_site());
        let push = |item: &T| match self.placeholder(text(item)) {
            None => {
                let item = expand(item);
                quote!(#list.push(#item);)
            }
            Some(index) => self.append(of, &list, index),
        };
        let pushes = items.chunks(CHUNK).map(|items| {
            let pushes: TokenStream = items.iter().map(push).collect();
            let indices: Vec<_> =
                items.iter().filter_map(|item| self.placeholder(text(item))).collect();
            match indices.first() {
                Some(&first)
                    if items.len() == CHUNK
                        && indices.iter().copied().eq(first..first + indices.len()) =>
                {
                    self.chunk(of, &list, first..first + indices.len(), &pushes)
                }
                _ => pushes,
            }
        });
        quote!(p::Cow::Owned({
            let mut #list: p::Vec<#of> = p::Vec::new();
            #(#pushes)*
            #list
        }))
    }

    fn append(&self, of: &TokenStream, list: &Ident, index: usize) -> TokenStream {
        let place = self.place(index);
        let mut name = interpolated(index);
        name.set_span(place);
        quote_spanned!(place=> p::append::<#of, _>(#name, &mut #list);)
    }

    /// Adds what `pushes` adds of the values with these indices, by a function of their own.
    fn chunk(
        &self,
        of: &TokenStream,
        list: &Ident,
        indices: Range<usize>,
        pushes: &TokenStream,
    ) -> TokenStream {
        let facade = self.facade;
        let part = quote!({
            use #facade::__private as p;
            let mut #list: p::Vec<#of> = p::Vec::new();
            #pushes
            #list
        });
        let Range { start, end } = indices;
        let names: Vec<_> = indices.map(interpolated).collect();
        let values = self.beside.expressions.iter().skip(start).take(names.len());
        // Only the values stand outside: were the call there, too, rustc would complain of each in a constant.
        let values = quote!((#(#values,)*));
        self.chunks.borrow_mut().insert(start, (end, values));
        let (name, function) = (interpolated(start), format_ident!("{BUILD}"));
        quote!(#list.extend({ use #facade::__private::#function; #function(#name, |(#(#names,)*)| #part) });)
    }

    /// The call that makes `policy` of the user's expressions, which see nothing of ours and are each
    /// evaluated once.
    ///
    /// In a constant, this call is all that rustc can have against it: it stands at the first of the
    /// expressions, and the name of the function says what to do.
    fn build(&self, policy: &TokenStream) -> TokenStream {
        let chunks = self.chunks.take();
        let (mut names, mut values, mut index) = (Vec::new(), Vec::new(), 0);
        while let Some(expression) = self.beside.expressions.get(index) {
            names.push(interpolated(index));
            let (end, value) = match chunks.get(&index) {
                Some((end, part)) => (*end, part),
                None => (index + 1, expression),
            };
            values.push(value);
            index = end;
        }
        let facade = self.facade;
        let arguments = quote!((#(#values,)*), |(#(#names,)*)| #policy);
        let first = self.beside.expressions.first();
        let start = self.place(0);
        let last = first.and_then(|tokens| tokens.clone().into_iter().last());
        let end = last.map_or(start, |token| token.span().resolved_at(Span::mixed_site()));
        let mut function = format_ident!("{BUILD}");
        function.set_span(start);
        let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
        arguments.set_span(end);
        quote!({ use #facade::__private::#function; #function #arguments })
    }

    /// Where the user's expression stands, so that a type error points at it.
    fn place(&self, index: usize) -> Span {
        let first =
            self.beside.expressions.get(index).and_then(|tokens| tokens.clone().into_iter().next());
        let place = first.map_or_else(Span::mixed_site, |token| token.span());
        place.resolved_at(Span::mixed_site())
    }
}

fn principal_type_name(principal_type: PrincipalType) -> Ident {
    let name = match principal_type {
        PrincipalType::Service => "Service",
        PrincipalType::Federated => "Federated",
        PrincipalType::CanonicalUser => "CanonicalUser",
        PrincipalType::Aws => "Aws",
    };
    Ident::new(name, Span::mixed_site())
}
