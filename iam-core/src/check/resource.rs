//! Entries of `Resource` beside the ARN formats of the registry.

use crate::arn::{ArnPattern, ArnPatternError};
use crate::pattern::{self, Piece, is_literal, pieces};
use crate::registry::{self, ArnFormat, ResourceType};
use std::cell::OnceCell;

/// An entry of `Resource` or `NotResource`.
pub(super) struct ResourceView<'d, S> {
    pub(super) text: &'d str,
    pub(super) span: S,
    pub(super) arn: Result<ArnPattern<'d>, ArnPatternError>,
    formats: OnceCell<Vec<Format>>,
}

/// An ARN format that an entry may match, as far as its resource part goes.
pub(super) struct Format {
    pub(super) region: &'static str,
    pub(super) account: &'static str,
    pub(super) resource_type: &'static ResourceType,
}

impl<'d, S> ResourceView<'d, S> {
    pub(super) fn new((text, span): (&'d str, S)) -> Self {
        Self { text, span, arn: ArnPattern::parse(text), formats: OnceCell::new() }
    }

    /// The formats of the entry's service whose resource part overlaps that of the entry.
    ///
    /// None if the service is unknown or holds a wildcard.
    pub(super) fn formats(&self) -> &[Format] {
        self.formats.get_or_init(|| match self.arn {
            Ok(arn) if is_literal(arn.service) => formats(arn),
            _ => Vec::new(),
        })
    }

    /// The service field in lower case, if only its capitals keep it from being a service.
    pub(super) fn service_in_lower_case(&self) -> Option<String> {
        let service = self.arn.ok()?.service;
        if !is_literal(service) || !service.contains(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        let lower = service.to_ascii_lowercase();
        (registry::is_arn_service(&lower) || registry::service(&lower).is_some()).then_some(lower)
    }

    /// Whether the entry starts with a parameter of a template that holds an ARN: `${Bucket}/*`.
    pub(super) fn starts_with_parameter(&self, template: bool) -> bool {
        let first = pieces(self.text).next();
        template && matches!(first, Some(Piece::Parameter { name }) if !name.starts_with("AWS::"))
    }
}

fn formats(arn: ArnPattern<'_>) -> Vec<Format> {
    let formats = registry::arn_formats_of(arn.service).iter();
    let overlapping = formats.filter(|it| pattern::overlap(arn.resource, it.pattern().resource));
    let format = |it: &ArnFormat| {
        let ArnPattern { region, account, .. } = it.pattern();
        Format { region, account, resource_type: it.resource_type() }
    };
    overlapping.map(format).collect()
}
