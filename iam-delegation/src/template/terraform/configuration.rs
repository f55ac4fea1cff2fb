//! The configuration as a whole.

use super::value::Writer;
use super::{inputs, resources};
use crate::declaration::Product;
use crate::json::Json;
use crate::set::{PolicySet, Stage};
use crate::template::references::References;

impl<P: Product, S: Stage> PolicySet<P, S> {
    /// Terraform configuration that creates the set, for a file `….tf.json`.
    ///
    /// The parameters of the set are variables, each with its validation; partition, region and account
    /// come from the provider. Each policy document is a local value of its own, so that it can be read as
    /// JSON; IAM's own variables, such as `${aws:username}`, are escaped. A resource that another one of
    /// the configuration names by its ARN is referred to, unless that would close a circle. The outputs are
    /// the ARNs that the vendor asks for.
    ///
    /// Systems Manager documents are not in it: their bodies come from the vendor.
    ///
    /// Source: [resources of the AWS provider](https://registry.terraform.io/providers/hashicorp/aws/latest/docs)
    #[must_use]
    pub fn to_terraform(&self) -> String {
        configuration(self).to_pretty()
    }
}

fn configuration<P: Product, S: Stage>(set: &PolicySet<P, S>) -> Json {
    let mut writer = Writer::new(References::of(set));
    let resources::Resources { resources, documents } = resources::resources(set, &mut writer);
    let aws =
        Json::object([("source", Json::text("hashicorp/aws")), ("version", Json::text(">= 5.0"))]);
    let mut members = vec![(
        "terraform",
        Json::object([
            ("required_version", Json::text(">= 1.3")),
            ("required_providers", Json::object([("aws", aws)])),
        ]),
    )];
    members.extend(inputs::inputs::<P>(&writer, documents));
    members.push(("resource", resources));
    members.push(("output", resources::outputs(set)));
    Json::object(members)
}
