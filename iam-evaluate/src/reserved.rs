//! What no policy of a customer decides: requests that AWS always allows, and those that it keeps to
//! itself.

use crate::action_name::ActionName;
use crate::fields::Fields;
use crate::principal::{PrincipalKind, RequestPrincipal};
use crate::reason::Reason;

/// Who may do what AWS asks no permission for.
enum Caller {
    /// Whoever asks, signed or not.
    Everybody,
    /// Whoever has credentials of an account.
    WithCredentials,
    /// Users and the root user, with credentials that do not end.
    LongTerm,
}

/// Requests that AWS asks no permission for.
struct Open {
    service: &'static str,
    /// In lower case, sorted.
    actions: &'static [&'static str],
    caller: Caller,
    why: &'static str,
    source: &'static str,
}

const OPEN: &[Open] = &[
    Open {
        service: "sts",
        actions: &["getcalleridentity"],
        caller: Caller::WithCredentials,
        why: "AWS asks for no permission to call it, and no policy can deny it",
        source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html",
    },
    Open {
        service: "sts",
        actions: &["getsessiontoken"],
        caller: Caller::LongTerm,
        why: "AWS asks users for no permission to call it, and no policy can deny it",
        source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html",
    },
    // The reference of each says so; they are authorized by the app client or the user's token.
    Open {
        service: "cognito-idp",
        actions: &[
            "associatesoftwaretoken",
            "changepassword",
            "confirmdevice",
            "confirmforgotpassword",
            "confirmsignup",
            "deleteuser",
            "deleteuserattributes",
            "forgetdevice",
            "forgotpassword",
            "getdevice",
            "getuser",
            "getuserattributeverificationcode",
            "globalsignout",
            "initiateauth",
            "listdevices",
            "resendconfirmationcode",
            "respondtoauthchallenge",
            "revoketoken",
            "setusermfapreference",
            "setusersettings",
            "signup",
            "updateautheventfeedback",
            "updatedevicestatus",
            "updateuserattributes",
            "verifysoftwaretoken",
            "verifyuserattribute",
        ],
        caller: Caller::Everybody,
        why: "Amazon Cognito does not evaluate IAM policies for it: it asks for no permission, and no policy can deny it",
        source: "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pools-API-operations.html",
    },
];

/// Resources that AWS keeps to itself.
struct Reserved {
    service: &'static str,
    /// In lower case, sorted.
    actions: &'static [&'static str],
    is_resource: fn(&Resource<'_>) -> bool,
    why: &'static str,
    source: &'static str,
}

/// The fields of an ARN that tell whose a resource is.
struct Resource<'r> {
    account: &'r str,
    resource: &'r str,
}

