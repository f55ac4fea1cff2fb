//! What an editor shows when the mouse is over a bare action.

use iam_core::registry::{self, Action};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use std::fmt::Write as _;

/// For each action, an item that carries its documentation and a use of that item at its token.
pub(crate) fn documentation(actions: &[(String, Ident)]) -> TokenStream {
    let known = actions.iter().filter_map(|(text, name)| Some((registry::action(text)?, name)));
    known.map(|(action, name)| item(action, name)).collect()
}

fn item(action: &Action, name: &Ident) -> TokenStream {
    let docs = docs(action);
    let mut defined = name.clone();
    defined.set_span(Span::call_site());
    quote! {
        const _: () = {
            #[doc = #docs]
            struct #defined;
            let _ = #name;
        };
    }
}

fn docs(action: &Action) -> String {
    if action.status().is_by_name_only() {
        let newest = registry::version().newest();
        return format!("`{action}`: known by name only\n\nAWS's lists up to {newest}.");
    }
    let mut docs = format!("`{action}`: access level {}", action.access_level());
    let resources = action.resource_types().map(|taken| {
        let star = if taken.is_required() { " (required)" } else { "" };
        format!("`{}`{star}", taken.name())
    });
    list(&mut docs, "Resource types", resources);
    list(
        &mut docs,
        "Condition keys",
        action.condition_keys().map(|key| format!("`{}`", key.name())),
    );
    list(
        &mut docs,
        "Dependent actions",
        action.dependent_actions().map(|other| format!("`{other}`")),
    );
    let _ = write!(docs, "\n\nAWS's list of {}.", registry::version().date());
    docs
}

fn list(docs: &mut String, title: &str, items: impl Iterator<Item = String>) {
    let items: Vec<_> = items.collect();
    let items = if items.is_empty() { "none".to_owned() } else { items.join(", ") };
    let _ = write!(docs, "\n\n{title}: {items}");
}

#[cfg(test)]
mod tests {
    /// The item is defined once with the documentation and used once, by the user's own token.
    #[test]
    fn the_item_is_used_at_the_token() {
        let mut tokens =
            "x GetObject".parse::<proc_macro2::TokenStream>().expect("tokens").into_iter();
        let Some(proc_macro2::TokenTree::Ident(name)) = tokens.nth(1) else { panic!("a name") };
        let place = format!("{:?}", name.span());
        let expansion = super::documentation(&[("s3:GetObject".to_owned(), name)]).to_string();
        assert_eq!(expansion.matches("GetObject").count(), 3, "{place}: {expansion}");
        assert!(expansion.contains("# [doc =") && expansion.contains("let _ = GetObject ;"));
    }

    #[test]
    fn the_documentation_tells_level_resources_and_keys() {
        let action = iam_core::registry::action("s3:GetObject").expect("a known action");
        let docs = super::docs(action);
        assert!(docs.starts_with("`s3:GetObject`: access level Read"), "{docs}");
        assert!(
            docs.contains("`object`") && docs.contains("`s3:ExistingObjectTag/<key>`"),
            "{docs}"
        );
    }
}
