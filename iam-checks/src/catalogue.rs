//! Every check there is: a line each, which declares the module, runs it and puts it into the catalogue.
//!
//! A line `family::name` stands for the file `family/name.rs`. What is in no line is not compiled.

use crate::declare::{About, Report};
use crate::suppress::{UNKNOWN_CODE, UNMET_EXPECTATION};
use crate::syntax::JSON_SYNTAX_ERROR;
use crate::view::{PolicyView, Statement};
use iam_language::policy::Element;

/// The modules of some checks: each in a module of its own, from where the file is found in the folder of its
/// family, so that the lines may stand in the order in which the checks run.
macro_rules! modules {
    ($($family:ident :: $check:ident)*) => {
        $(
            #[path = ""]
            pub(crate) mod $check {
                mod $family {
                    pub(crate) mod $check;
                }
                pub(crate) use $family::$check::*;
            }
        )*
    };
}

/// The list of checks, from which modules, catalogue and runs come.
macro_rules! checks {
    (
        structure_of_policy { $($sp:ident :: $spc:ident)* }
        structure_of_statement { $($ss:ident :: $ssc:ident)* }
        policy { $($p:ident :: $pc:ident)* }
        entries { $($e:ident :: $ec:ident)* }
        condition { $($c:ident :: $cc:ident)* }
        statement { $($s:ident :: $sc:ident)* }
        variants { $($v:ident :: $vc:ident [$($about:ident),+ $(,)?])* }
        optional { $($o:ident :: $oc:ident)* }
    ) => {
        modules! {
            $($sp::$spc)* $($ss::$ssc)* $($p::$pc)* $($e::$ec)* $($c::$cc)* $($s::$sc)* $($v::$vc)* $($o::$oc)*
        }

        /// Every check, structure first.
        pub static CATALOGUE: &[&About] = &[
            &JSON_SYNTAX_ERROR,
            $(&$spc::ABOUT,)* $(&$ssc::ABOUT,)*
            $(&$pc::ABOUT,)* $(&$ec::ABOUT,)* $(&$cc::ABOUT,)*
            $(&$sc::ABOUT,)* $($(&$vc::$about,)+)*
            $(&$oc::ABOUT,)*
            &UNKNOWN_CODE, &UNMET_EXPECTATION,
        ];

        /// Those of them that run only if asked for.
        pub(crate) static OPTIONAL: &[&About] = &[$(&$oc::ABOUT),*];

        /// Why a document is no policy.
        pub(crate) fn structure_of(policy: &PolicyView<'_, '_>, report: &mut Report) {
            data_type_mismatch::run_on_policy(policy, report);
            invalid_policy_element::run_on_policy(policy, report);
            duplicate_key::run_on_policy(policy, report);
            $($spc::run(policy, report);)*
            each_statement(policy, report, |statement, report| {
                $($ssc::run(statement, report);)*
            });
        }

        /// Everything else.
        pub(crate) fn meaning_of(policy: &PolicyView<'_, '_>, report: &mut Report) {
            $($pc::run(policy, report);)*
            each_statement(policy, report, |statement, report| {
                $($ec::run(statement, report);)*
                if statement.has(Element::Condition) {
                    $($cc::run(statement, report);)*
                }
                $($sc::run(statement, report);)*
                $($vc::run(statement, report);)*
                let selection = policy.options.selection;
                if !selection.is_empty() {
                    $(if selection.runs(&$oc::ABOUT) {
                        $oc::run(statement, report);
                    })*
                }
            });
        }
    };
}

