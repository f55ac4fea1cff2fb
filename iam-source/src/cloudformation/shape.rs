//! What a reference to a resource becomes.

use std::collections::HashMap;
use std::sync::LazyLock;

const TEXT: &str = include_str!("../../tables/shapes.tsv");

/// What is known of the values that a resource of some type has.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// The property that names it.
    pub(super) name: Option<&'static str>,
    /// Whether such a name may have `/` or `:` in it.
    pub(super) is_nested: bool,
    /// What `Ref` gives: a text in which `${Name}` is that name.
    reference: Option<&'static str>,
    /// What `Fn::GetAtt` gives, likewise.
    attributes: Vec<(&'static str, &'static str)>,
}

impl Shape {
    /// What `Ref` gives, or `Fn::GetAtt` of this attribute.
    pub(super) fn value(&self, attribute: Option<&str>) -> Option<&'static str> {
        match attribute {
            None => self.reference,
            Some(attribute) => {
                let mut attributes = self.attributes.iter();
                attributes.find_map(|(name, value)| (*name == attribute).then_some(*value))
            }
        }
    }
}

/// The shape of each type of resource that the table has.
pub(super) static SHAPES: LazyLock<HashMap<&'static str, Shape>> = LazyLock::new(|| {
    let mut shapes: HashMap<_, Shape> = HashMap::new();
    for (resource_type, attribute, value) in rows() {
        let shape = shapes.entry(resource_type).or_default();
        match attribute {
            "Name" => shape.name = Some(value),
            "Nested" => shape.is_nested = true,
            "Ref" => shape.reference = Some(value),
            other => shape.attributes.push((other, value)),
        }
    }
    shapes
});

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let lines = TEXT.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.filter_map(|line| {
        let (resource_type, rest) = line.split_once('\t')?;
        let (attribute, value) = rest.split_once('\t')?;
        Some((resource_type, attribute, value))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use iam_core::arn::ArnPattern;
    use std::collections::HashSet;

    #[test]
    fn every_line_is_a_shape() {
        let lines = TEXT.lines().filter(|line| !line.starts_with('#')).count() - 1;
        assert_eq!(rows().count(), lines);
        let mut seen = HashSet::new();
        for (resource_type, attribute, value) in rows() {
            assert!(seen.insert((resource_type, attribute)), "twice: {resource_type} {attribute}");
            assert_eq!(resource_type.split("::").count(), 3, "{resource_type}");
            if value.starts_with("arn:") {
                let arn = ArnPattern::parse(value);
                assert!(arn.is_ok(), "{value}");
            }
        }
        assert!(SHAPES.len() >= 60, "{}", SHAPES.len());
    }
}
