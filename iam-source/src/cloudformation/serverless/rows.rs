//! What a variable may lead to where a key on the way is another variable, which only deploying tells:
//! `${self:custom.buckets.${opt:stage, 'dev'}}`.

use super::settings::{Led, Settings};
use super::variable::{Asked, first_of, in_braces, steps, whole};
use iam_core::document::Node;
use std::borrow::Cow;

/// The key that is none of those that are written. Nobody can have written it.
pub(super) const OTHER: &str = "${}";
/// How many variables may lead to each other.
const MAX_DEEP: usize = 8;

/// What a variable leads to, by what the one in it is.
#[derive(Clone, Debug)]
pub(super) struct Rows<'d> {
    /// What stands between the braces of that one.
    pub(super) name: &'d str,
    /// The first is that of its default, if that is known.
    pub(super) rows: Vec<(&'d str, Row<'d>)>,
}

/// What a variable leads to for one key.
#[derive(Clone, Copy, Debug)]
pub(super) enum Row<'d> {
    /// What stands there in the file.
    Node(&'d Node<'d>),
    /// What the sources give that come after it.
    Sources(&'d str),
}

impl<'d> Rows<'d> {
    /// What is there for this key.
    pub(super) fn get(&self, key: &str) -> Option<Row<'d>> {
        let of = |key: &str| self.rows.iter().find(|(known, _)| *known == key);
        of(key).or_else(|| of(OTHER)).map(|(_, row)| *row)
    }
}

impl<'d> Settings<'d> {
    /// What the variable may lead to, if it is the keys of a map that it chooses among.
    pub(super) fn rows(&self, inner: &'d str) -> Option<Rows<'d>> {
        self.rows_through(inner, 0)
    }

    fn rows_through(&self, inner: &'d str, deep: usize) -> Option<Rows<'d>> {
        let mut rest = Some(in_braces(inner).unwrap_or(inner));
        while let Some(sources) = rest.filter(|it| deep < MAX_DEEP && self.takes(it.len())) {
            let (source, after) = first_of(sources);
            match source {
                Asked::Of { name: "self", address } => {
                    if let Some(rows) = self.rows_at(address, after, deep) {
                        return Some(rows);
                    }
                    match self.led_to(address, deep) {
                        Led::To(node) => {
                            let next = node.text().and_then(whole).filter(|next| *next != inner);
                            return self.rows_through(next?, deep + 1);
                        }
                        Led::Nowhere => {}
                        Led::Hidden => return None,
                    }
                }
                Asked::Of { name: "opt" | "env", .. } => {}
                Asked::Literal(_) | Asked::Of { .. } | Asked::Unclear => return None,
            }
            rest = after;
        }
        None
    }

    /// The rows that one key of an address chooses among.
    fn rows_at(&self, address: &'d str, after: Option<&'d str>, deep: usize) -> Option<Rows<'d>> {
        if !address.contains("${") {
            return None;
        }
        let (mut before, mut behind): (Vec<Cow<'d, str>>, Vec<Cow<'d, str>>) = Default::default();
        let mut chosen = None;
        for step in steps(address) {
            let free = whole(step).and_then(|inner| self.left_open(inner, deep + 1));
            match (free, chosen) {
                (Some(name), None) => chosen = Some((name, step)),
                // Of two maps in each other, the defaults are read.
                (Some(_), Some(_)) => return None,
                (None, None) => before.push(self.known(step, deep + 1)?),
                (None, Some(_)) => behind.push(self.known(step, deep + 1)?),
            }
        }
        let (name, step) = chosen?;
        // All that stands in `custom` is far more than what is meant.
        if behind.is_empty() && before.len() < 2 {
            return None;
        }
        let map = match self.below(self.document()?, before.iter().map(AsRef::as_ref), deep) {
            Led::To(map) => self.leads_on(map, deep),
            Led::Nowhere | Led::Hidden => return None,
        };
        if !self.takes(map.members().len()) {
            return None;
        }
        let mut rows = Vec::new();
        for member in map.members().iter().filter(|it| !it.key.starts_with("Fn::")) {
            let node = self.leads_on(&member.node, deep);
            if let Led::To(node) = self.below(node, behind.iter().map(AsRef::as_ref), deep) {
                rows.push((&*member.key, Row::Node(self.leads_on(node, deep))));
            }
        }
        if rows.is_empty() {
            return None;
        }
        let default = self.known(step, deep + 1);
        rows.sort_by_key(|(key, _)| default.as_deref() != Some(*key));
        if let Some(after) = after {
            rows.push((OTHER, Row::Sources(after)));
            let is_of_default = |(key, _): &(&str, Row<'_>)| default.as_deref() == Some(*key);
            if default.is_some() && !rows.first().is_some_and(is_of_default) {
                rows.rotate_right(1);
            }
        }
        Some(Rows { name, rows })
    }

    /// What a node stands for, which may be a variable.
    fn leads_on(&self, node: &'d Node<'d>, deep: usize) -> &'d Node<'d> {
        let text = node.text().filter(|text| text.starts_with("${") && self.takes(text.len()));
        let text = text.filter(|text| whole(text).is_some());
        text.and_then(|text| self.node_through(text, deep + 1)).unwrap_or(node)
    }

    /// The variable that this one leads to, if only deploying tells what it is: what has a default, and the stage, are
    /// there to be given something else.
    fn left_open(&self, inner: &'d str, deep: usize) -> Option<&'d str> {
        let mut rest = Some(in_braces(inner).unwrap_or(inner));
        while let Some(sources) = rest.filter(|it| deep < MAX_DEEP && self.takes(it.len())) {
            let (source, after) = first_of(sources);
            let address = match source {
                Asked::Of { name: "self", address } => address,
                Asked::Of { name: "sls", address: "stage" } => "provider.stage",
                Asked::Literal(_) => return None,
                Asked::Of { .. } | Asked::Unclear => return Some(sources),
            };
            match self.led_to(address, deep) {
                Led::To(node) => {
                    let next = node.text().and_then(whole).filter(|next| *next != inner);
                    let is_stage = address == "provider.stage";
                    return match next {
                        Some(next) => self.left_open(next, deep + 1),
                        None => is_stage.then_some(sources),
                    };
                }
                Led::Nowhere if address == "provider.stage" => return Some(sources),
                Led::Nowhere => {}
                Led::Hidden => return Some(sources),
            }
            rest = after;
        }
        None
    }
}
