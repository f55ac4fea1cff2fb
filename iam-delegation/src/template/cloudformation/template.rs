//! The template as a whole.

use super::value::Writer;
use super::{inputs, resources};
use crate::declaration::Product;
use crate::json::Json;
use crate::set::{PolicySet, Stage};
use crate::template::references::References;

impl<P: Product, S: Stage> PolicySet<P, S> {
    /// A CloudFormation template, as JSON, that creates the set: roles, inline and managed policies,
    /// instance profiles, topics, topic policies and event rules.
    ///
    /// Where the set has parameters, so has the template; what follows from the region is looked up in a
    /// mapping, and the name of the stack is the stack's own. A resource that another one of the template
    /// names by its ARN is referred to, unless that would close a circle. The outputs are the ARNs that
    /// the vendor asks for. Roles have fixed names, so a stack needs `CAPABILITY_NAMED_IAM`.
    ///
    /// Systems Manager documents are not in it: their bodies come from the vendor.
    ///
    /// Source: [resource types of IAM](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html)
    #[must_use]
    pub fn to_cloudformation(&self) -> String {
        template(self).to_pretty()
    }

    /// The same template without white space, for the limits on its size: 51,200 bytes where it is part
    /// of the call, 1 MB where it is in a bucket.
    ///
    /// Source: [CloudFormation quotas](https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html)
    #[must_use]
    pub fn to_cloudformation_compact(&self) -> String {
        template(self).to_compact()
    }

    /// The same template as YAML.
    #[cfg(feature = "yaml")]
    #[must_use]
    pub fn to_cloudformation_yaml(&self) -> String {
        crate::yaml::write(&template(self))
    }
}

fn template<P: Product, S: Stage>(set: &PolicySet<P, S>) -> Json {
    let mut writer = Writer::new(References::of(set));
    let resources = resources::resources(set, &mut writer);
    let outputs = resources::outputs(set);
    let mut members = vec![
        ("AWSTemplateFormatVersion", Json::text("2010-09-09")),
        ("Description", Json::Text(description(set))),
    ];
    members.extend(inputs::inputs::<P>(&writer));
    members.push(("Resources", Json::Object(resources)));
    members.push(("Outputs", Json::Object(outputs)));
    Json::object(members)
}

fn description<P: Product, S: Stage>(set: &PolicySet<P, S>) -> String {
    let mut text = format!("What {} needs in this account for {}.", P::NAME, set.assets());
    if !set.ssm_documents().is_empty() {
        text.push_str(" The Systems Manager documents come from the vendor.");
    }
    text
}
