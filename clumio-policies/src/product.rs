//! Clumio, as the product that everything here is declared for.

use crate::{Asset, Deployment, EVENT_RULES, NamePattern, ROLES, SSM_DOCUMENTS, TOPICS};
use crate::{longest_values, parameters::PARAMETERS};
use iam_delegation::{
    EventRule, Parameter, Product, Region, Role, SsmDocument, Topic, assert_names_of_roles_fit,
    assert_other_names_fit, assert_policies_fit,
};
use typed_iam::ParameterLength;

/// What Clumio needs in its customers' accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "it has no fields, and never will")]
pub struct Clumio;

impl Product for Clumio {
    type Asset = Asset;
    type Deployment = Deployment;

    const NAME: &'static str = "Clumio";
    const PATH: NamePattern = NamePattern::new("${Path}");
    const TAGS: &'static [(&'static str, &'static str)] = &[("Vendor", "Clumio")];
    const PARAMETERS: &'static [Parameter] = PARAMETERS;
    const ROLES: &'static [Role<Asset>] = ROLES;
    const TOPICS: &'static [Topic<Asset>] = TOPICS;
    const EVENT_RULES: &'static [EventRule<Asset>] = EVENT_RULES;
    const SSM_DOCUMENTS: &'static [SsmDocument<Asset>] = SSM_DOCUMENTS;
}

const _: () = {
    assert_policies_fit(ROLES, &longest_values("aws".len(), "ap-southeast-1".len()));
    assert_policies_fit(ROLES, &longest_values("aws-cn".len(), "cn-northwest-1".len()));
    assert_names_fit(&longest_values("aws-us-gov".len(), Region::LONGEST));
};

const fn assert_names_fit(lengths: &[ParameterLength]) {
    assert_names_of_roles_fit(ROLES, lengths);
    assert_other_names_fit(TOPICS, EVENT_RULES, SSM_DOCUMENTS, lengths);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(
        expected = "managed policy ClumioEC2RestorePolicy: 6146 characters, allowed are 6144"
    )]
    fn the_message_says_what_is_too_large() {
        assert_policies_fit(ROLES, &longest_values("aws-us-gov".len(), "us-gov-west-1".len()));
    }

    #[test]
    #[should_panic(expected = "role name ClumioSuppt-${AWS::Region}-${Token}: 65 characters")]
    fn names_are_measured_too() {
        assert_names_fit(&longest_values("aws".len(), Region::LONGEST + 1));
    }
}
