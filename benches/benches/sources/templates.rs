//! Templates as people write them: roles, policies and functions among what holds no policy.

use iam_generate::Dice;
use serde_json::{Map, Value, json};
use std::io;
use typed_iam_benches::Corpus;

/// The policies of the sample that a role could hold inline.
pub(crate) fn policies(corpus: &Corpus) -> io::Result<Vec<Value>> {
    const LONGEST: usize = 3_000;
    let short = corpus.compact.iter().filter(|text| text.len() < LONGEST);
    short.map(|text| serde_json::from_str(text).map_err(io::Error::other)).collect()
}

/// A template of about so many bytes in JSON, the same each time for a seed.
pub(crate) fn template(seed: u64, size: usize, policies: &[Value]) -> Value {
    let mut dice = Dice::new(seed, &[]);
    let mut resources = Map::new();
    let mut outputs = Map::new();
    let mut len = 0;
    let mut at = 0;
    while len < size {
        let (name, resource) = match dice.up_to(7) {
            0 => (format!("Role{at}"), role(&mut dice, at, policies)),
            1 => (format!("Policy{at}"), managed_policy(&mut dice, at)),
            2 | 3 => (format!("Function{at}"), function(at)),
            4 => (format!("BucketPolicy{at}"), bucket_policy(at)),
            5 => (format!("Queue{at}"), queue(at)),
            _ => (format!("Alarm{at}"), alarm(at)),
        };
        // As it is indented, which about doubles it.
        len += serde_json::to_string_pretty(&resource).map_or(0, |text| text.len() * 5 / 4);
        outputs.insert(
            format!("Output{at}"),
            json!({"Description": format!("What {name} is called in this stack"), "Value": {"Ref": name}}),
        );
        resources.insert(name, resource);
        at += 1;
    }
    resources.insert("Data".to_owned(), json!({"Type": "AWS::S3::Bucket", "Properties": {}}));
    json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": format!("Template {seed} of many"),
        "Parameters": {
            "Stage": {"Type": "String", "Default": "dev", "AllowedValues": ["dev", "prod"]},
            "TableName": {"Type": "String", "Description": "Where the orders are"}
        },
        "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}},
        "Resources": resources,
        "Outputs": outputs
    })
}

fn role(dice: &mut Dice<'_>, at: usize, policies: &[Value]) -> Value {
    let inline = dice.many(1, |dice| usize::try_from(dice.roll()).unwrap_or_default());
    let inline: Vec<_> = inline
        .into_iter()
        .filter_map(|roll| policies.get(roll % policies.len()))
        .enumerate()
        .map(|(index, policy)| json!({"PolicyName": format!("inline-{index}"), "PolicyDocument": policy}))
        .collect();
    json!({
        "Type": "AWS::IAM::Role",
        "Properties": {
            "Description": "Runs a function",
            "AssumeRolePolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [{
                    "Effect": "Allow",
                    "Principal": {"Service": "lambda.amazonaws.com"},
                    "Action": "sts:AssumeRole"
                }]
            },
            "ManagedPolicyArns": [
                {"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"}
            ],
            "Policies": inline,
            "Tags": [{"Key": "number", "Value": at.to_string()}]
        }
    })
}

fn managed_policy(dice: &mut Dice<'_>, at: usize) -> Value {
    let statements = dice.many(3, |dice| {
        let bucket = json!({"Fn::Sub": "${Data.Arn}/incoming/*"});
        let table = json!({"Fn::Sub": "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${TableName}"});
        let (actions, resource) = dice.pick(&[
            (&["s3:GetObject", "s3:PutObject"], &bucket),
            (&["dynamodb:GetItem", "dynamodb:Query"], &table),
        ]);
        json!({
            "Effect": "Allow",
            "Action": actions,
            "Resource": [resource],
            "Condition": {"StringEquals": {"aws:PrincipalAccount": {"Ref": "AWS::AccountId"}}}
        })
    });
    json!({
        "Type": "AWS::IAM::ManagedPolicy",
        "Properties": {
            "Description": format!("Access {at}"),
            "PolicyDocument": {"Version": "2012-10-17", "Statement": statements}
        }
    })
}

fn function(at: usize) -> Value {
    let code = "import os\nimport json\n\ndef handler(event, context):\n    table = os.environ['TABLE']\n    \
                for record in event['Records']:\n        print(json.dumps(record))\n    return {'table': table}\n";
    json!({
        "Type": "AWS::Lambda::Function",
        "Properties": {
            "Code": {"ZipFile": code.repeat(3)},
            "Description": format!("Function {at}, of some use"),
            "Environment": {"Variables": {
                "STAGE": {"Ref": "Stage"},
                "TABLE": {"Ref": "TableName"},
                "BUCKET": {"Ref": "Data"},
                "URL": {"Fn::Join": ["/", ["https://example.com", {"Ref": "Stage"}, "orders"]]}
            }},
            "Handler": "index.handler",
            "MemorySize": 256,
            "Role": {"Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/runner"},
            "Runtime": "python3.13",
            "Timeout": {"Fn::If": ["IsProd", 30, 60]}
        }
    })
}

fn bucket_policy(at: usize) -> Value {
    json!({
        "Type": "AWS::S3::BucketPolicy",
        "Properties": {
            "Bucket": {"Ref": "Data"},
            "PolicyDocument": {
                "Version": "2012-10-17",
                "Statement": [{
                    "Sid": format!("Tls{at}"),
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "s3:*",
                    "Resource": [{"Fn::GetAtt": ["Data", "Arn"]}, {"Fn::Sub": "${Data.Arn}/*"}],
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}}
                }]
            }
        }
    })
}

fn queue(at: usize) -> Value {
    json!({
        "Type": "AWS::SQS::Queue",
        "Properties": {
            "MessageRetentionPeriod": 1_209_600,
            "QueueName": {"Fn::Sub": format!("orders-${{Stage}}-{at}")},
            "Tags": [{"Key": "team", "Value": "orders"}, {"Key": "stage", "Value": {"Ref": "Stage"}}],
            "VisibilityTimeout": 60
        }
    })
}

fn alarm(at: usize) -> Value {
    json!({
        "Type": "AWS::CloudWatch::Alarm",
        "Properties": {
            "AlarmDescription": format!("Something is wrong with part {at} of the orders"),
            "ComparisonOperator": "GreaterThanThreshold",
            "Dimensions": [{"Name": "QueueName", "Value": {"Fn::Sub": "orders-${Stage}"}}],
            "EvaluationPeriods": 3,
            "MetricName": "ApproximateAgeOfOldestMessage",
            "Namespace": "AWS/SQS",
            "Period": 300,
            "Statistic": "Maximum",
            "Threshold": 600
        }
    })
}
