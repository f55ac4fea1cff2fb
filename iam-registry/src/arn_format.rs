//! ARN formats by the service field they have.

use crate::resource_type::ResourceType;
use crate::service::{Service, service};
use crate::table::{find_by_head, head, list};
use iam_language::arn::ArnPattern;
use iam_language::pattern::{
    Piece, cmp_ignoring_case, find_any, has_reference, is_literal, overlap, pieces,
};
use std::sync::OnceLock;

/// One ARN format of a resource type, in its fields.
#[derive(Clone, Copy, Debug)]
pub struct ArnFormat {
    resource_type: &'static ResourceType,
    pattern: ArnPattern<'static>,
}

impl ArnFormat {
    /// The resource type that has it.
    #[must_use]
    pub fn resource_type(&self) -> &'static ResourceType {
        self.resource_type
    }

    /// Its fields, with placeholders: `${Region}`.
    #[must_use]
    pub fn pattern(&self) -> ArnPattern<'static> {
        self.pattern
    }
}

/// The formats of every resource type, of whatever service, one of whose ARNs has exactly this
/// service field; formats of such types with another literal field are left out.
///
/// # Examples
///
/// ```
/// use iam_registry::arn_formats_of;
/// let queue = arn_formats_of("sqs").first().expect("a format");
/// assert_eq!(queue.pattern().resource, "${QueueName}");
/// assert!(arn_formats_of("s33").is_empty());
/// ```
#[must_use]
pub fn arn_formats_of(arn_service: &str) -> &'static [ArnFormat] {
    arn_service_of(arn_service).map_or(&[], ArnService::formats)
}

/// The formats that have an ARN in common with `arn`, field by field.
///
/// # Examples
///
/// ```
/// use iam_language::arn::ArnPattern;
/// use iam_registry::arn_formats_like;
/// let arn = ArnPattern::parse("arn:aws:s3:::reports/*")?;
/// let mut like = arn_formats_like(&arn).map(|format| format.resource_type().name());
/// assert!(like.any(|name| name == "object"));
/// # Ok::<(), iam_language::arn::ArnPatternError>(())
/// ```
pub fn arn_formats_like<'a>(arn: &ArnPattern<'a>) -> impl Iterator<Item = &'static ArnFormat> + 'a {
    let arn = *arn;
    let service = arn_service_of(arn.service).into_iter();
    let formats = service.flat_map(move |service| service.formats_like(arn.resource));
    formats.filter(move |format| arn.overlaps(&format.pattern()))
}

/// Whether an ARN may have this service field: a resource type has it, or it is a service prefix.
///
/// # Examples
///
/// ```
/// use iam_registry::is_arn_service;
/// assert!(is_arn_service("execute-api"));
/// assert!(!is_arn_service("s33"));
/// ```
#[must_use]
pub fn is_arn_service(text: &str) -> bool {
    arn_service_of(text).is_some() || service(text).is_some_and(|service| service.prefix() == text)
}

/// A service field of ARNs, and the services with resource types that have it.
pub struct ArnService {
    head: u128,
    name: &'static str,
    prefixes: &'static str,
    formats: OnceLock<Vec<ArnFormat>>,
    /// For each format the start of its resource.
    starts: OnceLock<Vec<LiteralStart>>,
    types: OnceLock<Vec<&'static str>>,
}

impl ArnService {
    /// See [`arn_formats_of`].
    pub fn formats(&self) -> &[ArnFormat] {
        self.formats.get_or_init(|| {
            let types = list(self.prefixes).filter_map(service).flat_map(Service::resource_types);
            let mut formats = Vec::new();
            for resource_type in types {
                let patterns =
                    resource_type.arn_formats().filter_map(|it| ArnPattern::parse(it).ok());
                let patterns: Vec<_> = patterns.collect();
                if patterns.iter().any(|it| it.service == self.name) {
                    let fitting = patterns
                        .into_iter()
                        .filter(|it| it.service == self.name || !is_literal(it.service));
                    formats.extend(fitting.map(|pattern| ArnFormat { resource_type, pattern }));
                }
            }
            formats
        })
    }

