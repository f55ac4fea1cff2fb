//! Variables, data sources and local values.

use super::value::{Writer, identifier, interpolated, literal};
use crate::declaration::{Parameter, ParameterSource, Product};
use crate::json::Json;
use crate::template::text::Values;

/// The blocks `variable`, `data` and `locals`, as far as a value needs them.
pub(super) fn inputs<P: Product>(
    writer: &Writer,
    documents: Vec<(String, Json)>,
) -> Vec<(&'static str, Json)> {
    let used = P::PARAMETERS.iter().filter(|parameter| writer.uses_parameter(parameter));
    let used: Vec<_> = used.collect();
    let variables: Vec<_> = used.iter().filter_map(|parameter| variable(parameter)).collect();
    let mut locals: Vec<_> = used.iter().flat_map(|parameter| local::<P>(parameter)).collect();
    let by_region = used.iter().any(|one| matches!(one.source, ParameterSource::ByRegion(_)));
    let sources = [
        ("aws_partition", writer.uses(Values::Partition)),
        ("aws_region", writer.uses(Values::Region) || by_region),
        ("aws_caller_identity", writer.uses(Values::Account)),
    ];
    let sources = sources.into_iter().filter(|(_, is_used)| *is_used);
    let current = || Json::object([("current", Json::Object(vec![]))]);
    let data: Vec<_> = sources.map(|(source, _)| (source, current())).collect();
    locals.extend(documents);

    let mut blocks = Vec::new();
    if !variables.is_empty() {
        blocks.push(("variable", Json::object(variables)));
    }
    if !data.is_empty() {
        blocks.push(("data", Json::object(data)));
    }
    blocks.push(("locals", Json::Object(locals)));
    blocks
}

/// Source: [input variables](https://developer.hashicorp.com/terraform/language/values/variables)
fn variable(parameter: &Parameter) -> Option<(String, Json)> {
    let name = identifier(parameter.name);
    let mut members =
        vec![("type", Json::text("string")), ("description", Json::text(parameter.description))];
    match parameter.source {
        ParameterSource::Given { pattern, expected, default } => {
            members.extend(default.map(|default| ("default", Json::text(default))));
            let longest = parameter.longest;
            // In an expression a backslash and a quote of the pattern are escaped.
            let pattern = literal(pattern).replace('\\', r"\\").replace('"', r#"\""#);
            let condition = format!(
                r#"can(regex("^({pattern})$", var.{name})) && length(var.{name}) <= {longest}"#
            );
            members.push((
                "validation",
                Json::object([
                    ("condition", Json::Text(interpolated(&condition))),
                    ("error_message", Json::Text(format!("It must be {}.", literal(expected)))),
                ]),
            ));
        }
        ParameterSource::StackName { .. } => members.push(("default", Json::Null)),
        ParameterSource::ByRegion(_) => return None,
    }
    Some((name, Json::object(members)))
}

/// What follows from the region or other parameters.
fn local<P: Product>(parameter: &Parameter) -> Vec<(String, Json)> {
    let name = identifier(parameter.name);
    match parameter.source {
        ParameterSource::Given { .. } => vec![],
        ParameterSource::ByRegion(table) => {
            let names = format!("{name}_by_region");
            let lookup = format!(r#"lookup(local.{names}, data.aws_region.current.id, "")"#);
            let table = table.iter().map(|(region, value)| (*region, Json::Text(literal(value))));
            vec![(names, Json::object(table)), (name, Json::Text(interpolated(&lookup)))]
        }
        ParameterSource::StackName { otherwise } => {
            let otherwise = otherwise.replace('\\', r"\\").replace('"', r#"\""#);
            let otherwise = Writer::without_references().text::<P>(&otherwise);
            let value = format!(r#"var.{name} == null ? "{otherwise}" : var.{name}"#);
            vec![(name, Json::Text(interpolated(&value)))]
        }
    }
}
