//! The checks: one file each, in folders by family. This file lists them and runs them.
//!
//! To add one, write a file with `declare_check!` and `run`, and put its path in the list below.

mod action;
mod arn;
mod attached;
mod breadth;
mod broad;
mod condition;
mod declare;
mod dynamodb;
mod empty;
mod escalation;
mod federation;
mod key;
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
mod sid;
mod source;
mod structure;
mod suppress;
mod tag;
mod template;
mod usable;
mod value;
mod variable;
mod view;

pub use attached::{PolicyResourceType, PolicyResourceTypeError};
pub use declare::About;
pub use principal::unknown_service::service_principal;
pub use suppress::{Suppression, suppress};

use declare::{Report, declare_check};
use iam_language::document::Node;
use iam_language::finding::Finding;
use iam_language::json;
use iam_language::policy::PolicyType;
use source::Source;
use view::PolicyView;

/// What a document is checked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The kind of policy it is meant to be.
    pub policy_type: PolicyType,
    /// Whether `${Name}` is a parameter to be filled later, not a mistake.
    pub template: bool,
    /// Whether the policy will be written by the `to_json` of a policy,
    /// with lists of one written bare; that is the length that the quotas then count.
    pub canonical: bool,
    /// What a resource-based policy is attached to, if that is known.
    pub resource_type: Option<PolicyResourceType>,
    /// Whether the checks run that are off unless asked for: [`About::optional`].
    pub optional: bool,
}

impl Options {
    /// To be checked as a finished policy of this type.
    #[must_use]
    pub const fn new(policy_type: PolicyType) -> Self {
        Self {
            policy_type,
            template: false,
            canonical: false,
            resource_type: None,
            optional: false,
        }
    }

    /// To be checked as the policy of such a resource; a role's makes it a trust policy, a VPC endpoint's
    /// a VPC endpoint policy.
    #[must_use]
    pub const fn resource_type(self, resource_type: PolicyResourceType) -> Self {
        let policy_type = match resource_type {
            PolicyResourceType::AssumeRolePolicyDocument => PolicyType::Trust,
            PolicyResourceType::VpcEndpoint => PolicyType::VpcEndpoint,
            _ => self.policy_type,
        };
        Self { policy_type, resource_type: Some(resource_type), ..self }
    }

    /// To be checked by the optional checks too.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// To be checked as a template: parameters are allowed.
    #[must_use]
    pub const fn template(self) -> Self {
        Self { template: true, ..self }
    }

    /// To be measured as its canonical JSON, whatever the brackets in the source.
    #[must_use]
    pub const fn canonical(self) -> Self {
        Self { canonical: true, ..self }
    }
}

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
                if statement.has("Condition") {
                    $($mc::$mcc::run(policy, statement, report);)*
                }
                $($ms::$msc::run(policy, statement, report);)*
                $($mv::$mvc::run(policy, statement, report);)*
                if policy.options.optional {
                    $($mo::$moc::run(policy, statement, report);)*
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

/// Checks `document` from every side and reports all there is, in the order of the document.
///
/// Its length is that of compact JSON: how it is written is known to [`run_on_text`] only.
///
/// # Examples
///
/// ```
/// use iam_checks::{self as check, Options};
/// use iam_language::json;
/// use iam_language::policy::PolicyType;
///
/// let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Alow","Action":"s3:GetObjct","Resource":"*"}]}"#;
/// let document = json::read(text)?;
/// let findings = check::run(&document, Options::new(PolicyType::Identity));
/// let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
/// assert_eq!(codes, ["invalid-effect", "invalid-action"]);
/// # Ok::<(), json::SyntaxError>(())
/// ```
#[must_use]
pub fn run(document: &Node<'_>, options: Options) -> Vec<Finding> {
    run_on_view(PolicyView::new(document, Source::default(), options))
}

/// Checks the `document` that was read from `text`: as [`run_on_text`] does, for those who read it anyway.
///
/// # Examples
///
/// ```
/// use iam_checks::{self as check, Options};
/// use iam_language::json;
/// use iam_language::policy::PolicyType;
/// let text = r#"{ "Version": "2012-10-17", "Statement": [] }"#;
/// let document = json::read(text)?;
/// let options = Options::new(PolicyType::ServiceControl);
/// assert_eq!(check::run_as_written(&document, text, options), check::run_on_text(text, options));
/// # Ok::<(), json::SyntaxError>(())
/// ```
#[must_use]
pub fn run_as_written(document: &Node<'_>, text: &str, options: Options) -> Vec<Finding> {
    run_on_view(PolicyView::new(document, Source::of(text), options))
}

fn run_on_view(view: PolicyView<'_, '_>) -> Vec<Finding> {
    let mut report = Report::default();
    structure_of(&view, &mut report);
    meaning_of(&view, &mut report);
    // The sort takes memory of its own.
    drop(view);
    // Statement by statement, whichever check found it; the sort is stable.
    report.findings.sort_by_key(|finding| finding.statement);
    report.findings
}

/// Reads JSON text and checks it; text that is no JSON has that one finding.
///
/// # Examples
///
/// ```
/// use iam_checks::{self as check, Options};
/// use iam_language::policy::PolicyType;
/// let findings = check::run_on_text("{", Options::new(PolicyType::Identity));
/// assert_eq!(findings[0].code, "json-syntax-error");
/// ```
#[must_use]
pub fn run_on_text(text: &str, options: Options) -> Vec<Finding> {
    match json::read(text) {
        Ok(document) => run_as_written(&document, text, options),
        Err(error) => vec![JSON_SYNTAX_ERROR.at(error.span(), error.message())],
    }
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

declare_check! {
    /// The text is not one well-formed JSON value.
    ///
    /// IAM refuses it, and nothing else can be checked before this is mended. IAM takes strict JSON
    /// only: no comments, no trailing commas, no single quotes, nothing after the value.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17", "Statement": [], }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17", "Statement": [] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "JSON syntax error"; RFC 8259.
    pub static JSON_SYNTAX_ERROR: "json-syntax-error", Error
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Options, run};
    use iam_language::policy::PolicyType;

    /// The codes found in an `Allow` statement of an identity-based policy with these members.
    #[track_caller]
    pub(crate) fn codes(members: &str) -> Vec<&'static str> {
        codes_in(PolicyType::Identity, &format!(r#""Effect": "Allow", {members}"#))
    }

    /// The codes found in a policy with one statement of these members.
    #[track_caller]
    pub(crate) fn codes_in(policy_type: PolicyType, members: &str) -> Vec<&'static str> {
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{{{members}}}]}}"#);
        let document = iam_language::json::read(&text).expect("a JSON fixture");
        let findings = run(&document, Options::new(policy_type));
        findings.into_iter().map(|finding| finding.code).collect()
    }
}