    /// The formats whose resource part some text has in common with `resource`.
    pub fn formats_like(&self, resource: &str) -> impl Iterator<Item = &ArnFormat> {
        let starts = self.starts.get_or_init(|| {
            self.formats().iter().map(|it| LiteralStart::of(it.pattern.resource)).collect()
        });
        let own = LiteralStart::of(resource);
        let alike = self.formats().iter().zip(starts).filter(move |(_, it)| it.may_meet(own));
        let alike = alike.map(|(format, _)| format);
        alike.filter(move |format| {
            let of_format = format.pattern.resource;
            overlap(resource, of_format)
                && !(of_format.ends_with(BUCKET) && slashes(resource) > slashes(of_format))
        })
    }

    /// What stands before the first `/` or `:` of its resources, where that is literal; sorted.
    /// None at all if some of its resources start with a name.
    pub fn resource_words(&self) -> &[&'static str] {
        self.types.get_or_init(|| {
            let resources = self.formats().iter().map(|it| it.pattern.resource);
            if resources.clone().any(|resource| resource.starts_with(['$', '*'])) {
                return Vec::new();
            }
            let mut words: Vec<_> = resources.filter_map(literal_word).collect();
            words.sort_unstable();
            words.dedup();
            words
        })
    }
}

/// Placeholders may stand for paths, but buckets have no slash in their names: one belongs to what
/// is in the bucket.
const BUCKET: &str = "BucketName}";

/// How many slashes there are besides those in the names of variables.
fn slashes(pattern: &str) -> usize {
    let count = |text: &str| text.bytes().filter(|byte| *byte == b'/').count();
    if !has_reference(pattern) {
        return count(pattern);
    }
    let texts = pieces(pattern).filter_map(|piece| match piece {
        Piece::Text(text) => Some(count(text)),
        _ => None,
    });
    texts.sum()
}

/// What stands before the first `/` or `:` of a resource, if that is literal.
#[must_use]
pub fn literal_word(resource: &str) -> Option<&str> {
    let word = resource.get(..find_any(resource, [b'/', b':'])?)?;
    (is_literal(word) && !word.is_empty()).then_some(word)
}

/// Up to eight bytes that whatever matches a pattern starts with.
///
/// Most formats of a service differ in these from an entry, so that few have to be looked at.
#[derive(Clone, Copy)]
struct LiteralStart {
    bytes: u64,
    /// Ones where there is a byte.
    mask: u64,
}

impl LiteralStart {
    fn of(pattern: &str) -> Self {
        let is_plain = |byte: &u8| byte.is_ascii() && !matches!(byte, b'*' | b'?' | b'$');
        let mut start = Self { bytes: 0, mask: 0 };
        for (place, byte) in pattern.bytes().take(8).take_while(is_plain).enumerate() {
            start.bytes |= u64::from(byte) << (8 * place);
            start.mask |= 0xFF << (8 * place);
        }
        start
    }

    /// Whether they are the same as far as both go.
    fn may_meet(self, other: Self) -> bool {
        (self.bytes ^ other.bytes) & self.mask & other.mask == 0
    }
}

/// The service field of exactly this text, if ARNs of some resource type have it.
pub fn arn_service_of(text: &str) -> Option<&'static ArnService> {
    static SERVICES: OnceLock<Vec<ArnService>> = OnceLock::new();
    let services = SERVICES.get_or_init(|| {
        let lines = include_str!("../tables/arn-services.tsv").split_terminator('\n');
        let services = lines.filter_map(|line| line.split_once('\t'));
        let service = |(name, prefixes)| {
            let (formats, starts, types) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
            ArnService { head: head(name), name, prefixes, formats, starts, types }
        };
        let mut services: Vec<ArnService> = services.map(service).collect();
        services.sort_unstable_by(|a, b| cmp_ignoring_case(a.name.as_bytes(), b.name.as_bytes()));
        services
    });
    let found = find_by_head(services, text, |service| (service.head, service.name));
    found.filter(|service| service.name == text)
}
