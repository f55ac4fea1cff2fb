//! The checks: one file each, in folders by family. This file lists them and runs them.
//!
//! To add one, write a file with `declare_check!` and `run`, and put its path in the list below.

mod action;
mod advice;
mod arn;
mod attached;
mod breadth;
mod broad;
mod code;
mod condition;
mod declare;
mod dynamodb;
mod empty;
mod escalation;
mod federation;
mod key;
mod mending;
mod options;
mod organization;
mod pass_role;
mod principal;
mod questions;
mod quota;
mod redundancy;
mod resource;
mod resource_policy;
mod risk;
mod s3;
mod selection;
mod sid;
mod source;
mod structure;
mod subject;
mod suppress;
mod syntax;
mod tag;
mod template;
mod usable;
mod value;
mod variable;
mod view;

pub use attached::{PolicyResourceType, PolicyResourceTypeError};
pub use code::{UnknownCode, about};
pub use declare::About;
pub use options::Options;
pub use principal::unknown_service::service_principal;
pub use selection::Selection;
pub use subject::Subject;
pub use suppress::{Suppression, suppress};
#[doc(hidden)]
pub use syntax::JSON_SYNTAX_ERROR;
pub use syntax::syntax_finding;

use code::about_spelled;
use declare::{Report, declare_check};
use iam_language::document::Node;
use iam_language::finding::Finding;
use iam_language::policy::{Element, PolicyType};
use source::Source;
use view::PolicyView;

/// The list of checks, from which the catalogue and the runs both come.
///
/// Those about structure come first: together they cover every reason for which
/// the reading of a policy gives nothing. A check of statements that also looks at
/// the policy as a whole is listed once more under `also`. What speaks of `Condition` alone runs only
/// where there is one: most statements have none. Close variants of one rule share a file and are
/// listed with their names; what is `optional` runs only if asked for.
macro_rules! checks {
    (
        structure { policy: [$($sp:ident :: $spc:ident),*], also: [$($sa:ident :: $sac:ident),*], statement: [$($ss:ident :: $ssc:ident),* $(,)?] }
        meaning {
            policy: [$($mp:ident :: $mpc:ident),* $(,)?],
            lists: [$($ml:ident :: $mlc:ident),* $(,)?],
            condition: [$($mc:ident :: $mcc:ident),* $(,)?],
            statement: [$($ms:ident :: $msc:ident),* $(,)?],
            variants: [$($mv:ident :: $mvc:ident [$($about:ident),+ $(,)?]),* $(,)?],
            optional: [$($mo:ident :: $moc:ident),* $(,)?],
        }
    ) => {
        /// Every check, structure first.
        pub static CATALOGUE: &[&About] = &[
            &JSON_SYNTAX_ERROR,
            $(&$sp::$spc::ABOUT,)* $(&$ss::$ssc::ABOUT,)*
            $(&$mp::$mpc::ABOUT,)* $(&$ml::$mlc::ABOUT,)* $(&$mc::$mcc::ABOUT,)*
            $(&$ms::$msc::ABOUT,)* $($(&$mv::$mvc::$about,)+)*
            $(&$mo::$moc::ABOUT,)*
            &suppress::UNKNOWN_CODE, &suppress::UNMET_EXPECTATION,
        ];

        /// Those of them that run only if asked for.
        static OPTIONAL: &[&About] = &[$(&$mo::$moc::ABOUT),*];

        fn structure_of(policy: &PolicyView<'_, '_>, report: &mut Report) {
            $($sa::$sac::run_on_policy(policy, report);)*
            $($sp::$spc::run(policy, report);)*
            for statement in &policy.statements {
                report.statement = Some(statement.index);
                $($ss::$ssc::run(policy, statement, report);)*
            }
            report.statement = None;
        }

        fn meaning_of(policy: &PolicyView<'_, '_>, report: &mut Report) {
            $($mp::$mpc::run(policy, report);)*
            for statement in &policy.statements {
                report.statement = Some(statement.index);
                $($ml::$mlc::run(policy, statement, report);)*
                if statement.has(Element::Condition) {
                    $($mc::$mcc::run(policy, statement, report);)*
                }
                $($ms::$msc::run(policy, statement, report);)*
                $($mv::$mvc::run(policy, statement, report);)*
                let selection = policy.options.selection;
                if !selection.is_empty() {
                    $(if selection.runs(&$mo::$moc::ABOUT) {
                        $mo::$moc::run(policy, statement, report);
                    })*
                }
            }
            report.statement = None;
        }
    };
}

