//! What references give, beside the ARNs that AWS documents: each shape is one of a resource type of its service.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use iam_core::arn::ArnPattern;
use iam_core::registry::{ResourceType, resource_types_of};
use iam_source::read::read;
use std::collections::BTreeSet;
use std::path::Path;

const CLOUDFORMATION: &str = include_str!("../tables/shapes.tsv");
const TERRAFORM: &str = include_str!("../tables/terraform_arns.tsv");

/// What gives an ARN that is written otherwise than any resource type has it, and why that is right.
const OTHERS: [(&str, &str, &str); 11] = [
    ("AWS::Logs::LogGroup", "Arn", "it ends in `:*`, for all streams"),
    ("AWS::Events::ApiDestination", "Arn", "an id stands behind the name; `ArnForPolicy` has none"),
    ("AWS::Events::Connection", "Arn", "an id stands behind the name; `ArnForPolicy` has none"),
    (LOAD_BALANCER, "Ref", "its property `Type` tells whether it is `app`, `net` or `gwy`"),
    (
        LOAD_BALANCER,
        "LoadBalancerArn",
        "its property `Type` tells whether it is `app`, `net` or `gwy`",
    ),
    ("aws_kms_alias", "arn", "its name begins with `alias/`"),
    ("aws_secretsmanager_secret", "arn", "six characters stand behind the name"),
    ("aws_secretsmanager_secret", "id", "six characters stand behind the name"),
    (
        "aws_cloudfront_origin_access_identity",
        "iam_arn",
        "it is a user of an account of CloudFront's",
    ),
    ("aws_api_gateway_rest_api", "execution_arn", "stage, method and path are written behind it"),
    ("aws_apigatewayv2_api", "execution_arn", "stage and route are written behind it"),
];
const LOAD_BALANCER: &str = "AWS::ElasticLoadBalancingV2::LoadBalancer";

/// The rows of both tables: the type, its attribute and what that gives.
fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let rows = |table: &'static str| {
        let lines = table.lines().filter(|line| !line.starts_with('#')).skip(1);
        lines.map(|line| {
            let cells: Vec<_> = line.split('\t').collect();
            (cells[0], cells[1], cells[2])
        })
    };
    rows(CLOUDFORMATION).chain(rows(TERRAFORM))
}

/// A shape or a format, with the same in place of whatever is open: a name, or what is chosen beside it.
fn outline(text: &str) -> String {
    let text = text.replace("{path}", "/");
    let mut outline = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '$' => {}
            '{' => {
                chars.by_ref().find(|c| *c == '}');
                outline.push('*');
            }
            c => outline.push(c),
        }
    }
    outline
}

#[test]
fn each_shape_is_an_arn_of_a_resource_type() {
    let (mut others, mut count) = (BTreeSet::new(), 0);
    for (type_name, attribute, shape) in rows().filter(|(_, _, shape)| shape.starts_with("arn:")) {
        let service = ArnPattern::parse(shape).unwrap().service;
        let formats = resource_types_of(service).flat_map(ResourceType::arn_formats);
        let wanted = outline(shape);
        let formats: BTreeSet<_> = formats.map(outline).collect();
        count += 1;
        if !formats.contains(&wanted) {
            let is_other = |it: &&(&str, &str, &str)| (it.0, it.1) == (type_name, attribute);
            let other = OTHERS.iter().find(is_other);
            assert!(other.is_some(), "{type_name} {attribute}: {shape} is none of {formats:?}");
            others.insert((type_name, attribute));
        }
    }
    assert!(count > 150, "{count}");
    for (type_name, attribute, why) in OTHERS {
        assert!(others.contains(&(type_name, attribute)), "{type_name} {attribute} is one ({why})");
    }
}

/// What the reference gives where it stands as the resource of a statement.
fn given(configuration: &str, reference: &str) -> String {
    let text = format!(
        "{configuration}\nresource \"aws_iam_policy\" \"it\" {{\n  policy = jsonencode({{ Version = \"2012-10-17\", Statement = [{{ Effect = \"Allow\", Action = \"*\", Resource = {reference} }}] }})\n}}\n"
    );
    let contents = read(Path::new("main.tf"), &text, None).unwrap();
    let found = contents.policies.first().unwrap();
    let statement = &found.document.member("Statement").unwrap().node.items()[0];
    statement.member("Resource").unwrap().node.text().unwrap().to_owned()
}

#[test]
fn a_path_and_a_slash_are_part_of_an_arn() {
    let role = |path: &str| {
        format!(
            "variable \"path\" {{}}\nresource \"aws_iam_role\" \"r\" {{\n  name = \"ci\"\n{path}}}\n"
        )
    };
    let arn = |path: &str| given(&role(path), "aws_iam_role.r.arn");
    let start = "arn:${AWS::Partition}:iam::${AWS::AccountId}:role";
    assert_eq!(arn(""), format!("{start}/ci"));
    assert_eq!(arn("  path = \"/build/\"\n"), format!("{start}/build/ci"));
    assert_eq!(arn("  path = var.path\n"), format!("{start}${{var.path}}ci"));
    let parameter = |name: &str| {
        let text = format!(
            "variable \"stage\" {{}}\nresource \"aws_ssm_parameter\" \"p\" {{\n  name = \"{name}\"\n}}\n"
        );
        given(&text, "aws_ssm_parameter.p.arn")
    };
    let start = "arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter";
    assert_eq!(parameter("orders"), format!("{start}/orders"));
    assert_eq!(parameter("/orders/url"), format!("{start}/orders/url"));
    assert_eq!(parameter("/${var.stage}/url"), format!("{start}/${{var.stage}}/url"));
    let provider = "resource \"aws_iam_openid_connect_provider\" \"p\" {\n  url = \"https://example.com/id\"\n}\n";
    let arn = given(provider, "aws_iam_openid_connect_provider.p.arn");
    assert!(arn.ends_with(":oidc-provider/example.com/id"), "{arn}");
}
