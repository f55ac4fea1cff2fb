//! The reader and the checks of structure agree on what is a policy.

use iam_core::check::{self, Options, Subject};
use iam_core::finding::FindingType;
use iam_core::json;
use iam_core::policy::{
    Identity, Kind, Policy, Resource, ResourceControl, ServiceControl, Trust, read,
};
use proptest::prelude::*;

/// JSON that is nearly a policy: right elements with wrong values, wrong elements, repeated ones.
fn nearly_a_policy() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        Just("\"*\""),
        Just("\"\""),
        Just("\"s3:GetObject\""),
        Just("\"s3:Nope\""),
        Just("\"Allow\""),
        Just("\"allow\""),
        Just("\"2012-10-17\""),
        Just("\"arn:aws:s3:::b\""),
        Just("\"é\\u0000\""),
        Just("1"),
        Just("true"),
        Just("null"),
    ]
    .prop_map(str::to_owned);
    let name = prop_oneof![
        Just("Version"),
        Just("Id"),
        Just("Statement"),
        Just("Sid"),
        Just("Effect"),
        Just("Principal"),
        Just("NotPrincipal"),
        Just("Action"),
        Just("NotAction"),
        Just("Resource"),
        Just("NotResource"),
        Just("Condition"),
        Just("StringEquals"),
        Just("stringequals"),
        Just("NullIfExists"),
        Just("AWS"),
        Just("aws:SourceIp"),
        Just("AWS:sourceip"),
        Just("effect"),
    ];
    let value = text.prop_recursive(4, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|items| format!("[{}]", items.join(","))),
            prop::collection::vec((name.clone(), inner), 0..6).prop_map(|members| {
                let members: Vec<_> =
                    members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    });
    let four = (value.clone(), value.clone(), value.clone(), value.clone());
    let statement = four.prop_map(|values| {
        format!(
            r#"{{"Effect":{},"Action":{},"Resource":{},"Condition":{}}}"#,
            values.0, values.1, values.2, values.3
        )
    });
    prop_oneof![
        value.clone(),
        statement.prop_map(|statement| format!(r#"{{"Statement":[{statement}]}}"#)),
        value.prop_map(|value| format!(
            r#"{{"Statement":[{{"Effect":"Allow","Action":"*","Resource":"*","Condition":{value}}}]}}"#
        )),
        Just(r#"{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#.to_owned()),
    ]
}

fn agree<K: Kind>(text: &str) -> Result<(), TestCaseError> {
    let document = json::read(text).map_err(|error| TestCaseError::fail(error.to_string()))?;
    let policy: Option<Policy<K>> = read(&document);
    let findings = check::run(&Subject::of_tree(&document), Options::new(K::TYPE));
    let errors = findings.iter().filter(|finding| finding.finding_type == FindingType::Error);
    // What cannot be read has a reason; `from_json` would panic in this build if it found none.
    prop_assert_eq!(Policy::<K>::from_json(text).is_ok(), policy.is_some());
    prop_assert!(policy.is_some() || errors.count() > 0, "{}", text);
    if let Some(policy) = policy {
        prop_assert_eq!(Policy::from_json(&policy.to_json()), Ok(policy));
    }
    Ok(())
}

proptest! {
    #[test]
    fn what_is_not_read_is_explained(text in nearly_a_policy()) {
        agree::<Identity>(&text)?;
        agree::<Resource>(&text)?;
        agree::<Trust>(&text)?;
        agree::<ServiceControl>(&text)?;
        agree::<ResourceControl>(&text)?;
    }
}