checks! {
    structure {
        policy: [structure::missing_statement, structure::invalid_version],
        also: [
            structure::data_type_mismatch, structure::invalid_policy_element,
            structure::duplicate_key
        ],
        statement: [
            structure::data_type_mismatch, structure::invalid_policy_element,
            structure::duplicate_key, structure::unsupported_element_combination,
            structure::missing_effect, structure::invalid_effect,
            structure::missing_principal, structure::missing_action, structure::missing_resource,
            principal::unsupported_principal, principal::scp_principal, principal::rcp_principal,
            principal::trust_policy_resource, principal::invalid_principal_format,
            principal::invalid_principal_key, action::invalid_action,
            condition::invalid_condition_operator, variable::variable_unsupported_in_element,
        ]
    }
    meaning {
        policy: [
            structure::missing_version, structure::old_version,
            sid::unique_sids_required, sid::unique_sids_recommended,
            quota::identity_policy_size, quota::managed_policy_size, quota::trust_policy_size,
            quota::resource_policy_size, quota::scp_size, quota::rcp_size,
            quota::permissions_boundary_size, quota::session_policy_size,
            quota::vpc_endpoint_policy_size,
            redundancy::redundant_statement, redundancy::redundant_across,
            redundancy::deny_shadows_allow, variable::variable_unsupported_in_version,
            federation::roles_anywhere, escalation::privilege_escalation,
            template::unfilled_parameter, template::invalid_parameter_name,
        ],
        lists: [
            sid::unsupported_sid, sid::empty_sid_value,
            principal::trust_policy_not_principal, principal::trust_policy_wildcard,
            principal::trust_policy_action,
            principal::unsupported_wildcard_in_principal,
            principal::rcp_not_action, principal::rcp_allow, principal::rcp_allow_action,
            principal::rcp_action,
            action::invalid_service_in_action, action::deprecated_service_or_action,
            action::undocumented_action,
            arn::missing_arn_field, arn::invalid_arn_prefix, arn::invalid_partition,
            arn::invalid_service, arn::invalid_arn_service_case, arn::wildcard_in_service_name,
            arn::invalid_arn_region, arn::arn_region_not_allowed, arn::missing_arn_region,
            arn::invalid_arn_account, arn::arn_account_not_allowed, arn::missing_arn_account,
            arn::invalid_arn_resource,
        ],
        condition: [
            condition::invalid_condition_key_format, condition::invalid_global_condition_key,
            condition::missing_tag_key_in_condition, condition::invalid_service_condition_key,
            condition::missing_qualifier, condition::null_with_if_exists,
            condition::invalid_condition_data_type,
            condition::duplicate_keys_with_different_case,
            condition::null_with_qualifier, condition::forallvalues_with_single_valued_key,
            condition::invalid_condition_multiple_boolean,
            key::missing_paired_condition_keys, key::untrustworthy_condition_key,
            key::use_condition_key_only_with_supported_services,
            key::unsupported_action_for_condition_key, key::key_not_for_action,
            value::type_mismatch, value::type_mismatch_boolean, value::type_mismatch_number,
            value::type_mismatch_date, value::invalid_date_value, value::type_mismatch_string,
            value::type_mismatch_ip_range, value::improve_ip_range,
            value::wildcard_without_like_operator,
            value::string_like_operator_with_arn_condition_keys,
            value::redundant_condition_value_num, value::invalid_region,
            value::invalid_kms_key_value, value::invalid_service_principal_format,
            variable::invalid_variable_for_operator,
        ],
        statement: [
            risk::full_admin, risk::trust_any_aws_principal,
            risk::mfa_bool_pattern,
            risk::condition_contradiction,
            template::misplaced_parameter,
            resource_policy::federated_principal, resource_policy::service_principal_key,
            resource_policy::constant_key, resource_policy::unsupported_action,
            resource_policy::unsupported_resource,
            federation::invalid_federated_principal, federation::mismatched_action,
            federation::missing_companion_action, federation::missing_provider_key,
            federation::redundant_session,
            organization::rcp_source_without_null,
            dynamodb::replace_operation_with_attributes, dynamodb::scan_bypasses_leading_keys,
            dynamodb::wrong_condition_for_action, s3::prefix_in_negative_context,
            principal::allow_with_not_principal, principal::unknown_service,
            federation::account_without_condition, condition::forallvalues_without_null,
            breadth::wildcard_usage_too_permissive, breadth::variable_usage_too_permissive,
        ],
        variants: [
            arn::resource_without_action [RESOURCE, STATEMENT],
            arn::action_without_resource [MISMATCH, NEEDS_STAR],
            key::deprecated_arn_key
                [DEPRECATED_GLOBAL_CONDITION_KEY, UNSUPPORTED_GLOBAL_CONDITION_KEY],
            value::private_ip_address
                [PRIVATE_IP_ADDRESS, PRIVATE_NOT_IP_ADDRESS, PRIVATE_IP_ADDRESS_SUBSET, PRIVATE_NOT_IP_ADDRESS_SUBSET],
            value::lone_star
                [EQUIVALENT_TO_NULL_FALSE, EQUIVALENT_TO_NULL_TRUE, REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION, REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION],
            value::invalid_vpc_format [INVALID_VPC_FORMAT, INVALID_VPCE_FORMAT],
            variable::syntax
                [EMPTY_VARIABLE, MISSING_BRACE_IN_VARIABLE, MISSING_QUOTE_IN_VARIABLE, UNSUPPORTED_SPACE_IN_VARIABLE],
            variable::unknown_variable [UNKNOWN, NOT_CARRIED],
            empty::elements [EMPTY_ARRAY_ACTION, EMPTY_ARRAY_RESOURCE, EMPTY_OBJECT_CONDITION],
            empty::values
                [EMPTY_ARRAY_CONDITION, EMPTY_ARRAY_CONDITION_FORALLVALUES, EMPTY_ARRAY_CONDITION_FORANYVALUE, EMPTY_ARRAY_CONDITION_IFEXISTS],
            redundancy::entries [REDUNDANT_ACTION, REDUNDANT_RESOURCE],
            s3::bucket_name [ILLEGAL, LEGACY],
            template::placeholder [LEFT, EXAMPLE],
            risk::allow_not_element [NOT_ACTION, NOT_RESOURCE],
            risk::public_resource_policy [PUBLIC, OF_ANY_RESOURCE],
            tag::action_without_tags [ALLOW, DENY], tag::not_action [ALLOW, DENY],
            pass_role::pass_role
                [NOT_RESOURCE, STAR_IN_ACTION_AND_NOT_RESOURCE, NOT_ACTION_AND_NOT_RESOURCE, STAR_IN_RESOURCE, STAR_IN_ACTION_AND_RESOURCE, STAR_IN_RESOURCE_AND_NOT_ACTION],
            pass_role::create_service_linked_role
                [NOT_RESOURCE, STAR_IN_ACTION_AND_NOT_RESOURCE, NOT_ACTION_AND_NOT_RESOURCE, STAR_IN_RESOURCE, STAR_IN_ACTION_AND_RESOURCE, STAR_IN_RESOURCE_AND_NOT_ACTION],
            resource_policy::service_principal_source [UNRESTRICTED, RECOMMENDED],
            federation::audience [PLAIN, ANY_VALUE],
            federation::github_repository [MISSING, UNSPECIFIC, WITHOUT_IDS],
            organization::rcp_without_service [PRINCIPAL, SERVICE_PRINCIPAL],
            dynamodb::value [RETURN_CONSUMED_CAPACITY, RETURN_VALUES, SELECT],
            dynamodb::attributes_without_limit [RETURN_VALUES, SELECT],
            principal::invalid_reference [ROLE, USER],
            principal::empty_principal [ARRAY, OBJECT],
        ],
        optional: [
            organization::scp_action_wildcard, risk::credentials_exposure, risk::data_exfiltration,
            broad::resource_exposure, broad::tag_exposure, broad::service_wildcard,
            broad::resource_star, broad::write_without_constraint,
        ],
    }
}

