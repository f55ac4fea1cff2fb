//! The parameters of the vendor's names and policies.

use crate::SHORT_NAMES;
use iam_delegation::{Parameter, ParameterSource};
use typed_iam::ParameterLength;

/// The longest [`Path`](crate::IamPath) for which every quota is proved while this crate compiles.
///
/// IAM allows 512 characters, of which ten copies would not fit into `ClumioBaseManagedPolicy`. A
/// longer path is measured when a set is [resolved](crate::ClumioPolicySet::resolve).
pub const PROVED_PATH_LEN: usize = 128;

/// The path of roles and managed policies where the customer names none, as in the vendor's module.
pub(crate) const DEFAULT_PATH: &str = "/clumio/";

/// Each parameter, in the order in which a customer meets them.
pub(crate) const PARAMETERS: &[Parameter] = &[
    Parameter {
        name: "ClumioAccountId",
        description: "The account of Clumio's control plane, whose roles take on yours.",
        source: ParameterSource::Given {
            pattern: "[0-9]{12}",
            expected: "an account id of twelve digits",
            default: None,
        },
        longest: 12,
    },
    Parameter {
        name: "ClumioDataPlaneAccountId",
        description: "The account of Clumio that keeps the backups. Give it if you know it: with *, ARNs name every account, and no S3 backup can be written.",
        source: ParameterSource::Given {
            pattern: r"[0-9]{12}|\*",
            expected: "an account id of twelve digits, or *",
            default: Some("*"),
        },
        longest: 12,
    },
    Parameter {
        name: "Token",
        description: "What Clumio hands out for the connection.",
        source: ParameterSource::Given {
            pattern: "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}",
            expected: "a UUID such as 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
            default: None,
        },
        longest: 36,
    },
    Parameter {
        name: "ExternalId",
        description: "What Clumio shows when it takes on a role.",
        source: ParameterSource::Given {
            pattern: "[A-Za-z0-9_+=,.@:/-]{2,}",
            expected: "an external id: 2 to 1224 letters, digits and _+=,.@:/-",
            default: None,
        },
        longest: 1224,
    },
    Parameter {
        name: "Path",
        description: "Below which roles and managed policies are created.",
        source: ParameterSource::Given {
            pattern: "/|(/[A-Za-z0-9_+=,.@-]+)+/",
            expected: "a path: /, or letters, digits and /_+=,.@- between two /",
            default: Some(DEFAULT_PATH),
        },
        longest: PROVED_PATH_LEN,
    },
    Parameter {
        name: "RegionShort",
        description: "The vendor's short name of the region; empty for regions that it did not know in May 2024.",
        source: ParameterSource::ByRegion(&SHORT_NAMES),
        longest: 5,
    },
    Parameter {
        name: "StackName",
        description: "The CloudFormation stack that holds the resources.",
        // A name that no other stack has.
        source: ParameterSource::StackName { otherwise: "Clumio-${Token}" },
        longest: 128,
    },
];

/// The most characters that each parameter can stand for, in a partition and region whose names
/// have these many characters.
///
/// | parameter | longest | why |
/// |---|---|---|
/// | `AWS::AccountId`, `ClumioAccountId`, `ClumioDataPlaneAccountId` | 12 | an account id |
/// | `Token` | 36 | a UUID |
/// | `ExternalId` | 1224 | the longest that STS takes |
/// | `Path` | [`PROVED_PATH_LEN`] | the vendor's own, `/clumio/`, has 8 |
/// | `RegionShort` | 5 | the longest in the vendor's table, `ane-1` |
/// | `StackName` | 128 | the longest that CloudFormation takes |
///
/// Source: [STS `AssumeRole`](https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html),
/// [CloudFormation `CreateStack`](https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html)
#[must_use]
pub const fn longest_values(partition: usize, region: usize) -> [ParameterLength; 10] {
    iam_delegation::longest_values(PARAMETERS, partition, region)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_parameter_has_its_place() {
        let all = longest_values(1, 2);
        assert_eq!(all.len(), PARAMETERS.len() + 3);
        assert!(all.iter().all(|one| !one.name.is_empty() && one.longest > 0));
    }

    /// Terraform's regular expressions count to 1,000 only, and refuse what counts further.
    #[test]
    fn no_repetition_is_too_long_for_re2() {
        for parameter in PARAMETERS {
            let ParameterSource::Given { pattern, .. } = parameter.source else { continue };
            let counts = pattern.split(['{', '}', ',']).filter_map(|part| part.parse::<u32>().ok());
            assert!(counts.max().is_none_or(|most| most <= 1000), "{}", parameter.name);
        }
    }
}
