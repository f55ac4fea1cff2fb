//! The names that an expression can use besides those of its module.

use super::value::{Entry, Val};

/// A name and its value, around those that were there before; the outermost says which module it is in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scope<'s> {
    /// The number of the module's instance.
    pub(crate) instance: usize,
    names: Names<'s>,
    around: Option<&'s Scope<'s>>,
}

#[derive(Clone, Copy, Debug)]
enum Names<'s> {
    None,
    One(&'s str, &'s Val),
    Members(&'s [Entry]),
}

impl<'s> Scope<'s> {
    /// Of a module.
    pub(crate) fn of(instance: usize) -> Self {
        Self { instance, names: Names::None, around: None }
    }

    /// The same with one more name.
    pub(crate) fn with(&'s self, name: &'s str, value: &'s Val) -> Self {
        Self { instance: self.instance, names: Names::One(name, value), around: Some(self) }
    }

    /// The same with the members of an object as names.
    pub(crate) fn with_members(&'s self, members: &'s [Entry]) -> Self {
        Self { instance: self.instance, names: Names::Members(members), around: Some(self) }
    }

    /// The value of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&'s Val> {
        let mut scope = Some(self);
        while let Some(it) = scope {
            let found = match it.names {
                Names::One(known, value) => (known == name).then_some(value),
                Names::Members(members) => {
                    members.iter().find(|it| it.key.text == name).map(|it| &it.value)
                }
                Names::None => None,
            };
            if found.is_some() {
                return found;
            }
            scope = it.around;
        }
        None
    }
}
