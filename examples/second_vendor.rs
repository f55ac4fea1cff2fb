//! Another vendor, declared with the same parts as Clumio: the invented product Tidewatch, which watches
//! what storage costs and, if asked to, removes volumes that nobody uses.
//!
//! `cargo run --example second_vendor -- buckets,cleanup cloudformation`

use std::io::Write as _;

use iam_delegation::{
    AccountId, Asset, Assets, Deployment, DetailField, DetailTest, EventPattern, EventRule,
    ExternalId, Gate, InlinePolicy, ManagedPolicy, NamePattern, Parameter, ParameterSource, Part,
    Partition, PolicySet, Product, Region, Role, Topic, assert_names_of_roles_fit,
    assert_other_names_fit, assert_policies_fit, longest_values,
};
use typed_iam::{
    PolicyTemplate, Resource, Trust, policy_template, resource_policy_template,
    trust_policy_template,
};

/// What Tidewatch can look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Storage {
    /// S3 buckets.
    Buckets,
    /// EBS volumes.
    Volumes,
    /// Removal of volumes that nobody uses.
    Cleanup,
}

impl Asset for Storage {
    const ALL: &'static [Self] = &[Self::Buckets, Self::Volumes, Self::Cleanup];

    fn name(self) -> &'static str {
        match self {
            Self::Buckets => "buckets",
            Self::Volumes => "volumes",
            Self::Cleanup => "cleanup",
        }
    }

    fn description(self) -> &'static str {
        match self {
            Self::Buckets => "S3 buckets",
            Self::Volumes => "EBS volumes",
            Self::Cleanup => "removal of volumes that nobody uses",
        }
    }

    fn brings(self) -> &'static [Self] {
        match self {
            Self::Cleanup => &[Self::Volumes],
            Self::Buckets | Self::Volumes => &[],
        }
    }
}

/// The product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tidewatch;

/// The values of one customer.
#[derive(Clone, Debug)]
pub(crate) struct Customer {
    /// The region to watch.
    pub(crate) region: Region,
    /// The customer's account.
    pub(crate) account: AccountId,
    /// What Tidewatch shows when it takes on a role.
    pub(crate) external_id: ExternalId,
}

impl Deployment for Customer {
    fn partition(&self) -> Partition {
        self.region.partition()
    }

    fn region(&self) -> &Region {
        &self.region
    }

    fn account(&self) -> &AccountId {
        &self.account
    }

    fn value(&self, parameter: &str) -> Option<String> {
        (parameter == "ExternalId").then(|| self.external_id.to_string())
    }
}

const BUCKETS: Gate<Storage> = Gate::AnyOf(&[Storage::Buckets]);
const VOLUMES: Gate<Storage> = Gate::AnyOf(&[Storage::Volumes]);
const CLEANUP: Gate<Storage> = Gate::AnyOf(&[Storage::Cleanup]);

impl Product for Tidewatch {
    type Asset = Storage;
    type Deployment = Customer;

    const NAME: &'static str = "Tidewatch";
    const PATH: NamePattern = NamePattern::new("/tidewatch/");
    const TAGS: &'static [(&'static str, &'static str)] = &[("Vendor", "Tidewatch")];
    const PARAMETERS: &'static [Parameter] = &[Parameter {
        name: "ExternalId",
        description: "What Tidewatch shows when it takes on a role.",
        source: ParameterSource::Given {
            pattern: "[A-Za-z0-9-]{16,64}",
            expected: "16 to 64 letters, digits and -",
            default: None,
        },
        longest: 64,
    }];
    const ROLES: &'static [Role<Storage>] = &[Role {
        name: "TidewatchRole",
        name_pattern: NamePattern::new("Tidewatch-${AWS::Region}"),
        description: "What Tidewatch takes on to see what storage costs.",
        gate: Gate::Always,
        optional: None,
        trust_policy: &TRUST,
        inline_policies: &[InlinePolicy {
            name: "TidewatchRead",
            name_pattern: NamePattern::new("Read"),
            description: "Reads sizes and figures, and nothing that is stored.",
            gate: Gate::Always,
            parts: &[
                Part { gate: Gate::Always, template: &READ_FIGURES },
                Part { gate: BUCKETS, template: &READ_BUCKETS },
                Part { gate: VOLUMES, template: &READ_VOLUMES },
            ],
        }],
        managed_policies: &[ManagedPolicy {
            name: "TidewatchCleanup",
            name_pattern: NamePattern::new("TidewatchCleanup-${AWS::Region}"),
            description: "Removes volumes that their owners have marked.",
            gate: CLEANUP,
            parts: &[Part { gate: CLEANUP, template: &REMOVE_VOLUMES }],
        }],
        instance_profile: None,
    }];
    const TOPICS: &'static [Topic<Storage>] = &[Topic {
        name: "TidewatchNews",
        name_pattern: NamePattern::new("tidewatch-news"),
        display_name: "Tidewatch",
        description: "Tells Tidewatch of new volumes.",
        gate: VOLUMES,
        policy_name: "TidewatchNewsPolicy",
        policy_description: "Lets the event rule publish.",
        policy: &NEWS,
    }];
    const EVENT_RULES: &'static [EventRule<Storage>] = &[EventRule {
        name: "TidewatchVolumeRule",
        name_pattern: NamePattern::new("tidewatch-volumes"),
        description: "Volumes that come and go.",
        gate: VOLUMES,
        pattern: EventPattern {
            source: "aws.ec2",
            detail_types: &["EBS Volume Notification"],
            detail: &[DetailField {
                name: "event",
                test: DetailTest::OneOf(&["createVolume", "deleteVolume"]),
            }],
        },
        topic: "TidewatchNews",
        target_id: "tidewatch",
    }];
}

