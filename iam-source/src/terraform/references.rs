//! What names of a module stand for.

use super::evaluate::{Evaluator, Instance};
use super::identity::fingerprint;
use super::keys::Chosen;
use super::place::Place;
use super::policy_document;
use super::scope::Scope;
use super::shapes::{Piece, is_name, pseudo_in_words, shape};
use super::syntax::{Attribute, Block, Expr, Form, Step};
use super::value::{Kind, Text, Unknown, Val};
use crate::fingerprint::Fingerprint;
use std::path::Path;
use std::rc::Rc;

/// Stands before a path within the root, as `path.module` gives it: nobody writes it.
pub(super) const ROOT: char = '\u{f8fe}';

impl Evaluator<'_> {
    /// `of.x[y]…`
    pub(super) fn traversal(
        &mut self,
        of: &Expr,
        steps: &[Step],
        place: Place,
        scope: &Scope<'_>,
    ) -> Val {
        let Form::Name(name) = &of.form else {
            let value = self.eval(of, scope);
            return self.follow(value, steps, place, scope);
        };
        if let Some(value) = scope.get(name) {
            let value = value.clone().seen_at(place);
            return self.follow(value, steps, place, scope);
        }
        let (value, rest) = self.reference(name, steps, place, scope);
        self.follow(value.seen_at(place), rest, place, scope)
    }

    fn follow(&mut self, value: Val, steps: &[Step], place: Place, scope: &Scope<'_>) -> Val {
        let mut value = value;
        for (index, step) in steps.iter().enumerate() {
            if !matches!(step, Step::Splat) {
                value = self.step(value, step, place, scope).seen_at(place);
                continue;
            }
            let rest = steps.get(index + 1..).unwrap_or_default();
            return match &value.kind {
                Kind::Unknown(unknown) => {
                    // Of each of them what it is of one.
                    let each = Unknown { text: false, is_each: true, ..unknown.clone() };
                    let each = value.with(Kind::Unknown(each));
                    self.deeper(place, |it| it.follow(each, rest, place, scope))
                }
                Kind::Null => Val::list(Vec::new(), place),
                _ => self.deeper(place, |it| {
                    let items = value.items_or_self().iter();
                    let items = items.map(|item| it.follow(item.clone(), rest, place, scope));
                    Val::list(items.collect(), place)
                }),
            };
        }
        value
    }

    fn reference<'s>(
        &mut self,
        name: &str,
        steps: &'s [Step],
        place: Place,
        scope: &Scope<'_>,
    ) -> (Val, &'s [Step]) {
        let instance = scope.instance;
        let attribute = |at: usize| match steps.get(at) {
            Some(Step::Attribute(name)) => Some(name.as_str()),
            _ => None,
        };
        let rest = |from: usize| steps.get(from..).unwrap_or_default();
        match (name, attribute(0), attribute(1)) {
            ("var", Some(name), _) => (self.variable(instance, name, place), rest(1)),
            ("local", Some(name), _) => (self.local(instance, name, place), rest(1)),
            ("path", Some(name), _) => (self.path(instance, name, place), rest(1)),
            ("module", Some(name), _) => {
                let (at, splat) = after_index(steps, 1);
                let Some(output) = attribute_behind(steps, at, 1) else {
                    return (self.named("module", steps, place, scope), &[]);
                };
                let mut value = self.output(instance, name, output, place);
                if let Some(Step::Index(index)) = steps.get(1) {
                    let index = self.eval(index, scope);
                    let module = format!("{}module.{name}", self.address(instance));
                    value = self.of_index(&value, &module, &index);
                }
                let call = self.folder(instance).and_then(|folder| folder.modules.get(name));
                let value = if splat { self.splat(instance, call, value, place) } else { value };
                (value, rest(at + 1))
            }
            ("data", Some(type_name), Some(name)) => {
                let block = self.folder(instance).and_then(|it| it.data_source(type_name, name));
                let of = format!("data.{type_name}");
                self.attribute_of(block, (&of, name), (steps, 2), place, scope)
            }
            ("each" | "count" | "self" | "terraform", ..) => {
                let unknown = self.named(name, steps, place, scope);
                let text = name == "count" || attribute(0) == Some("key");
                (if text { one_text(unknown) } else { unknown }, &[])
            }
            (type_name, Some(name), _) => {
                let block = self.folder(instance).and_then(|it| it.resource(type_name, name));
                self.attribute_of(block, (type_name, name), (steps, 1), place, scope)
            }
            _ => (self.named(name, steps, place, scope), &[]),
        }
    }

    /// An attribute of a resource or a data source, which stands behind its names, an index or a splat.
    fn attribute_of<'s>(
        &mut self,
        block: Option<&Block>,
        of: (&str, &str),
        (steps, first): (&'s [Step], usize),
        place: Place,
        scope: &Scope<'_>,
    ) -> (Val, &'s [Step]) {
        let instance = scope.instance;
        let (at, splat) = after_index(steps, first);
        let Some(attribute) = attribute_behind(steps, at, first) else {
            let name = of.0.split('.').next().unwrap_or(of.0);
            return (self.named(name, steps, place, scope), &[]);
        };
        let is_document = matches!(attribute, "json" | "minified_json")
            && of.0.strip_prefix("data.") == Some(policy_document::TYPE);
        let several = block.filter(|_| is_document);
        // `a.*.arn[0]` is `a[0].arn`.
        let of_all = if splat && !is_document { steps.get(at + 1) } else { None };
        let of_all = of_all.filter(|it| matches!(it, Step::Index(_)));
        let (at, splat) = if of_all.is_some() { (at + 1, false) } else { (at, splat) };
        let index = self.index(several, of_all.or_else(|| steps.get(first)), scope);
        let value = match block {
            Some(block) if is_document => self.document(instance, block, index.as_ref()),
            _ => self.attribute(instance, block, of, attribute, index.as_ref(), place),
        };
        let value = if splat { self.splat(instance, block, value, place) } else { value };
        (value, steps.get(at + 1..).unwrap_or_default())
    }

    /// All of what is there as often as a plan says: one stands for them where nobody knows how many there are.
    fn splat(&mut self, instance: usize, block: Option<&Block>, value: Val, place: Place) -> Val {
        match block.and_then(|block| self.is_there(instance, block)) {
            Some(false) => return Val::list(Vec::new(), place),
            Some(true) => {}
            // An empty text is put into nothing, however often.
            None => {
                self.variables_read += u64::from(!is_empty(&value));
                let value = self.each_of_several(&value);
                return Val::list(vec![value], place);
            }
        }
        Val::list(vec![value], place)
    }

    /// The index; of one that nobody knows each of what the block is there for.
    fn index(
        &mut self,
        block: Option<&Block>,
        step: Option<&Step>,
        scope: &Scope<'_>,
    ) -> Option<Val> {
        let Some(Step::Index(index)) = step else { return None };
        let (index, key) = self.open_key(index, scope);
        if let (Some(block), Some(key)) = (block, key) {
            let each = self.each_instance(scope.instance, block);
            let names = each.iter().map(|(key, _)| Some(key.as_ref()?.as_known_text()?.to_owned()));
            if let Some(names) = names.collect::<Option<Vec<_>>>()
                && let Some(Chosen::One(name)) = self.pick(&key, &names, false)
            {
                return Some(Val::text(name, index.place));
            }
        }
        Some(index)
    }

    fn variable(&mut self, instance: usize, name: &str, place: Place) -> Val {
        let key = (instance, "var", name.to_owned());
        self.once(key, place, |it| {
            let block = it.folder(instance).and_then(|folder| folder.variables.get(name));
            let caller = it.instances.get(instance).and_then(|it| it.caller.clone());
            // What is called and not given a value has its default, whatever that is.
            let is_called = caller.is_some();
            if let Some((caller, call)) = caller {
                let call = it.folder(caller).and_then(|folder| folder.modules.get(&call));
                if let Some(argument) = call.and_then(|call| call.body.attribute(name)) {
                    return it.eval(&argument.value, &Scope::of(caller));
                }
            }
            it.variables_read += u64::from(!is_called);
            let is_given = it.folder(instance).is_some_and(|folder| folder.given.contains(name));
            it.variables_open += u64::from(!is_called && !is_given);
            let address = format!("{}var.{name}", it.address(instance));
            let unknown = Unknown::new(&address, format!("the value of the variable `{name}`"));
            let is_string =
                block.and_then(|block| block.body.attribute("type")).is_some_and(|it| {
                    matches!(&it.value.form, Form::Name(name) if name == "string")
                        || it.value.as_text() == Some("string")
                });
            let unknown = if is_string { unknown.one_text() } else { unknown };
            let default = block.and_then(|block| block.body.attribute("default"));
            let value = default.map(|default| it.eval(&default.value, &Scope::of(instance)));
            match value {
                Some(value) if is_called || !is_empty(&value) => value,
                // An empty default is there to be filled.
                _ => Val::unknown(unknown, place),
            }
        })
    }

    fn local(&mut self, instance: usize, name: &str, place: Place) -> Val {
        let key = (instance, "local", name.to_owned());
        self.once(key, place, |it| {
            let value = it.folder(instance).and_then(|folder| folder.locals.get(name));
            match value {
                Some(local) => it.eval(&local.value, &Scope::of(instance)),
                None => it.named(
                    "local",
                    &[Step::Attribute(name.to_owned())],
                    place,
                    &Scope::of(instance),
                ),
            }
        })
    }

    fn path(&mut self, instance: usize, name: &str, place: Place) -> Val {
        let of = if name == "module" { instance } else { 0 };
        match self.folder(of) {
            Some(folder) => Val::text(format!("{ROOT}{}", in_slashes(&folder.path)), place),
            None => self.made_of("path", &[], place),
        }
    }

    fn output(&mut self, caller: usize, module: &str, output: &str, place: Place) -> Val {
        let address = format!("{}module.{module}.{output}", self.address(caller));
        let unknown = |why: &str| {
            let what = format!("the output `{output}` of the module `{module}`{why}");
            let unknown = Unknown::new(&address, what);
            let is_text = output.ends_with("arn") || output.ends_with("_id") || output == "id";
            Val::unknown(if is_text { unknown.one_text() } else { unknown }, place)
        };
        let instance = match self.instance(caller, module) {
            Ok(instance) => instance,
            Err(why) => return unknown(&why),
        };
        let key = (instance, "output", output.to_owned());
        self.once(key, place, |it| {
            let block = it.folder(instance).and_then(|folder| folder.outputs.get(output));
            match block.and_then(|block| block.body.attribute("value")) {
                Some(value) => it.eval(&value.value, &Scope::of(instance)),
                None => unknown(""),
            }
        })
    }

    /// The same module as nobody calls it; none of one that nobody calls.
    pub(super) fn uncalled(&mut self, instance: usize) -> Option<usize> {
        let it = self.instances.get(instance)?;
        it.caller.as_ref()?;
        let folder = it.folder;
        if let Some(number) = self.uncalled.get(&folder) {
            return Some(*number);
        }
        let number = self.instances.len();
        self.instances.push(Instance { folder, address: String::new(), caller: None });
        self.uncalled.insert(folder, number);
        Some(number)
    }

    /// The number of the module that is called so, or why it is not read.
    pub(super) fn instance(&mut self, caller: usize, module: &str) -> Result<usize, String> {
        const MOST_INSTANCES: usize = 512;
        const DEEPEST: usize = 16;
        let key = (caller, module.to_owned());
        if let Some(number) = self.numbers.get(&key) {
            return Ok(*number);
        }
        let folder = self.folder(caller).ok_or_else(String::new)?;
        let call = folder.modules.get(module).ok_or_else(|| ", which is not there".to_owned())?;
        let source = call.body.attribute("source").and_then(|it| it.value.as_text());
        let source = source.ok_or_else(|| ", whose source is not known".to_owned())?;
        let folder = match self.configuration.module(folder, source) {
            None => return Err(format!(" from `{source}`, which is not local")),
            Some(Err(why)) => return Err(format!(" from `{source}`, which is not read: {why}")),
            Some(Ok(folder)) => folder,
        };
        let around = self.instances.get(caller).map(|it| it.address.as_str()).unwrap_or_default();
        let address = format!("{around}module.{module}.");
        let depth = address.matches("module.").count();
        if depth > DEEPEST || self.instances.len() >= MOST_INSTANCES {
            return Err(format!(" from `{source}`: modules call each other too often"));
        }
        let caller = Some((caller, module.to_owned()));
        self.instances.push(Instance { folder, address, caller });
        let number = self.instances.len() - 1;
        self.numbers.insert(key, number);
        Ok(number)
    }

    fn attribute(
        &mut self,
        instance: usize,
        block: Option<&Block>,
        (type_name, name): (&str, &str),
        attribute: &str,
        index: Option<&Val>,
        place: Place,
    ) -> Val {
        let which = index.map(|it| self.index_of(it)).unwrap_or_default();
        let address = format!("{}{type_name}.{name}{which}", self.address(instance));
        let key = (instance, "attribute", format!("{address}.{attribute}"));
        self.once(key, place, |it| {
            if let Some(written) = block.and_then(|block| block.body.attribute(attribute)) {
                let bound = it.bound(instance, block, index);
                let scope = Scope::of(instance);
                let value = it.eval(&written.value, &scope.with_members(&bound));
                if !is_empty(&value) {
                    return value;
                }
            }
            if let Some(pieces) = shape(type_name, attribute) {
                let of = (type_name, name, address.as_str());
                let text = it.shaped(&pieces, instance, block, of, index, place);
                return Val::new(place, Kind::Text(Rc::new(text)));
            }
            let what = format!("the attribute `{attribute}` of `{address}`");
            let unknown = it.looked_up(instance, block, &format!("{address}.{attribute}"), what);
            let texts = ["arn", "id", "name", "url", "uri", "endpoint", "issuer", "path", "json"];
            let is_text = texts.iter().any(|it| attribute.ends_with(it));
            Val::unknown(if is_text { unknown.one_text() } else { unknown }, place)
        })
    }

    /// An attribute that the provider gives. What a data source gives hangs on what it is asked for.
    fn looked_up(
        &mut self,
        instance: usize,
        block: Option<&Block>,
        name: &str,
        what: String,
    ) -> Unknown {
        let asked = block.filter(|it| it.kind == "data").filter(|it| {
            let is_asked = |it: &Attribute| {
                !["count", "for_each", "provider", "depends_on"].contains(&&*it.name)
            };
            it.body.attributes.iter().any(is_asked) || !it.body.blocks.is_empty()
        });
        let Some(block) = asked else { return Unknown::new(name, what) };
        let scope = Scope::of(instance);
        let (asked, is_chosen) = self.likely(|it| it.arguments(&block.body, &scope, block.place));
        let _ = self.spend(asked.size() / 16, block.place);
        let mut by = vec![fingerprint(name, &[&asked])];
        if is_chosen {
            let said = block.body.attributes.iter().map(|it| self.behind(instance, &it.value));
            by.extend(said.flat_map(|it| it.iter().map(ToString::to_string).collect::<Vec<_>>()));
        }
        Unknown::told_apart(name, &Fingerprint::of(&by.join("\n")), what)
    }

    fn shaped(
        &mut self,
        pieces: &[Piece],
        instance: usize,
        block: Option<&Block>,
        (type_name, name, address): (&str, &str, &str),
        index: Option<&Val>,
        place: Place,
    ) -> Text {
        let mut text = Text::default();
        for piece in pieces {
            match piece {
                Piece::Text(piece) => text.push_known(piece, place),
                Piece::Pseudo(name) => {
                    text.push_unknown(Unknown::new(name, pseudo_in_words(name)).one_text(), place);
                }
                Piece::Argument(argument) => {
                    let written = block.is_some_and(|it| it.body.attribute(argument).is_some());
                    let part = if written {
                        let of = (type_name, name);
                        let value = self.attribute(instance, block, of, argument, index, place);
                        self.as_text(&value).at(place)
                    } else if *argument == "path" {
                        Text::known("/", place)
                    } else {
                        let hole = format!("{address}.{argument}");
                        let what = format!("the attribute `{argument}` of `{address}`");
                        let unknown = self.looked_up(instance, block, &hole, what).one_text();
                        Text::gap(unknown.named(is_name(type_name, argument)), place)
                    };
                    // A parameter of SSM may begin with the slash that stands before it; the address of an
                    // identity provider is without its scheme there.
                    let skipped = match part.text.as_str() {
                        slash if slash.starts_with('/') => usize::from(text.text.ends_with('/')),
                        url if *argument == "url" && url.starts_with(HTTPS) => HTTPS.len(),
                        _ => 0,
                    };
                    text.push(&part.part(skipped, part.text.len()));
                }
            }
        }
        text
    }
}

