//! The macros behind `policy!`, `include_policy!` and their siblings. Use them through the crate
//! `typed-iam`.
//!
//! Tokens become the same tree as JSON text (`read.rs`), or a file is read (`include.rs`); `iam-core`
//! checks it, and the policy becomes a constant expression (`expand.rs`). No rule of IAM lives here.

#[cfg_attr(not(feature = "access"), path = "without_access.rs")]
mod access;
mod attribute;
mod concatenation;
#[cfg_attr(not(feature = "access"), expect(dead_code, reason = "what is not proved is not asked"))]
mod demand;
mod depth;
mod diagnose;
mod entries;
mod excerpt;
mod expand;
mod hover;
mod include;
mod limit;
mod macro_advice;
mod other_kind;
mod place;
mod project;
#[cfg_attr(not(feature = "access"), expect(dead_code, reason = "what is not proved is not asked"))]
mod proof;
mod read;
mod rust_value;
mod source;
mod word;

use demand::Demand;
use diagnose::Told;
use iam_core::check::{self, Options, Subject};
use iam_core::finding::FindingType;
use iam_core::policy::{
    Identity, Kind, PermissionsBoundary, Resource, ResourceControl, ServiceControl, Session, Trust,
    VpcEndpoint,
};
use iam_project::project::Project;
use place::Place;
#[cfg(feature = "access")]
use proc_macro2::Span;
use proc_macro2::{Ident, TokenStream, TokenTree};
use proof::{Asked, Proof};
use quote::quote;

/// `checked!($crate Kind form { tokens })`, where `form` is `policy` or `template`.
///
/// The facade's `macro_rules!` write the call, so that the expansion can name the facade by
/// `$crate` whatever the user has called it.
#[doc(hidden)]
#[proc_macro]
pub fn checked(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expansion(tokens, false).into()
}

/// `included!($crate Kind form { "path" })`: as [`checked!`], of a JSON file.
#[doc(hidden)]
#[proc_macro]
pub fn included(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expansion(tokens, true).into()
}