// The build fails if a policy or a name may become too large.
const _: () = {
    let lengths = longest_values::<4>(Tidewatch::PARAMETERS, "aws-us-gov".len(), Region::LONGEST);
    assert_policies_fit(Tidewatch::ROLES, &lengths);
    assert_names_of_roles_fit(Tidewatch::ROLES, &lengths);
    assert_other_names_fit(Tidewatch::TOPICS, Tidewatch::EVENT_RULES, &[], &lengths);
};

const TRUST: PolicyTemplate<Trust> = trust_policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Lets Tidewatch's collector take the role on, if it shows the external id.
        {
            Effect: Allow,
            Principal: { AWS: "arn:${AWS::Partition}:iam::444455556666:role/tidewatch-collector" },
            Action: sts:AssumeRole,
            Condition: { StringEquals: { sts:ExternalId: "${ExternalId}" } },
        },
    ],
};

const READ_FIGURES: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Reads the figures that bills are made of.
        {
            Sid: ReadFigures,
            Effect: Allow,
            Action: [cloudwatch:GetMetricData, cloudwatch:ListMetrics],
            Resource: "*",
        },
        /// Looks up what it may do itself.
        {
            Sid: ReadOwnRights,
            Effect: Allow,
            Action: [iam:GetRole, iam:GetRolePolicy, iam:GetPolicy, iam:GetPolicyVersion],
            Resource: [
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/tidewatch/Tidewatch-${AWS::Region}",
                "arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/tidewatch/TidewatchCleanup-${AWS::Region}",
            ],
        },
    ],
};

const READ_BUCKETS: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Reads how buckets are set up, not what is in them.
        {
            Sid: ReadBuckets,
            Effect: Allow,
            Action: [s3:ListAllMyBuckets, s3:GetLifecycleConfiguration, s3:GetMetricsConfiguration],
            Resource: "*",
        },
    ],
};

const READ_VOLUMES: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Lists volumes and where they are attached.
        {
            Sid: ReadVolumes,
            Effect: Allow,
            Action: ec2:DescribeVolumes,
            Resource: "*",
            Condition: { StringEquals: { aws:RequestedRegion: "${AWS::Region}" } },
        },
    ],
};

const REMOVE_VOLUMES: PolicyTemplate = policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Removes volumes that carry the tag, each session those of its own team.
        {
            Sid: RemoveMarkedVolumes,
            Effect: Allow,
            Action: ec2:DeleteVolume,
            Resource: "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:volume/*",
            Condition: {
                StringEquals: {
                    aws:ResourceTag/Tidewatch: "remove",
                    aws:ResourceTag/Team: "${aws:PrincipalTag/Team}",
                },
            },
        },
    ],
};

const NEWS: PolicyTemplate<Resource> = resource_policy_template! {
    Version: "2012-10-17",
    Statement: [
        /// Lets the event rule of this account publish, and no other.
        {
            Sid: PublishNews,
            Effect: Allow,
            Principal: { Service: "events.amazonaws.com" },
            Action: sns:Publish,
            Resource: "arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:tidewatch-news",
            Condition: { ArnEquals: { aws:SourceArn: "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/tidewatch-volumes" } },
        },
    ],
};

/// What the assets need, in a format that has one of these names.
pub(crate) fn write(assets: Assets<Storage>, format: &str) -> Option<String> {
    let set = PolicySet::<Tidewatch>::for_assets(assets);
    Some(match format {
        "json" => set.to_json_pretty(),
        "cloudformation" => set.to_cloudformation(),
        "cloudformation-yaml" => set.to_cloudformation_yaml(),
        "terraform" => set.to_terraform(),
        "html" => set.to_html(),
        "markdown" => set.to_markdown(),
        _ => return None,
    })
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let assets = args.next().unwrap_or_else(|| "buckets".to_owned()).parse()?;
    let format = args.next().unwrap_or_else(|| "json".to_owned());
    let text = write(assets, &format).ok_or_else(|| format!("no format is called {format}"))?;
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