const HTTPS: &str = "https://";

/// Where the attribute stands behind an index or a splat, and whether that is a splat.
fn after_index(steps: &[Step], at: usize) -> (usize, bool) {
    match steps.get(at) {
        Some(Step::Index(_)) => (at + 1, false),
        Some(Step::Splat) => (at + 1, true),
        _ => (at, false),
    }
}

/// The name of an attribute; behind an index or a splat it may be written `["json"]`.
fn attribute_behind(steps: &[Step], at: usize, first: usize) -> Option<&str> {
    match steps.get(at) {
        Some(Step::Attribute(name)) => Some(name),
        Some(Step::Index(index)) if at > first => index.as_text(),
        _ => None,
    }
}

/// The same, known to be one text if it is not known otherwise.
fn one_text(value: Val) -> Val {
    match &value.kind {
        Kind::Unknown(unknown) => value.with(Kind::Unknown(unknown.clone().one_text())),
        _ => value,
    }
}

/// Whether there is nothing in it.
pub(super) fn is_empty(value: &Val) -> bool {
    match &value.kind {
        Kind::Null => true,
        Kind::Text(text) => text.text.is_empty(),
        Kind::List(items) => items.is_empty(),
        Kind::Object(entries) => entries.is_empty(),
        _ => false,
    }
}

/// A path with `/`, whatever the system writes.
pub(super) fn in_slashes(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
