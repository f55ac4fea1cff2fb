//! The policies of a configuration.

use super::configuration::Configuration;
use super::elsewhere::{Elsewhere, elsewhere};
use super::evaluate::Evaluator;
use super::files::Files;
use super::json_text;
use super::place::Place;
use super::rows::{self, Holds};
use super::scope::Scope;
use super::syntax::{Block, Body};
use super::tree::tree;
use super::value::{Kind, TOO, Text, Val};
use super::variants::{TOO_MANY, Variant, Variants};
use super::{built, policy_document};
use crate::attached::Attached;
use crate::found::{Found, Syntax, Unchecked};
use crate::table::{Kind as RowKind, Row};
use iam_core::policy::PolicyType;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// What was found, with the number of the file that it stands in.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// Policies.
    pub(crate) policies: Vec<(u32, Found<'static>)>,
    /// What could not be read.
    pub(crate) unchecked: Vec<(u32, Unchecked)>,
    /// Of a policy that stands in another file than who holds it: the file of the holder, and that of the policy.
    pub(crate) elsewhere: Vec<(u32, u32, Unchecked)>,
    /// What resources have by its name.
    pub(crate) attached: Vec<(u32, Attached)>,
}

/// All policies of a configuration.
pub(crate) fn find(configuration: &Configuration, files: &dyn Files) -> Findings {
    let mut finder = Finder {
        evaluator: Evaluator::new(configuration, files),
        findings: Findings::default(),
        seen: HashMap::new(),
        looked_at: HashSet::new(),
        uses: HashMap::new(),
        documents: Vec::new(),
        there: HashSet::new(),
        called: 0,
    };
    finder.modules();
    finder.called = finder.evaluator.instances.len();
    finder.resources();
    finder.providers();
    finder.unused_documents();
    finder.elsewhere();
    finder.attached();
    finder.findings
}

pub(super) struct Finder<'m> {
    pub(super) evaluator: Evaluator<'m>,
    pub(super) findings: Findings,
    /// What was found, by its place, its holder and what it says: a document that two hold is two policies.
    seen: HashMap<(Place, String, String), usize>,
    /// Where a policy would be that could not be read.
    pub(super) looked_at: HashSet<Place>,
    /// What the statements of a data source are used as, by the place of its block.
    uses: HashMap<Place, (bool, Option<PolicyType>, Option<&'static str>)>,
    /// The places of all blocks of data sources that make policies, sorted.
    documents: Vec<Place>,
    /// The blocks that are there in one module at least.
    there: HashSet<Place>,
    /// How many modules there are, as they are called.
    pub(super) called: usize,
}

/// Where a policy was looked for.
#[derive(Clone)]
pub(super) struct Site<'a> {
    pub(super) holds: Holds,
    pub(super) resource_type: Option<&'static str>,
    pub(super) address: &'a str,
    pub(super) path: String,
    pub(super) place: Place,
    /// What was decided so that there is this value.
    pub(super) decided: BTreeSet<Arc<str>>,
}