/// Checks `subject` from every side and reports all there is, in the order of the document.
///
/// # Examples
///
/// ```
/// use iam_checks::{self as check, Options, Subject};
/// use iam_language::json;
/// use iam_language::policy::PolicyType;
///
/// let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Alow","Action":"s3:GetObjct","Resource":"*"}]}"#;
/// let document = json::read(text)?;
/// let subject = Subject::as_written(&document, text);
/// let findings = check::run(&subject, Options::new(PolicyType::Identity));
/// let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
/// assert_eq!(codes, ["invalid-effect", "invalid-action"]);
/// # Ok::<(), json::SyntaxError>(())
/// ```
#[must_use]
pub fn run(subject: &Subject<'_, '_>, options: Options) -> Vec<Finding> {
    let view = PolicyView::new(subject.document, subject.source, options);
    let mut report = Report::default();
    structure_of(&view, &mut report);
    meaning_of(&view, &mut report);
    // The sort takes memory of its own.
    drop(view);
    // Statement by statement, whichever check found it; the sort is stable.
    report.findings.sort_by_key(|finding| finding.statement);
    report.findings
}

/// Only the checks that tell why a document is no policy at all.
#[doc(hidden)]
#[must_use]
pub fn structure(document: &Node<'_>, policy_type: PolicyType) -> Vec<Finding> {
    let view = PolicyView::new(document, Source::default(), Options::new(policy_type));
    let mut report = Report::default();
    structure_of(&view, &mut report);
    report.findings
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Options, Subject, run, syntax_finding};
    use iam_language::finding::Finding;
    use iam_language::json;
    use iam_language::policy::PolicyType;

    /// The findings in a JSON text.
    pub(crate) fn checked(text: &str, options: Options) -> Vec<Finding> {
        match json::read(text) {
            Ok(document) => run(&Subject::as_written(&document, text), options),
            Err(error) => vec![syntax_finding(&error)],
        }
    }

    /// The codes found in an `Allow` statement of an identity-based policy with these members.
    #[track_caller]
    pub(crate) fn codes(members: &str) -> Vec<&'static str> {
        codes_in(PolicyType::Identity, &format!(r#""Effect": "Allow", {members}"#))
    }

    /// The codes found in a policy with one statement of these members.
    #[track_caller]
    pub(crate) fn codes_in(policy_type: PolicyType, members: &str) -> Vec<&'static str> {
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{{{members}}}]}}"#);
        let findings = checked(&text, Options::new(policy_type));
        findings.into_iter().map(|finding| finding.code).collect()
    }
}
