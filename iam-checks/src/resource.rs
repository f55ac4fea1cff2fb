//! Entries of `Resource` beside the ARN formats of the registry.

use iam_language::arn::{ArnPattern, ArnPatternError};
use iam_language::document::ByteSpan;
use iam_language::pattern::{Piece, is_literal, pieces};
use iam_registry::{self as registry, ArnFormat, ArnService};
use std::cell::OnceCell;

/// An entry of `Resource` or `NotResource`.
pub(super) struct ResourceView<'d> {
    pub(super) text: &'d str,
    pub(super) span: ByteSpan,
    pub(super) arn: Result<ArnPattern<'d>, ArnPatternError>,
    /// What the registry has under its service field.
    pub(super) service: Option<&'static ArnService>,
    formats: OnceCell<Vec<&'static ArnFormat>>,
}

/// The service field of the entry before, most often that of the next one, too.
pub(super) type LastService<'d> = Option<(&'d str, Option<&'static ArnService>)>;

impl<'d> ResourceView<'d> {
    pub(super) fn new((text, span): (&'d str, ByteSpan), last: &mut LastService<'d>) -> Self {
        let arn = ArnPattern::parse(text);
        let service = arn.ok().and_then(|arn| match *last {
            Some((name, service)) if name == arn.service => service,
            _ => last.insert((arn.service, registry::arn_service_of(arn.service))).1,
        });
        Self { text, span, arn, service, formats: OnceCell::new() }
    }

    /// The formats of the entry's service whose resource part overlaps that of the entry.
    ///
    /// None if the service is unknown or holds a wildcard.
    pub(super) fn formats(&self) -> &[&'static ArnFormat] {
        self.formats.get_or_init(|| match (self.arn, self.service) {
            (Ok(arn), Some(service)) if is_literal(arn.service) => {
                // Its check speaks of it; the formats of buckets would lead astray.
                if access_point_with_colon(arn).is_some() {
                    return Vec::new();
                }
                let formats = service.formats_like(arn.resource);
                // No bucket is called so: the ARN is meant to be that of an access point.
                if let Some(rest) = access_point(arn) {
                    // Those of several regions have an alias in place of a name.
                    let name = rest.split('/').next().unwrap_or_default();
                    let is_regional = is_literal(name) && !is_of_many_regions(name);
                    return formats
                        .filter(|format| format.pattern().resource.starts_with("accesspoint/"))
                        .filter(|format| !(is_regional && format.pattern().region.is_empty()))
                        .collect();
                }
                formats.collect()
            }
            _ => Vec::new(),
        })
    }

    /// The ARN with region and account as every format of it has them; nothing if they are so.
    pub(super) fn mended(&self) -> Option<ArnPattern<'d>> {
        let arn = self.arn.ok()?;
        let patterns = || self.formats().iter().map(|format| format.pattern());
        patterns().next()?;
        let field = |written: &'d str, field: fn(&ArnPattern<'static>) -> &'static str| {
            if patterns().all(|pattern| field(&pattern).is_empty()) {
                ""
            } else if written.is_empty() && patterns().all(|pattern| !field(&pattern).is_empty()) {
                "*"
            } else {
                written
            }
        };
        let region = field(arn.region, |pattern| pattern.region);
        let account = field(arn.account, |pattern| pattern.account);
        let mended = ArnPattern { region, account, ..arn };
        (mended != arn).then_some(mended)
    }

    /// The service field in lower case, if only its capitals keep it from being a service.
    pub(super) fn service_in_lower_case(&self) -> Option<String> {
        let service = self.arn.ok()?.service;
        if !service.contains(|c: char| c.is_ascii_uppercase()) || !is_literal(service) {
            return None;
        }
        let lower = service.to_ascii_lowercase();
        (registry::is_arn_service(&lower) || registry::service(&lower).is_some()).then_some(lower)
    }

    /// Whether ARNs have its service field: those of a resource type, or it is a service prefix.
    pub(super) fn is_of_service(&self) -> bool {
        self.service.is_some() || self.arn.is_ok_and(|arn| registry::is_arn_service(arn.service))
    }

    /// Whether the entry starts with a parameter of a template that holds an ARN: `${Bucket}/*`.
    pub(super) fn starts_with_parameter(&self) -> bool {
        let first = pieces(self.text).next();
        matches!(first, Some(Piece::Parameter { name }) if !name.starts_with("AWS::"))
    }
}

/// What follows `accesspoint/` in an ARN of S3.
fn access_point(arn: ArnPattern<'_>) -> Option<&str> {
    arn.resource.strip_prefix("accesspoint/").filter(|_| arn.service == "s3")
}

/// Whether this is the alias of an access point of several regions, not a name.
pub(super) fn is_of_many_regions(name: &str) -> bool {
    name.strip_suffix(".mrap").is_some()
}

/// The last field of the ARN of an access point that has a colon where a `/` belongs, with the `/`.
pub(super) fn access_point_with_colon(arn: ArnPattern<'_>) -> Option<String> {
    let rest = arn.resource.strip_prefix("accesspoint").filter(|_| arn.service == "s3")?;
    let rest = rest.strip_prefix(['/', ':'])?;
    let (name, object) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let is_slip =
        !name.contains('$') && (name.contains(':') || arn.resource.starts_with("accesspoint:"));
    is_slip.then(|| format!("accesspoint/{}{object}", name.replace(':', "/")))
}
