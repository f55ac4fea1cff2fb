//! What is asked about what a policy grants, and what came of it.

use crate::demand::{Demand, Refusal};
use crate::diagnose::Told;
use crate::place::{Place, Places};
use iam_core::document::{ByteSpan, Node};
use iam_core::finding::FindingType;
use iam_core::policy::PolicyType;
use proc_macro2::TokenStream;

/// A policy, and what is demanded of it.
pub(crate) struct Asked<'a> {
    pub(crate) policy_type: PolicyType,
    pub(crate) document: &'a Node<'a>,
    /// Whether it is a template or holds Rust values, which are not known yet.
    pub(crate) is_open: bool,
    pub(crate) is_template: bool,
    pub(crate) demands: &'a [&'a Demand],
}

/// What came of it.
#[derive(Default)]
pub(crate) struct Proof {
    pub(crate) refusals: Vec<Refusal>,
    /// Tokens that make rustc build anew once what was read is edited.
    pub(crate) watch: TokenStream,
}

impl Refusal {
    /// At the tokens that are to blame, or at the demand.
    pub(crate) fn at_tokens(self, places: &Places) -> Told {
        let place = self.at.map_or(self.place, |span| places.of(span));
        Told { place, finding_type: FindingType::Error, code: self.code, text: self.text }
    }

    /// At the path of the file, with the part of it that is to blame.
    pub(crate) fn at_file(self, path: Place, excerpt: impl Fn(ByteSpan) -> String) -> Told {
        let (place, text) = match self.at {
            Some(span) => (path, format!("{}\n{}", self.text, excerpt(span))),
            None => (self.place, self.text),
        };
        Told { place, finding_type: FindingType::Error, code: self.code, text }
    }
}
