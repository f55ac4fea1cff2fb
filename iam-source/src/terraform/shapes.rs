//! What attributes of resources will be, as far as the configuration tells.

use std::collections::HashMap;
use std::sync::LazyLock;

const TEXT: &str = include_str!("../../tables/terraform_arns.tsv");

static SHAPES: LazyLock<HashMap<(&str, &str), &str>> = LazyLock::new(|| rows().collect());

fn rows() -> impl Iterator<Item = ((&'static str, &'static str), &'static str)> {
    let lines = TEXT.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.filter_map(|line| {
        let mut cells = line.split('\t');
        Some(((cells.next()?, cells.next()?), cells.next()?))
    })
}

/// A part of a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Text.
    Text(&'static str),
    /// `${AWS::Region}` and the like.
    Pseudo(&'static str),
    /// An argument of the resource.
    Argument(&'static str),
}

/// The shape of an attribute of a resource, or of a data source with `data.` before its type.
pub(crate) fn shape(type_name: &str, attribute: &str) -> Option<Vec<Piece>> {
    let mut rest = *SHAPES.get(&(type_name, attribute))?;
    let mut pieces = Vec::new();
    while !rest.is_empty() {
        let at = rest.find(['$', '{']).unwrap_or(rest.len());
        let (text, after) = rest.split_at(at);
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        let Some((inside, after)) = after.split_once('}') else { break };
        pieces.push(match inside.strip_prefix("${") {
            Some(name) => Piece::Pseudo(name),
            None => Piece::Argument(inside.strip_prefix('{').unwrap_or(inside)),
        });
        rest = after;
    }
    Some(pieces)
}

/// Resources whose names are one name each, and the arguments that name them.
const NAMED: [(&str, &str); 10] = [
    ("aws_s3_bucket", "bucket"),
    ("aws_sqs_queue", "name"),
    ("aws_sns_topic", "name"),
    ("aws_lambda_function", "function_name"),
    ("aws_dynamodb_table", "name"),
    ("aws_kinesis_stream", "name"),
    ("aws_kms_key", "key_id"),
    ("aws_sfn_state_machine", "name"),
    ("aws_ecs_cluster", "name"),
    ("aws_cloudwatch_metric_alarm", "alarm_name"),
];

/// Whether this argument can hold no more than a name: no `/`, no `:`.
pub(crate) fn is_name(type_name: &str, argument: &str) -> bool {
    NAMED.contains(&(type_name, argument))
}

/// What a pseudo parameter is, in words.
pub(crate) fn pseudo_in_words(name: &str) -> &'static str {
    match name {
        "AWS::AccountId" => "the account",
        "AWS::Region" => "the region",
        "AWS::Partition" => "the partition",
        _ => "the domain of the partition",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_line_is_a_row() {
        let lines = TEXT.lines().filter(|line| !line.starts_with('#')).count() - 1;
        let mut seen = HashSet::new();
        for ((type_name, attribute), _) in rows() {
            assert!(seen.insert((type_name, attribute)), "twice: {type_name}.{attribute}");
            let pieces = shape(type_name, attribute).expect("a shape");
            assert!(!pieces.is_empty() && !pieces.contains(&Piece::Text("{")), "{pieces:?}");
        }
        assert_eq!(seen.len(), lines);
    }

    #[test]
    fn a_shape_is_cut_into_its_parts() {
        let wanted = [
            Piece::Text("arn:"),
            Piece::Pseudo("AWS::Partition"),
            Piece::Text(":s3:::"),
            Piece::Argument("bucket"),
        ];
        assert_eq!(shape("aws_s3_bucket", "arn").as_deref(), Some(&wanted[..]));
    }
}
