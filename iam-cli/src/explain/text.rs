//! Facts for people.

use super::facts::{
    ActionFacts, CheckFacts, Facts, NameFacts, OperationFacts, PrincipalFacts, ServiceFacts,
};
use super::key::KeyFacts;
use super::resource::ResourceFacts;
use iam_core::registry;
use std::fmt;

impl fmt::Display for Facts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Check(check) => check.fmt(f),
            Self::Action(action) => action.fmt(f),
            Self::Operation(operation) => operation.fmt(f),
            Self::ConditionKey(key) => key.fmt(f),
            Self::Claim(claim) => claim.fmt(f),
            Self::Arn(arn) => arn.fmt(f),
            Self::Operator(operator) => operator.fmt(f),
            Self::Service(service) => service.fmt(f),
            Self::ServicePrincipal(principal) => principal.fmt(f),
            Self::Name(name) => name.fmt(f),
        }
    }
}

impl fmt::Display for CheckFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let finding_type = self.finding_type.to_lowercase().replace('_', " ");
        let off = if self.optional { ", optional" } else { "" };
        writeln!(f, "{} ({}): {finding_type}{off}", self.code, self.issue_code)?;
        writeln!(f, "\n{}", self.explanation)?;
        for example in &self.examples {
            let flagged = if example.flagged { "flagged" } else { "not flagged" };
            writeln!(f, "\n{flagged}, as {}:", example.checked_as)?;
            for line in example.policy.lines() {
                writeln!(f, "  {line}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for PrincipalFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.service {
            Some(service) => writeln!(f, "{} (service principal of {service})", self.name),
            None => writeln!(f, "{} (service principal)", self.name),
        }?;
        writeln!(f, "  in a policy: \"Principal\": {{ \"Service\": \"{}\" }}", self.name)
    }
}

impl fmt::Display for NameFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} (name of an action without its service)", self.name)?;
        writeln!(f, "  actions of this name ({}):", self.actions.len())?;
        self.actions.iter().try_for_each(|action| writeln!(f, "    {action}"))
    }
}

impl fmt::Display for ActionFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} (action of {})", self.name, self.service)?;
        if let Some(level) = &self.access_level {
            writeln!(f, "  access level: {level}")?;
        }
        if let Some(status) = &self.status {
            writeln!(f, "  status: {status}")?;
        }
        if self.is_by_name_only {
            return self.what_is_known(f);
        }
        if self.resource_types.is_empty() {
            writeln!(f, "  resource types: none; `Resource` must be \"*\"")?;
        } else {
            writeln!(f, "  resource types:")?;
            resources(f, &self.resource_types)?;
        }
        keys(f, &self.condition_keys)?;
        if !self.dependent_actions.is_empty() {
            writeln!(f, "  also needs: {}", self.dependent_actions.join(", "))?;
        }
        writeln!(f, "  as of: {}", self.as_of)
    }
}

impl ActionFacts {
    /// The rest of an action of which the name is known, and maybe the resource types.
    fn what_is_known(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unknown = if self.resource_types.is_empty() {
            "resource types, condition keys"
        } else {
            writeln!(f, "  resource types (which are required is not known):")?;
            resources(f, &self.resource_types)?;
            "condition keys"
        };
        let details = registry::version().date();
        writeln!(
            f,
            "  not known yet: access level, {unknown} (the source of those is of {details})"
        )?;
        writeln!(f, "  as of: {}", self.as_of)
    }
}

impl fmt::Display for OperationFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} (operation of the API, not an action)", self.name)?;
        if self.actions.is_empty() {
            let newest = registry::version().newest();
            return writeln!(
                f,
                "  authorized by: an action of another name; see the Service Authorization Reference\n  \
                 as of: {newest}"
            );
        }
        writeln!(f, "  authorized by: {}", self.actions.join(", "))
    }
}

impl fmt::Display for ServiceFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} (service {})", self.prefix, self.name)?;
        if let Some(status) = &self.status {
            writeln!(f, "  status: {status}")?;
        }
        if !self.is_by_name_only {
            let rcp = if self.resource_control_policies { "apply" } else { "do not apply" };
            writeln!(f, "  resource control policies: {rcp}")?;
        }
        writeln!(f, "  resource types ({}):", self.resource_types.len())?;
        resources(f, &self.resource_types)?;
        if self.is_by_name_only {
            let details = registry::version().date();
            let unknown = "access levels, condition keys, whether resource control policies apply";
            writeln!(f, "  not known yet: {unknown} (the source of those is of {details})")?;
        } else {
            keys(f, &self.condition_keys)?;
        }
        writeln!(f, "  actions ({}):", self.actions.len())?;
        for action in &self.actions {
            match &action.access_level {
                Some(level) => writeln!(f, "    {} ({level})", action.name)?,
                None => writeln!(f, "    {}", action.name)?,
            }
        }
        writeln!(f, "  as of: {}", self.as_of)
    }
}

fn resources(f: &mut fmt::Formatter<'_>, resource_types: &[ResourceFacts]) -> fmt::Result {
    for resource_type in resource_types {
        let required = if resource_type.required == Some(true) { " (required)" } else { "" };
        writeln!(f, "    {}{required}", resource_type.name)?;
        for format in &resource_type.arn_formats {
            writeln!(f, "      {format}")?;
        }
    }
    Ok(())
}

fn keys(f: &mut fmt::Formatter<'_>, keys: &[KeyFacts]) -> fmt::Result {
    if keys.is_empty() {
        return writeln!(f, "  condition keys: only global ones");
    }
    writeln!(f, "  condition keys beside the global ones ({}):", keys.len())?;
    for key in keys {
        writeln!(f, "    {} ({})", key.name, key.type_name())?;
    }
    Ok(())
}