/// `demanded!(iam:*, "arn:…")`: the texts of the actions, and of the resources.
#[cfg(feature = "access")]
#[doc(hidden)]
#[proc_macro]
pub fn demanded(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let expansion = match demand::never_grants(tokens.into()) {
        Ok(Some((actions, resources))) => quote!((&[#(#actions),*][..], &[#(#resources),*][..])),
        Ok(None) => diagnose::error(Place::of(Span::call_site()), demand::how("never_grants")),
        Err((place, message)) => diagnose::error(place, message),
    };
    expansion.into()
}

fn expansion(tokens: proc_macro::TokenStream, file: bool) -> TokenStream {
    let mut tokens = TokenStream::from(tokens).into_iter();
    let mut word = || match tokens.next() {
        Some(TokenTree::Ident(word)) => Some(word),
        _ => None,
    };
    let (Some(facade), Some(kind), Some(form)) = (word(), word(), word()) else {
        return misuse();
    };
    let Some(TokenTree::Group(input)) = tokens.next() else { return misuse() };
    let call = Call { facade, kind, template: form == "template" };
    match call.kind.to_string().as_str() {
        "Identity" => call.expand::<Identity>(input.stream(), file),
        "Resource" => call.expand::<Resource>(input.stream(), file),
        "Trust" => call.expand::<Trust>(input.stream(), file),
        "ServiceControl" => call.expand::<ServiceControl>(input.stream(), file),
        "ResourceControl" => call.expand::<ResourceControl>(input.stream(), file),
        "PermissionsBoundary" => call.expand::<PermissionsBoundary>(input.stream(), file),
        "Session" => call.expand::<Session>(input.stream(), file),
        "VpcEndpoint" => call.expand::<VpcEndpoint>(input.stream(), file),
        _ => misuse(),
    }
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
    fn expand<K: Kind>(&self, input: TokenStream, file: bool) -> TokenStream {
        if let Some((place, message)) = depth::too_deep(input.clone()) {
            return self.refuse(&diagnose::error(place, message));
        }
        if file { self.included::<K>(input) } else { self.written::<K>(input) }
    }

    /// Of a policy whose tokens stand in the call.
    fn written<K: Kind>(&self, input: TokenStream) -> TokenStream {
        let start = Place::start_of(&input);
        // Without a file it is nobody's.
        let file = source::file(start).unwrap_or_default();
        let project = match project::of(&file) {
            Ok(project) => project,
            Err(mistakes) => return self.refuse_for_project(start, &mistakes),
        };
        let reading = read::read(input);
        if !reading.errors.is_empty() {
            return self.refuse(&diagnose::errors(&reading.errors));
        }
        let places = &reading.places;
        if let Some(message) = limit::too_long(&reading.document) {
            return self.refuse(&diagnose::error(reading.start, message));
        }
        let options = self.options::<K>();
        let subject = Subject::of_tree(&reading.document);
        let attached = project::attached(&project, &file, options);
        let findings = project.check(&file, &subject, attached).findings;
        let (mut findings, problems) = check::suppress(findings, &reading.suppressions);
        findings.extend(problems);
        self.advise_other_kind::<K>(&reading.document, &mut findings, false);
        Self::advise_in_own_words::<K>(&mut findings, false);
        let mut told: Vec<_> = findings.iter().map(|it| Told::at_tokens(places, it)).collect();
        let of_project = Demand::of_project(&project, reading.start);
        let demands: Vec<_> = reading.demands.iter().chain(&of_project).collect();
        let proof = if told.iter().any(Told::refuses) {
            Proof::default()
        } else {
            access::prove(&Asked {
                policy_type: K::TYPE,
                document: &reading.document,
                is_open: self.template || !reading.beside.expressions.is_empty(),
                is_template: self.template,
                demands: &demands,
            })
        };
        told.extend(proof.refusals.into_iter().map(|it| it.at_tokens(places)));
        let policy = self.conclude(
            &told,
            || expand::policy::<K>(self, reading.document.clone(), &reading.beside),
            || {
                let findings = Project::default().check(&file, &subject, options).findings;
                findings.iter().map(|it| Told::at_tokens(places, it)).collect()
            },
        );
        let hover = hover::documentation(&reading.bare_actions);
        let watch = project::watch_project(&project);
        let watch_proof = proof.watch;
        quote!({ #watch #watch_proof #hover #policy })
    }

    fn options<K: Kind>(&self) -> Options {
        let options = Options::new(K::TYPE).canonical();
        if self.template { options.template() } else { options }
    }

    /// The policy, or the errors that refuse it, and the warnings.
    ///
    /// `unsilenced` gives the findings with nothing taken out.
    fn conclude(
        &self,
        told: &[Told],
        policy: impl FnOnce() -> Option<TokenStream>,
        unsilenced: impl FnOnce() -> Vec<Told>,
    ) -> TokenStream {
        let warnings: TokenStream = told
            .iter()
            .filter(|told| told.finding_type == FindingType::Warning)
            .map(diagnose::warning)
            .collect();
        let errors: TokenStream = told
            .iter()
            .filter(|told| told.refuses())
            .map(|told| diagnose::error(told.place, &told.text))
            .collect();
        if !errors.is_empty() {
            return self.refuse(&quote!(#errors #warnings));
        }
        if let Some(policy) = policy() {
            return quote!({ #warnings #policy });
        }
        // What was silenced is what keeps it from being a policy.
        let plea = "\n  this cannot be allowed: it leaves no policy to speak of";
        let told = unsilenced();
        let errors = told.iter().filter(|told| told.finding_type == FindingType::Error);
        let errors = errors.map(|told| diagnose::error(told.place, format!("{}{plea}", told.text)));
        self.refuse(&errors.collect())
    }

    /// Of a policy whose `iam.toml` has these mistakes; none if another policy has told them.
    fn refuse_for_project(&self, place: Place, mistakes: &[String]) -> TokenStream {
        let errors = mistakes.iter().map(|mistake| diagnose::error(place, mistake));
        self.refuse(&errors.collect())
    }

    /// The errors, and a stand-in of the right type so that its uses raise no further ones.
    fn refuse(&self, errors: &TokenStream) -> TokenStream {
        let Self { facade, kind, template } = self;
        let stand_in = if *template { quote!(template_stand_in) } else { quote!(stand_in) };
        quote!({ #errors #facade::__private::#stand_in::<#facade::__private::#kind>() })
    }
}