impl Finder<'_> {
    /// Follows calls of modules, and says which are not read.
    fn modules(&mut self) {
        let mut instance = 0;
        while let Some(folder) = self.evaluator.folder(instance) {
            let mut names: Vec<_> = folder.modules.iter().collect();
            names.sort_by_key(|(_, block)| block.place);
            for (name, block) in names {
                if let Err(why) = self.evaluator.instance(instance, name) {
                    let address = format!("{}module.{name}", self.address(instance));
                    let reason = format!("what is in the module `{name}`{why}");
                    self.unchecked(block.place, &address, reason);
                }
            }
            for block in folder.data.iter().filter(|block| is_document(block)) {
                self.documents.push(block.place);
            }
            instance += 1;
        }
        self.documents.sort();
        self.documents.dedup();
    }

    pub(super) fn address(&self, instance: usize) -> &str {
        self.evaluator.instances.get(instance).map_or("", |it| it.address.as_str())
    }

    pub(super) fn unchecked(&mut self, place: Place, holder: &str, reason: String) {
        let unchecked = Unchecked::new(Some(place.span), holder, reason);
        self.findings.unchecked.push((place.file, unchecked));
    }

    pub(super) fn too_many(&mut self, place: Place, holder: &str, path: &str) {
        let of = if path.is_empty() { String::new() } else { format!("`{path}`: ") };
        self.unchecked(place, holder, format!("{of}{TOO_MANY}"));
    }

    fn resources(&mut self) {
        let mut absent = Vec::new();
        for instance in 0..self.called {
            let Some(folder) = self.evaluator.folder(instance) else { continue };
            for block in &folder.resources {
                let type_name = block.labels.first().map_or("", String::as_str);
                for row in rows::rows(type_name) {
                    if !self.row(instance, block, row) {
                        absent.push((instance, block, row));
                    }
                }
                self.within(instance, block);
            }
        }
        for (instance, block, row) in absent {
            if let Some(uncalled) = self.uncalled(instance, block) {
                self.row(uncalled, block, row);
            }
        }
    }

    /// Its module as nobody calls it, for a block that is there in no call: what is written is read once at least.
    /// None if it is there in another call; and if it would be there in none, a mention of it is none of a policy.
    fn uncalled(&mut self, instance: usize, block: &Block) -> Option<usize> {
        if self.there.contains(&block.place) {
            return None;
        }
        self.looked_at.insert(block.place);
        // What is written to be there in no call is meant to be read in none.
        if self.evaluator.left_out(instance) == Some(true) {
            return None;
        }
        self.evaluator.uncalled(instance)
    }

    /// Whether the block is there in this module.
    fn row(&mut self, instance: usize, block: &Block, row: &'static Row) -> bool {
        let names: Vec<_> = row.path.split('.').collect();
        if row.kind != RowKind::Built && !mentions(&block.body, &names) {
            return true;
        }
        let plain = format!("{}{}", self.address(instance), block.labels.join("."));
        let each = self.evaluator.each_instance(instance, block);
        if each.is_empty() {
            return false;
        }
        self.there.insert(block.place);
        let there_if = self.evaluator.there_if(instance, block);
        let several = each.len() > 1;
        for (index, bound) in each {
            let outer = Scope::of(instance);
            let scope = outer.with_members(&bound);
            let address = match index.as_ref().and_then(Val::as_known_text) {
                Some(index) if several => format!("{plain}[{index:?}]"),
                _ => plain.clone(),
            };
            if row.kind == RowKind::Built {
                self.built(block, row, &scope, &address, &there_if);
                continue;
            }
            let evaluator = &mut self.evaluator;
            let type_value =
                block.body.attribute("type").map(|it| evaluator.eval(&it.value, &scope));
            let holds = rows::holds(row, |name| match (&type_value, name) {
                (Some(value), "type") => match &value.kind {
                    Kind::Null => Ok(None),
                    _ => value.as_known_text().map(|it| Some(it.to_owned())).ok_or(()),
                },
                _ => Ok(None),
            });
            let resource_type = rows::attached_to(row, || self.evaluator.bucket(block, &scope));
            let mut sites = Vec::new();
            self.evaluator.sites(&block.body, &names, "", &scope, &mut sites);
            for (path, place, Variants { values, is_cut }) in sites {
                let (holds, address) = (holds.clone(), address.as_str());
                let decided = BTreeSet::new();
                let mut site = Site { holds, resource_type, address, path, place, decided };
                if is_cut && site.holds != Holds::Nothing {
                    self.too_many(place, address, &site.path);
                }
                for Variant { value, decided } in that_say_something(values) {
                    // One of another type is none of IAM wherever it stands.
                    self.looked_at.insert(value.place);
                    site.decided = &decided | &there_if;
                    self.value(&value, &site);
                }
            }
        }
        true
    }

    fn built(
        &mut self,
        block: &Block,
        row: &'static Row,
        scope: &Scope<'_>,
        address: &str,
        there_if: &BTreeSet<Arc<str>>,
    ) {
        let type_name = block.labels.first().map_or("", String::as_str);
        let Variants { values, is_cut } = self.evaluator.variants(|it| {
            let arguments = it.arguments(&block.body, scope, block.place);
            let argument = |name: &str| arguments.member(name).cloned();
            let policy = built::policy(type_name, block.place, &argument);
            policy.unwrap_or_else(|| Val::null(block.place))
        });
        if is_cut {
            self.too_many(block.place, address, "");
        }
        for Variant { value, decided } in values.iter().filter(|it| !it.value.is_null()) {
            let found = found_at(value, value, Syntax::Built).decided_by(decided | there_if);
            let found = found.of_type(PolicyType::Resource).on(row.resource_type);
            self.add(block.place.file, found.held_by(address, ""), value);
        }
    }

    pub(super) fn value(&mut self, value: &Val, site: &Site<'_>) {
        if site.holds == Holds::Nothing {
            return;
        }
        if let Some(Val { kind: Kind::Unknown(unknown), .. }) =
            self.evaluator.spend(value.size(), value.place)
        {
            let reason = format!("`{}` is not known without {}", site.path, unknown.what);
            return self.unchecked(site.place, site.address, reason);
        }
        let read = match &value.kind {
            Kind::Null => return,
            Kind::Text(text) if text.text.trim().is_empty() => return,
            Kind::Json(inner) => (Val::clone(inner), Syntax::Hcl),
            Kind::Text(text) => match json_text::decode(text, value.place) {
                Ok(policy) => (policy, syntax_of(text, value.place)),
                Err(error) => {
                    let place = error.place.unwrap_or(value.place);
                    let reason = format!("`{}` is no JSON: {}", site.path, error.message);
                    return self.unchecked(place, site.address, reason);
                }
            },
            Kind::Unknown(unknown) => {
                let reason = format!("`{}` is not known without {}", site.path, unknown.what);
                return self.unchecked(site.place, site.address, reason);
            }
            _ => {
                let reason = format!("`{}` is not a string of JSON", site.path);
                return self.unchecked(site.place, site.address, reason);
            }
        };
        let (policy, syntax) = read;
        // Without its statements nothing of it is known.
        let statements = policy.entry("Statement").and_then(|it| it.value.as_unknown());
        if let Some(unknown) = policy.as_unknown().or(statements) {
            let reason = format!("`{}` is not known without {}", site.path, unknown.what);
            return self.unchecked(site.place, site.address, reason);
        }
        let (policy, policy_type) = match site.holds {
            Holds::Permission => {
                (built::permission(&policy, value.place), Some(PolicyType::Resource))
            }
            Holds::Policy(Some(policy_type)) if !has_principals(policy_type) => {
                (policy_document::without_unknown_principals(&policy), Some(policy_type))
            }
            Holds::Policy(policy_type) => (policy, policy_type),
            Holds::Nothing => return,
        };
        self.used(value.place, true, policy_type, site.resource_type);
        for statement in policy.member("Statement").map_or(&[][..], Val::items_or_self) {
            if let Some(document) = self.document_around(statement.place) {
                self.used(document, document == value.place, policy_type, site.resource_type);
            }
        }
        let found = found_at(&policy, value, syntax).on(site.resource_type);
        let found = found.held_by(site.address, site.path.clone());
        let found = Found { policy_type, ..found.decided_by(site.decided.iter().cloned()) };
        if site.place.file != value.place.file {
            let reason = "its document stands in another file, which was not given".to_owned();
            let unchecked = Unchecked::new(Some(site.place.span), site.address, reason);
            self.findings.elsewhere.push((site.place.file, value.place.file, unchecked));
        }
        self.add(value.place.file, found, &policy);
    }

    fn used(
        &mut self,
        place: Place,
        alone: bool,
        policy_type: Option<PolicyType>,
        resource_type: Option<&'static str>,
    ) {
        let entry = self.uses.entry(place).or_insert((false, policy_type, resource_type));
        entry.0 |= alone;
    }

    /// The data source whose block this place is within.
    fn document_around(&self, place: Place) -> Option<Place> {
        let after = self
            .documents
            .partition_point(|it| (it.file, it.span.start) <= (place.file, place.span.start));
        let block = *self.documents.get(after.checked_sub(1)?)?;
        (block.file == place.file && place.span.end <= block.span.end).then_some(block)
    }

    fn add(&mut self, file: u32, found: Found<'static>, policy: &Val) {
        // What is too much to be told is not what it was unless all is.
        let found = if found.holes.iter().any(|it| it.name.starts_with(TOO)) {
            found.decided_by([self.evaluator.configuration.fingerprint()])
        } else {
            found
        };
        let place = Place { file, span: found.span };
        let text = json_text::encode(policy, place).text;
        let next = self.findings.policies.len();
        let at = *self.seen.entry((place, found.name(), text)).or_insert(next);
        match self.findings.policies.get_mut(at) {
            None => self.findings.policies.push((file, found)),
            // One that is there whatever is decided is not there only where something is.
            Some((_, known)) if found.decided.is_empty() => known.decided.clear(),
            Some((_, known)) if known.decided.is_empty() => {}
            Some((_, known)) => *known = known.clone().decided_by(found.decided),
        }
    }

    /// Data sources that no resource of a known kind uses are policies, too.
    fn unused_documents(&mut self) {
        let mut absent = Vec::new();
        for instance in 0..self.called {
            let Some(folder) = self.evaluator.folder(instance) else { continue };
            for block in folder.data.iter().filter(|block| is_document(block)) {
                if !self.unused_document(instance, block) {
                    absent.push((instance, block));
                }
            }
        }
        for (instance, block) in absent {
            if let Some(uncalled) = self.uncalled(instance, block) {
                self.unused_document(uncalled, block);
            }
        }
    }

    /// Whether it is there in this module.
    fn unused_document(&mut self, instance: usize, block: &Block) -> bool {
        let used = self.uses.get(&block.place).copied();
        let (alone, policy_type, resource_type) = used.unwrap_or_default();
        if alone {
            return true;
        }
        let address = format!("{}data.{}", self.address(instance), block.labels.join("."));
        let each = self.evaluator.each_instance(instance, block);
        if each.is_empty() {
            return false;
        }
        self.there.insert(block.place);
        let there_if = self.evaluator.there_if(instance, block);
        for (index, _) in each {
            let Variants { values, is_cut } =
                self.evaluator.variants(|it| it.document(instance, block, index.as_ref()));
            if is_cut {
                self.too_many(block.place, &address, "");
            }
            for Variant { value, decided } in that_say_something(values) {
                let Kind::Json(policy) = &value.kind else {
                    let reason = "more work than is spent on one configuration";
                    self.unchecked(block.place, &address, reason.to_owned());
                    continue;
                };
                let found = found_at(policy, &value, Syntax::Hcl).on(resource_type);
                let found = found.held_by(address.clone(), "").decided_by(&decided | &there_if);
                self.add(value.place.file, Found { policy_type, ..found }, policy);
            }
        }
        true
    }

    /// What looks like a policy, and is not held by what is known to hold one.
    fn elsewhere(&mut self) {
        let places = self.seen.keys().map(|(place, ..)| *place);
        let known = Covered::new(places.chain(self.looked_at.iter().copied()).collect());
        let mut folders = HashSet::new();
        for instance in 0..self.called {
            let number = self.evaluator.instances.get(instance).map(|it| it.folder);
            let Some(folder) = self.evaluator.folder(instance) else { continue };
            if !folders.insert(number) {
                continue;
            }
            for Elsewhere { expr, holder, path } in elsewhere(folder) {
                // What is part of a policy that was found is none beside it.
                if known.covers(expr.place) {
                    continue;
                }
                let address = format!("{}{holder}", self.address(instance));
                let Variants { values, is_cut } =
                    self.evaluator.variants(|it| it.eval(expr, &Scope::of(instance)));
                if is_cut {
                    self.too_many(expr.place, &address, path);
                }
                let mut site = Site {
                    holds: Holds::Policy(None),
                    resource_type: None,
                    address: &address,
                    path: path.to_owned(),
                    place: expr.place,
                    decided: BTreeSet::new(),
                };
                for Variant { value, decided } in values {
                    site.decided = decided;
                    self.value(&value, &site);
                }
            }
        }
    }
}

