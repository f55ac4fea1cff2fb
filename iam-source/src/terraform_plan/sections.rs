//! What a plan or a state is made of, found without reading it.

use iam_core::json::Lazy;

/// The members of a plan or a state that matter here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sections<'t> {
    pub(super) format_version: Option<Lazy<'t>>,
    pub(super) resource_changes: Option<Lazy<'t>>,
    pub(super) planned_values: Option<Lazy<'t>>,
    pub(super) values: Option<Lazy<'t>>,
    pub(super) prior_state: Option<Lazy<'t>>,
    pub(super) configuration: Option<Lazy<'t>>,
    /// Whether there is something that another kind of text has.
    has_others: bool,
}

impl<'t> Sections<'t> {
    /// Of this text: of members of the same name the first counts.
    pub(crate) fn of(plan: &Lazy<'t>) -> Self {
        let mut sections = Self::default();
        for (name, value) in plan.members() {
            let section = match name.as_ref() {
                "format_version" => &mut sections.format_version,
                "resource_changes" => &mut sections.resource_changes,
                "planned_values" => &mut sections.planned_values,
                "values" => &mut sections.values,
                "prior_state" => &mut sections.prior_state,
                "configuration" => &mut sections.configuration,
                "Resources" | "Statement" | "Transform" | "AWSTemplateFormatVersion" => {
                    sections.has_others = true;
                    continue;
                }
                _ => continue,
            };
            section.get_or_insert(value);
        }
        sections
    }

    /// Of a text that is a plan or a state and can be nothing else, which is told without a tree of it: it may be
    /// large. What is found to be one by its tree need not be found here.
    pub(crate) fn of_plan(text: &'t str) -> Option<Self> {
        // All but plans are spared a second reading.
        if !text.contains("\"format_version\"") {
            return None;
        }
        let sections = Self::of(&Lazy::new(text).ok()?);
        let parts = [
            sections.resource_changes,
            sections.planned_values,
            sections.values,
            sections.prior_state,
        ];
        let is_plan = sections.format_version.is_some() && parts.iter().any(Option::is_some);
        (is_plan && !sections.has_others).then_some(sections)
    }
}