fn each_statement(
    policy: &PolicyView<'_, '_>,
    report: &mut Report,
    check: impl Fn(&Statement<'_>, &mut Report),
) {
    for view in &policy.statements {
        report.statement = Some(view.index);
        check(&Statement { policy, view }, report);
    }
    report.statement = None;
}

checks! {
    // What makes a document no policy, asked of the policy. With the next, every reason for which reading one
    // gives nothing.
    structure_of_policy {
        structure::missing_statement
        structure::invalid_version
    }
    // The same, asked of each statement.
    structure_of_statement {
        structure::data_type_mismatch
        structure::invalid_policy_element
        structure::duplicate_key
        structure::unsupported_element_combination
        structure::missing_effect
        structure::invalid_effect
        structure::missing_principal
        structure::missing_action
        structure::missing_resource
        principal::unsupported_principal
        principal::scp_principal
        principal::rcp_principal
        trust::trust_policy_resource
        principal::invalid_principal_format
        principal::invalid_principal_key
        action::invalid_action
        condition::invalid_condition_operator
        variable::variable_unsupported_in_element
    }
    // What is asked once a policy.
    policy {
        structure::missing_version
        structure::old_version
        sid::unique_sids_required
        sid::unique_sids_recommended
        quota::identity_policy_size
        quota::managed_policy_size
        quota::trust_policy_size
        quota::resource_policy_size
        quota::scp_size
        quota::rcp_size
        quota::permissions_boundary_size
        quota::session_policy_size
        quota::vpc_endpoint_policy_size
        redundancy::redundant_statement
        redundancy::redundant_across
        redundancy::deny_shadows_allow
        variable::variable_unsupported_in_version
        trust::roles_anywhere
        exposure::privilege_escalation
        template::unfilled_parameter
        template::invalid_parameter_name
    }
    // What is asked of each statement, of its `Sid`, principals, actions or resources alone.
    entries {
        sid::unsupported_sid
        sid::empty_sid_value
        trust::trust_policy_not_principal
        trust::trust_policy_wildcard
        trust::trust_policy_action
        principal::unsupported_wildcard_in_principal
        principal::rcp_not_action
        principal::rcp_allow
        principal::rcp_allow_action
        principal::rcp_action
        action::invalid_service_in_action
        action::deprecated_service_or_action
        action::undocumented_action
        arn::missing_arn_field
        arn::invalid_arn_prefix
        arn::invalid_partition
        arn::invalid_service
        arn::invalid_arn_service_case
        arn::wildcard_in_service_name
        arn::invalid_arn_region
        arn::arn_region_not_allowed
        arn::missing_arn_region
        arn::invalid_arn_account
        arn::arn_account_not_allowed
        arn::missing_arn_account
        arn::invalid_arn_resource
    }
    // What is asked of each statement that has a `Condition`, which most have not.
    condition {
        condition::invalid_condition_key_format
        condition::invalid_global_condition_key
        condition::missing_tag_key_in_condition
        condition::invalid_service_condition_key
        condition::missing_qualifier
        condition::null_with_if_exists
        condition::invalid_condition_data_type
        condition::duplicate_keys_with_different_case
        condition::null_with_qualifier
        condition::forallvalues_with_single_valued_key
        condition::invalid_condition_multiple_boolean
        key::missing_paired_condition_keys
        key::untrustworthy_condition_key
        key::use_condition_key_only_with_supported_services
        key::unsupported_action_for_condition_key
        key::key_not_for_action
        value::type_mismatch
        value::type_mismatch_boolean
        value::type_mismatch_number
        value::type_mismatch_date
        value::invalid_date_value
        value::type_mismatch_string
        value::type_mismatch_ip_range
        value::improve_ip_range
        value::wildcard_without_like_operator
        value::string_like_operator_with_arn_condition_keys
        value::redundant_condition_value_num
        value::invalid_region
        value::invalid_kms_key_value
        value::invalid_service_principal_format
        variable::invalid_variable_for_operator
    }
    // What is asked of each statement as a whole.
    statement {
        exposure::full_admin
        trust::trust_any_aws_principal
        condition::mfa_bool_pattern
        condition::condition_contradiction
        template::misplaced_parameter
        resource_policy::federated_principal
        resource_policy::service_principal_key
        resource_policy::constant_key
        resource_policy::unsupported_action
        resource_policy::unsupported_resource
        trust::invalid_federated_principal
        trust::mismatched_action
        trust::missing_companion_action
        trust::missing_provider_key
        trust::redundant_session
        organization::rcp_source_without_null
        dynamodb::replace_operation_with_attributes
        dynamodb::scan_bypasses_leading_keys
        dynamodb::wrong_condition_for_action
        condition::prefix_in_negative_context
        principal::allow_with_not_principal
        principal::unknown_service
        trust::account_without_condition
        condition::forallvalues_without_null
        trust::wildcard_usage_too_permissive
        trust::variable_usage_too_permissive
    }
    // The same, of files that hold close variants of one rule: with their names.
    variants {
        arn::resource_without_action [RESOURCE, STATEMENT]
        arn::action_without_resource [MISMATCH, NEEDS_STAR]
        key::deprecated_arn_key [DEPRECATED_GLOBAL_CONDITION_KEY, UNSUPPORTED_GLOBAL_CONDITION_KEY]
        value::private_ip_address [
            PRIVATE_IP_ADDRESS,
            PRIVATE_NOT_IP_ADDRESS,
            PRIVATE_IP_ADDRESS_SUBSET,
            PRIVATE_NOT_IP_ADDRESS_SUBSET,
        ]
        value::lone_star [
            EQUIVALENT_TO_NULL_FALSE,
            EQUIVALENT_TO_NULL_TRUE,
            REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION,
            REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION,
        ]
        value::invalid_vpc_format [INVALID_VPC_FORMAT, INVALID_VPCE_FORMAT]
        variable::syntax [
            EMPTY_VARIABLE,
            MISSING_BRACE_IN_VARIABLE,
            MISSING_QUOTE_IN_VARIABLE,
            UNSUPPORTED_SPACE_IN_VARIABLE,
        ]
        variable::unknown_variable [UNKNOWN, NOT_CARRIED]
        redundancy::empty_elements [EMPTY_ARRAY_ACTION, EMPTY_ARRAY_RESOURCE, EMPTY_OBJECT_CONDITION]
        value::empty_values [
            EMPTY_ARRAY_CONDITION,
            EMPTY_ARRAY_CONDITION_FORALLVALUES,
            EMPTY_ARRAY_CONDITION_FORANYVALUE,
            EMPTY_ARRAY_CONDITION_IFEXISTS,
        ]
        redundancy::entries [REDUNDANT_ACTION, REDUNDANT_RESOURCE]
        arn::bucket_name [ILLEGAL, LEGACY]
        template::placeholder [LEFT, EXAMPLE]
        exposure::allow_not_element [NOT_ACTION, NOT_RESOURCE]
        trust::public_resource_policy [PUBLIC, OF_ANY_RESOURCE]
        key::action_without_tags [ALLOW, DENY]
        key::tag_with_not_action [ALLOW, DENY]
        exposure::pass_role [
            NOT_RESOURCE,
            STAR_IN_ACTION_AND_NOT_RESOURCE,
            NOT_ACTION_AND_NOT_RESOURCE,
            STAR_IN_RESOURCE,
            STAR_IN_ACTION_AND_RESOURCE,
            STAR_IN_RESOURCE_AND_NOT_ACTION,
        ]
        exposure::create_service_linked_role [
            NOT_RESOURCE,
            STAR_IN_ACTION_AND_NOT_RESOURCE,
            NOT_ACTION_AND_NOT_RESOURCE,
            STAR_IN_RESOURCE,
            STAR_IN_ACTION_AND_RESOURCE,
            STAR_IN_RESOURCE_AND_NOT_ACTION,
        ]
        resource_policy::service_principal_source [UNRESTRICTED, RECOMMENDED]
        trust::audience [PLAIN, ANY_VALUE]
        trust::github_repository [MISSING, UNSPECIFIC, WITHOUT_IDS]
        organization::rcp_without_service [PRINCIPAL, SERVICE_PRINCIPAL]
        dynamodb::value [RETURN_CONSUMED_CAPACITY, RETURN_VALUES, SELECT]
        dynamodb::attributes_without_limit [RETURN_VALUES, SELECT]
        principal::invalid_reference [ROLE, USER]
        principal::empty_principal [ARRAY, OBJECT]
    }
    // The same, only if asked for: `declare_check!` says `optional`.
    optional {
        organization::scp_action_wildcard
        exposure::credentials_exposure
        exposure::data_exfiltration
        exposure::resource_exposure
        exposure::tag_exposure
        exposure::service_wildcard
        exposure::resource_star
        exposure::write_without_constraint
    }
}