/// Places, of which none is within another.
struct Covered(Vec<Place>);

impl Covered {
    fn new(mut places: Vec<Place>) -> Self {
        // The widest of those that start alike comes first.
        places.sort_by_key(|it| (it.file, it.span.start, std::cmp::Reverse(it.span.end)));
        places.dedup_by(|later, kept| kept.file == later.file && later.span.end <= kept.span.end);
        Self(places)
    }

    fn covers(&self, place: Place) -> bool {
        let starts = |it: &Place| (it.file, it.span.start) <= (place.file, place.span.start);
        let after = self.0.partition_point(starts);
        let around = after.checked_sub(1).and_then(|last| self.0.get(last));
        around.is_some_and(|it| it.file == place.file && place.span.end <= it.span.end)
    }
}

/// The policy as it is found where `written` stands.
fn found_at(policy: &Val, written: &Val, syntax: Syntax) -> Found<'static> {
    let Place { file, span } = written.place;
    let tree = tree(policy, file, span);
    Found { span, ..Found::alone(tree.document, syntax).with_holes(tree.holes) }
}

fn has_principals(policy_type: PolicyType) -> bool {
    !matches!(policy_type, PolicyType::Identity | PolicyType::ServiceControl | PolicyType::Session)
}

/// Without those that say nothing, where a condition lets others say something.
fn that_say_something(values: Vec<Variant>) -> Vec<Variant> {
    let says_nothing = |it: &Variant| match &it.value.kind {
        Kind::Json(policy) => {
            let statements = policy.entry("Statement").map(|it| &it.value.kind);
            matches!(statements, Some(Kind::List(items)) if items.is_empty())
        }
        _ => false,
    };
    let (nothing, something): (Vec<_>, Vec<_>) = values.into_iter().partition(says_nothing);
    if something.is_empty() { nothing } else { something }
}

fn is_document(block: &Block) -> bool {
    block.labels.first().is_some_and(|it| it == policy_document::TYPE)
}

/// Whether the first name of a path is written in a body at all.
pub(super) fn mentions(body: &Body, names: &[&str]) -> bool {
    let [name, ..] = names else { return false };
    let is_dynamic = |it: &Block| it.kind == "dynamic" && it.labels.iter().any(|it| it == name);
    body.attribute(name).is_some()
        || body.blocks.iter().any(|it| it.kind == **name || is_dynamic(it))
}

/// How a text that is a policy is written.
fn syntax_of(text: &Text, place: Place) -> Syntax {
    // All of it from one place: it stands in a file of its own.
    let is_put_in = text.spots.place(0, 1) == Some(place) && text.text.len() > 1;
    if is_put_in { Syntax::Built } else { Syntax::Text(text.text.clone()) }
}