const RESERVED: &[Reserved] = &[
    Reserved {
        service: "iam",
        actions: &[
            "createpolicy",
            "createpolicyversion",
            "deletepolicy",
            "deletepolicyversion",
            "setdefaultpolicyversion",
            "tagpolicy",
            "untagpolicy",
        ],
        is_resource: |it| it.account == "aws" && it.resource.starts_with("policy/"),
        why: "AWS manages this policy, and customers cannot change it",
        source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html#aws-managed-policies",
    },
    Reserved {
        service: "iam",
        actions: &[
            "attachrolepolicy",
            "createrole",
            "createservicelinkedrole",
            "deleterole",
            "deleterolepermissionsboundary",
            "deleterolepolicy",
            "deleteservicelinkedrole",
            "detachrolepolicy",
            "putrolepermissionsboundary",
            "putrolepolicy",
            "tagrole",
            "untagrole",
            "updateassumerolepolicy",
            "updaterole",
            "updateroledescription",
        ],
        is_resource: |it| it.resource.starts_with("role/aws-reserved/"),
        why: "AWS manages the roles under `aws-reserved/`, and customers cannot change them",
        source: "https://repost.aws/knowledge-center/identity-center-aws-reserved-sso",
    },
    // The description and the tags are the customer's, and `DeleteServiceLinkedRole` asks the service
    // to delete the role.
    Reserved {
        service: "iam",
        actions: &[
            "attachrolepolicy",
            "createrole",
            "deleterole",
            "deleterolepermissionsboundary",
            "deleterolepolicy",
            "detachrolepolicy",
            "putrolepermissionsboundary",
            "putrolepolicy",
            "updateassumerolepolicy",
        ],
        is_resource: |it| it.resource.starts_with("role/aws-service-role/"),
        why: "only the linked service can change this service-linked role: customers can change its description and tags, and ask for it with `iam:CreateServiceLinkedRole` and `iam:DeleteServiceLinkedRole`",
        source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html",
    },
    Reserved {
        service: "kms",
        actions: &["createalias", "deletealias", "updatealias"],
        is_resource: |it| it.resource.starts_with("alias/aws/"),
        why: "aliases that begin with `alias/aws/` are reserved for AWS managed keys, and customers cannot manage them",
        source: "https://docs.aws.amazon.com/kms/latest/developerguide/alias-create.html",
    },
    Reserved {
        service: "ec2",
        actions: &[
            "deletemanagedprefixlist",
            "modifymanagedprefixlist",
            "restoremanagedprefixlistversion",
        ],
        is_resource: |it| it.account == "aws" && it.resource.starts_with("prefix-list/"),
        why: "AWS manages this prefix list, and customers cannot modify, share or delete it",
        source: "https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html",
    },
    Reserved {
        service: "ssm",
        actions: &["putparameter"],
        is_resource: |it| {
            let name = it.resource.strip_prefix("parameter/").unwrap_or_default();
            ["aws", "ssm"].iter().any(|reserved| {
                name.get(..reserved.len()).is_some_and(|it| it.eq_ignore_ascii_case(reserved))
            })
        },
        why: "names of parameters cannot begin with `aws` or `ssm`: these are AWS's",
        source: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
    },
    Reserved {
        service: "ssm",
        actions: &["createdocument"],
        is_resource: |it| {
            let name = it.resource.strip_prefix("document/").unwrap_or_default();
            ["aws", "amazon", "amzn"].iter().any(|reserved| {
                name.get(..reserved.len()).is_some_and(|it| it.eq_ignore_ascii_case(reserved))
            })
        },
        why: "names of documents cannot begin with `aws`, `amazon` or `amzn`: these are AWS's",
        source: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html",
    },
    Reserved {
        service: "athena",
        actions: &["deleteworkgroup"],
        is_resource: |it| it.resource == "workgroup/primary",
        why: "the primary workgroup of an account cannot be deleted",
        source: "https://docs.aws.amazon.com/athena/latest/APIReference/API_DeleteWorkGroup.html",
    },
    Reserved {
        service: "codedeploy",
        actions: &["deletedeploymentconfig"],
        is_resource: |it| it.resource.starts_with("deploymentconfig:CodeDeployDefault."),
        why: "predefined configurations cannot be deleted",
        source: "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeleteDeploymentConfig.html",
    },
    Reserved {
        service: "events",
        actions: &["deleteeventbus"],
        is_resource: |it| it.resource == "event-bus/default",
        why: "the default event bus of an account cannot be deleted",
        source: "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteEventBus.html",
    },
    // No customer's name has a dot.
    Reserved {
        service: "rds",
        actions: &["deletedbclusterparametergroup", "deletedbparametergroup"],
        is_resource: |it| {
            it.resource.starts_with("pg:default.") || it.resource.starts_with("cluster-pg:default.")
        },
        why: "default parameter groups cannot be deleted",
        source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBParameterGroup.html",
    },
    Reserved {
        service: "rds",
        actions: &[
            "modifydbclusterparametergroup",
            "modifydbparametergroup",
            "resetdbclusterparametergroup",
            "resetdbparametergroup",
        ],
        is_resource: |it| {
            it.resource.starts_with("pg:default.") || it.resource.starts_with("cluster-pg:default.")
        },
        why: "the settings of default parameter groups cannot be modified",
        source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html",
    },
    Reserved {
        service: "rds",
        actions: &["deletedbsubnetgroup", "modifydbsubnetgroup"],
        is_resource: |it| it.resource == "subgrp:default",
        why: "the default subnet group cannot be modified or deleted",
        source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSubnetGroup.html",
    },
    Reserved {
        service: "rds",
        actions: &["deleteoptiongroup"],
        is_resource: |it| it.resource.starts_with("og:default:"),
        why: "default option groups cannot be deleted",
        source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteOptionGroup.html",
    },
    Reserved {
        service: "elasticache",
        actions: &["deletecachesubnetgroup"],
        is_resource: |it| it.resource == "subnetgroup:default",
        why: "the default subnet group cannot be deleted",
        source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteCacheSubnetGroup.html",
    },
    Reserved {
        service: "elasticache",
        actions: &["deletecacheparametergroup"],
        is_resource: |it| it.resource.starts_with("parametergroup:default."),
        why: "default parameter groups cannot be deleted",
        source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteCacheParameterGroup.html",
    },
    Reserved {
        service: "memorydb",
        actions: &["deleteparametergroup"],
        is_resource: |it| it.resource.starts_with("parametergroup/default."),
        why: "default parameter groups cannot be deleted",
        source: "https://docs.aws.amazon.com/memorydb/latest/APIReference/API_DeleteParameterGroup.html",
    },
];

