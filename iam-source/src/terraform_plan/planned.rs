//! Resources of a plan or a state, found before their attributes are read.

use super::configuration::{Configuration, Written};
use super::lookup::{may_hold_policies, text};
use super::resource::Resource;
use crate::terraform::{is_of_aws, listed};
use iam_core::document::Node;
use iam_core::json::{Cursor, Lazy, SyntaxError};
use std::borrow::Cow;

/// A resource of a type that can hold policies, as it will be.
#[derive(Clone, Debug)]
pub(super) struct Planned<'t> {
    pub(super) address: Cow<'t, str>,
    pub(super) type_name: Cow<'t, str>,
    /// Its attributes.
    pub(super) after: Lazy<'t>,
    /// Which of them are known after apply only.
    unknown: Option<Lazy<'t>>,
}

/// The trees of what is told of a resource.
#[derive(Clone, Debug)]
pub(super) struct Trees<'t> {
    after: Node<'t>,
    unknown: Option<Node<'t>>,
    written: Option<Node<'t>>,
}

impl<'t> Planned<'t> {
    /// The resource that a change leads to; none if it is deleted, or can hold no policy.
    pub(super) fn of_change(item: &Lazy<'t>) -> Result<Option<Self>, SyntaxError> {
        let (mut address, mut type_name, mut change, mut is_deposed) = (None, None, None, false);
        for (name, value) in item.members() {
            match name.as_ref() {
                "address" => address = address.or(Some(value)),
                "type" => type_name = type_name.or(Some(value)),
                "change" => change = change.or(Some(value)),
                // One that is deposed is deleted, whatever comes after.
                "deposed" => is_deposed = true,
                _ => {}
            }
        }
        let Some(type_name) = text(type_name)?.filter(|it| is_of_aws(it)) else {
            return Ok(None);
        };
        let (mut after, mut unknown) = (None, None);
        for (name, value) in change.iter().flat_map(Lazy::members) {
            match name.as_ref() {
                "after" => after = after.or(Some(value)),
                "after_unknown" => unknown = unknown.or(Some(value)),
                _ => {}
            }
        }
        let after = after.filter(|it| !is_deposed && !it.is_null());
        Ok(Self::of(text(address)?, type_name, after, unknown))
    }

    /// The resources of `planned_values`, or of a state, that can hold policies.
    pub(super) fn of_values(values: &Lazy<'t>) -> Result<Vec<Self>, SyntaxError> {
        let mut resources = Vec::new();
        if let Some(root) = values.member("root_module") {
            Self::of_module(&mut root.cursor(), &mut resources)?;
        }
        Ok(resources)
    }

    /// Those of a module and of the modules in it: as deep as JSON goes at most.
    fn of_module(module: &mut Cursor<'t>, found: &mut Vec<Self>) -> Result<(), SyntaxError> {
        module.each_member(&mut |name, value| match name.as_ref() {
            "resources" => value.each_item(&mut |item| {
                found.extend(Self::of_state(&item.value()?)?);
                Ok(())
            }),
            "child_modules" => value.each_item(&mut |module| Self::of_module(module, found)),
            _ => Ok(()),
        })
    }

    fn of_state(item: &Lazy<'t>) -> Result<Option<Self>, SyntaxError> {
        let (mut address, mut type_name, mut after) = (None, None, None);
        for (name, value) in item.members() {
            match name.as_ref() {
                "address" => address = address.or(Some(value)),
                "type" => type_name = type_name.or(Some(value)),
                "values" => after = after.or(Some(value)),
                _ => {}
            }
        }
        let Some(type_name) = text(type_name)?.filter(|it| is_of_aws(it)) else {
            return Ok(None);
        };
        Ok(Self::of(text(address)?, type_name, after, None))
    }

    /// None if it can hold no policy, as its type and its text tell.
    fn of(
        address: Option<Cow<'t, str>>,
        type_name: Cow<'t, str>,
        after: Option<Lazy<'t>>,
        unknown: Option<Lazy<'t>>,
    ) -> Option<Self> {
        let planned =
            address.zip(after).map(|(address, after)| Self { address, type_name, after, unknown });
        planned.filter(|it| it.is_of_table() || it.has_names() || it.mentions_policies())
    }

    /// Whether it is known which attributes of such a resource hold policies.
    pub(super) fn is_of_table(&self) -> bool {
        may_hold_policies(&self.type_name)
    }

    /// Whether it says what somebody has by its name.
    pub(super) fn has_names(&self) -> bool {
        listed(&self.type_name).next().is_some()
    }

    /// Whether a resource that nobody knows has something like a policy.
    pub(super) fn mentions_policies(&self) -> bool {
        self.after.written().contains("Statement")
    }

    /// Reads what is told of it.
    pub(super) fn read(&self, configuration: &Configuration<'t>) -> Result<Trees<'t>, SyntaxError> {
        Ok(Trees {
            after: self.after.node()?,
            unknown: self.unknown.map(|it| it.node()).transpose()?,
            written: configuration.expressions(&self.address).map(|it| it.node()).transpose()?,
        })
    }

    /// The resource with what was read.
    pub(super) fn with<'n>(&'n self, trees: &'n Trees<'_>) -> Resource<'n> {
        Resource {
            address: &self.address,
            type_name: &self.type_name,
            after: &trees.after,
            unknown: trees.unknown.as_ref(),
            written: trees.written.as_ref().map_or(Written::Unsaid, Written::As),
        }
    }
}
