//! The macro behind `policy!` and its siblings. Use them through the crate `typed-iam`.
//!
//! Tokens become the same tree as JSON text (`read.rs`), `iam-core` checks it, and the policy becomes
//! a constant expression (`expand.rs`). No rule of IAM lives here.

mod attribute;
mod diagnose;
mod entries;
mod expand;
mod hover;
mod place;
mod read;
mod word;

use iam_core::check::{self, Options};
use iam_core::document::Node;
use iam_core::finding::FindingType;
use iam_core::policy::{
    Identity, Kind, PolicyType, Resource, ResourceControl, ServiceControl, Trust,
};
use place::Place;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

/// `checked!($crate Kind form { tokens })`, where `form` is `policy` or `template`.
///
/// The facade's `macro_rules!` write the call, so that the expansion can name the facade by
/// `$crate` whatever the user has called it.
#[doc(hidden)]
#[proc_macro]
pub fn checked(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let mut tokens = TokenStream::from(tokens).into_iter();
    let mut word = || match tokens.next() {
        Some(TokenTree::Ident(word)) => Some(word),
        _ => None,
    };
    let (Some(facade), Some(kind), Some(form)) = (word(), word(), word()) else {
        return misuse().into();
    };
    let Some(TokenTree::Group(input)) = tokens.next() else { return misuse().into() };
    let call = Call { facade, kind, template: form == "template" };
    let expansion = match call.kind.to_string().as_str() {
        "Identity" => call.expand::<Identity>(input.stream()),
        "Resource" => call.expand::<Resource>(input.stream()),
        "Trust" => call.expand::<Trust>(input.stream()),
        "ServiceControl" => call.expand::<ServiceControl>(input.stream()),
        "ResourceControl" => call.expand::<ResourceControl>(input.stream()),
        _ => misuse(),
    };
    expansion.into()
}

fn misuse() -> TokenStream {
    quote!(::core::compile_error! { "this macro is called through the crate `typed-iam` only" })
}

/// What the facade says about a call.
struct Call {
    facade: Ident,
    kind: Ident,
    template: bool,
}

impl Call {
    fn expand<K: Kind>(&self, input: TokenStream) -> TokenStream {
        let reading = read::read(input);
        if !reading.errors.is_empty() {
            let errors =
                reading.errors.iter().map(|(place, message)| diagnose::error(*place, message));
            return self.refuse(&quote!(#(#errors)*));
        }
        let findings = self.check(&reading.document, K::TYPE);
        let findings = check::suppress(findings, &reading.suppressions);
        let refused = |finding_type| {
            matches!(finding_type, FindingType::Error | FindingType::SecurityWarning)
        };
        let (errors, others): (Vec<_>, Vec<_>) =
            findings.iter().partition(|finding| refused(finding.finding_type));
        let warnings: Vec<_> = others
            .into_iter()
            .filter(|finding| finding.finding_type == FindingType::Warning)
            .map(diagnose::warning)
            .collect();
        if !errors.is_empty() {
            let errors = errors.into_iter().map(|finding| diagnose::error(finding.span, finding));
            return self.refuse(&quote!(#(#errors)* #(#warnings)*));
        }
        let Some(policy) = expand::policy::<K>(self, &reading) else {
            // What was silenced is what keeps it from being a policy.
            let findings = self.check(&reading.document, K::TYPE);
            let errors =
                findings.iter().filter(|finding| finding.finding_type == FindingType::Error);
            let errors = errors.map(|finding| {
                let plea = "\n  this cannot be allowed: it leaves no policy to speak of";
                diagnose::error(finding.span, format!("{finding}{plea}"))
            });
            return self.refuse(&errors.collect());
        };
        let hover = hover::documentation(&reading.bare_actions);
        quote!({ #(#warnings)* #hover #policy })
    }

    fn check(
        &self,
        document: &Node<'_, Place>,
        policy_type: PolicyType,
    ) -> Vec<iam_core::finding::Finding<Place>> {
        let options = Options::new(policy_type).canonical();
        check::run(document, if self.template { options.template() } else { options })
    }

    /// The errors, and a stand-in of the right type so that its uses raise no further ones.
    fn refuse(&self, errors: &TokenStream) -> TokenStream {
        let Self { facade, kind, template } = self;
        let stand_in = if *template { quote!(template_stand_in) } else { quote!(stand_in) };
        quote!({ #errors #facade::__private::#stand_in::<#facade::__private::#kind>() })
    }
}