/// What AWS decides about the request, whatever policies say.
pub(crate) fn by_aws(
    principal: &RequestPrincipal,
    asked: &ActionName,
    resource: &Fields,
) -> Option<Reason> {
    always_allowed(principal, asked).or_else(|| never_allowed(principal, asked, resource))
}

/// Why AWS allows the request, whatever policies say.
fn always_allowed(principal: &RequestPrincipal, asked: &ActionName) -> Option<Reason> {
    let (service, action) = (asked.service(), asked.action());
    let kind = principal.kind();
    let row = OPEN.iter().find(|row| {
        row.service == service
            && row.actions.binary_search(&action).is_ok()
            && match row.caller {
                Caller::Everybody => true,
                Caller::WithCredentials => principal.is_identity() || kind == PrincipalKind::Root,
                Caller::LongTerm => matches!(kind, PrincipalKind::User | PrincipalKind::Root),
            }
    })?;
    Some(Reason::AlwaysAllowed { why: row.why, source: row.source })
}

/// Why AWS allows the request to no customer, whatever policies say. Those that it always allows are
/// out of the question.
fn never_allowed(
    principal: &RequestPrincipal,
    asked: &ActionName,
    resource: &Fields,
) -> Option<Reason> {
    // AWS itself may: by its services and by the roles linked to them.
    if principal.kind() == PrincipalKind::Service || principal.is_service_linked_role() {
        return None;
    }
    let (service, action) = (asked.service(), asked.action());
    if (service, action) == ("sts", "getsessiontoken") {
        return Some(Reason::NeverAllowed {
            why: "only users and the root user can call it, not somebody with temporary credentials",
            source: "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html",
        });
    }
    let mut rows = RESERVED
        .iter()
        .filter(|row| row.service == service && row.actions.binary_search(&action).is_ok());
    let first = rows.next()?;
    let resource = Resource { account: resource.owner()?, resource: resource.resource()? };
    let row = std::iter::once(first).chain(rows).find(|row| (row.is_resource)(&resource))?;
    Some(Reason::NeverAllowed { why: row.why, source: row.source })
}

#[cfg(test)]
mod tests {
    use super::{OPEN, RESERVED};
    use iam_core::registry;

    #[test]
    fn actions_exist_and_are_sorted() {
        let reserved = RESERVED.iter().map(|row| (row.service, row.actions));
        let open = OPEN.iter().map(|row| (row.service, row.actions));
        for (service, actions) in reserved.chain(open) {
            assert!(actions.is_sorted(), "{actions:?}");
            for action in actions {
                let known = registry::action(&format!("{service}:{action}"));
                assert!(known.is_some(), "{service}:{action}");
            }
        }
    }
}
