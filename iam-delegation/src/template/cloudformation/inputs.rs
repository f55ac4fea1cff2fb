//! Parameters, and the mapping of what follows from the region.

use super::value::{REGIONS, Writer};
use crate::declaration::{Parameter, ParameterSource, Product};
use crate::deployment::Partition;
use crate::json::Json;
use iam_core::registry;

/// The sections `Metadata`, `Parameters` and `Mappings`, as far as a value needs them.
pub(super) fn inputs<P: Product>(writer: &Writer) -> Vec<(&'static str, Json)> {
    let used: Vec<_> = P::PARAMETERS.iter().filter(|parameter| writer.uses(parameter)).collect();
    let given: Vec<_> =
        used.iter().filter_map(|parameter| Some((parameter.name, given(parameter)?))).collect();
    let tables: Vec<_> =
        used.iter().filter_map(|parameter| Some((parameter.name, table(parameter)?))).collect();
    let mut sections = Vec::new();
    if !given.is_empty() {
        sections.push(("Metadata", metadata::<P>(&given)));
        sections.push(("Parameters", Json::object(given)));
    }
    if !tables.is_empty() {
        sections.push(("Mappings", Json::object([(REGIONS, regions(&tables))])));
    }
    sections
}

/// Source: [parameters](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html)
fn given(parameter: &Parameter) -> Option<Json> {
    let ParameterSource::Given { pattern, expected, default } = parameter.source else {
        return None;
    };
    let mut members =
        vec![("Type", Json::text("String")), ("Description", Json::text(parameter.description))];
    members.extend(default.map(|default| ("Default", Json::text(default))));
    members.extend([
        ("AllowedPattern", Json::Text(format!("^({pattern})$"))),
        ("MaxLength", Json::Number(parameter.longest.into())),
        ("ConstraintDescription", Json::Text(format!("It must be {expected}."))),
    ]);
    Some(Json::object(members))
}

/// The order in which the console asks.
///
/// Source: [`AWS::CloudFormation::Interface`](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-cloudformation-interface.html)
fn metadata<P: Product>(given: &[(&'static str, Json)]) -> Json {
    let group = Json::object([
        ("Label", Json::object([("default", Json::Text(format!("Values for {}", P::NAME)))])),
        ("Parameters", Json::texts(given.iter().map(|(name, _)| *name))),
    ]);
    let interface = Json::object([("ParameterGroups", Json::List(vec![group]))]);
    Json::object([("AWS::CloudFormation::Interface", interface)])
}

fn table(parameter: &Parameter) -> Option<&'static [(&'static str, &'static str)]> {
    match parameter.source {
        ParameterSource::ByRegion(table) => Some(table),
        _ => None,
    }
}

/// Each region of the partitions that a product can be used in: a look-up must find something.
fn regions(tables: &[(&'static str, &'static [(&'static str, &'static str)])]) -> Json {
    let partitions =
        registry::partitions().filter(|partition| partition.name().parse::<Partition>().is_ok());
    let regions = partitions.flat_map(registry::Partition::regions);
    Json::object(regions.map(|region| {
        let values = tables.iter().map(|(name, table)| {
            let known = table.iter().find(|(one, _)| *one == region);
            (*name, Json::text(known.map_or("", |(_, value)| *value)))
        });
        (region, Json::object(values))
    }))
}
