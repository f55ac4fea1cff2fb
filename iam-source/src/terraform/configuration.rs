//! The files of a configuration, read and sorted: its folder, and the folders of local modules.

use super::broken::Broken;
use super::files::{Files, NotRead, Rooted, normal};
use super::place::Place;
use super::syntax::{Attribute, Block, Body};
use super::{hcl, json_configuration};
use crate::fingerprint::Fingerprint;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many folders are read for one configuration.
const MOST_FOLDERS: usize = 256;

/// A file that was read.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// Its path.
    pub(crate) path: PathBuf,
    /// What it says.
    pub(crate) text: String,
}

/// All that a configuration says.
#[derive(Debug, Default)]
pub(crate) struct Configuration {
    /// Each file, by its number.
    pub(crate) files: Vec<File>,
    /// Each folder; the first is where it begins.
    pub(crate) folders: Vec<Folder>,
    /// What is not understood.
    pub(crate) broken: Vec<Broken>,
    by_path: HashMap<PathBuf, Result<usize, NotRead>>,
    fingerprint: OnceCell<Arc<str>>,
}

/// The blocks of a folder: a module.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    /// Its path.
    pub(crate) path: PathBuf,
    /// Variables, by their names.
    pub(crate) variables: HashMap<String, Block>,
    /// The variables that a file of values gives one.
    pub(crate) given: HashSet<String>,
    /// Outputs, by their names.
    pub(crate) outputs: HashMap<String, Block>,
    /// Modules that it calls, by the names it gives them.
    pub(crate) modules: HashMap<String, Block>,
    /// What it says of providers.
    pub(crate) providers: Vec<Block>,
    /// Local values, by their names.
    pub(crate) locals: HashMap<String, Attribute>,
    /// Resources, in order.
    pub(crate) resources: Vec<Block>,
    /// Data sources, in order.
    pub(crate) data: Vec<Block>,
    resource_numbers: HashMap<(String, String), usize>,
    data_numbers: HashMap<(String, String), usize>,
}

impl Folder {
    /// The resource of this type and name.
    pub(crate) fn resource(&self, type_name: &str, name: &str) -> Option<&Block> {
        let key = (type_name.to_owned(), name.to_owned());
        self.resource_numbers.get(&key).and_then(|at| self.resources.get(*at))
    }

    /// The data source of this type and name.
    pub(crate) fn data_source(&self, type_name: &str, name: &str) -> Option<&Block> {
        let key = (type_name.to_owned(), name.to_owned());
        self.data_numbers.get(&key).and_then(|at| self.data.get(*at))
    }

    fn add(&mut self, body: Body, overrides: bool) {
        for block in body.blocks {
            let mut labels = block.labels.iter().cloned();
            let (first, second) = (labels.next(), labels.next());
            match (block.kind.as_str(), first, second) {
                ("resource", Some(type_name), Some(name)) => {
                    let numbers = &mut self.resource_numbers;
                    numbered(&mut self.resources, numbers, (type_name, name), block, overrides);
                }
                ("data", Some(type_name), Some(name)) => {
                    let numbers = &mut self.data_numbers;
                    numbered(&mut self.data, numbers, (type_name, name), block, overrides);
                }
                ("variable", Some(name), _) => named(&mut self.variables, name, block, overrides),
                ("output", Some(name), _) => named(&mut self.outputs, name, block, overrides),
                ("module", Some(name), _) => named(&mut self.modules, name, block, overrides),
                ("provider", ..) => self.providers.push(block),
                // What is only asked for by a check is a data source as others are.
                ("check", ..) => {
                    let blocks = block.body.blocks.into_iter().filter(|it| it.kind == "data");
                    let body = Body { attributes: Vec::new(), blocks: blocks.collect() };
                    self.add(body, overrides);
                }
                ("locals", ..) => {
                    for local in block.body.attributes {
                        if overrides || !self.locals.contains_key(&local.name) {
                            self.locals.insert(local.name.clone(), local);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

/// Of several that are called the same, which Terraform refuses, the first counts.
fn named(blocks: &mut HashMap<String, Block>, name: String, block: Block, overrides: bool) {
    match blocks.get_mut(&name) {
        Some(earlier) if overrides => overridden(earlier, block),
        Some(_) => {}
        None => {
            blocks.insert(name, block);
        }
    }
}

fn numbered(
    blocks: &mut Vec<Block>,
    numbers: &mut HashMap<(String, String), usize>,
    name: (String, String),
    block: Block,
    overrides: bool,
) {
    let number = *numbers.entry(name).or_insert(blocks.len());
    match blocks.get_mut(number) {
        Some(earlier) if overrides => overridden(earlier, block),
        // One that is called the same is there, too, but nobody refers to it.
        _ => blocks.push(block),
    }
}

/// Takes over what a block of the same name in a later file says, as override files do.
fn overridden(earlier: &mut Block, later: Block) {
    for attribute in later.body.attributes {
        earlier.body.attributes.retain(|it| it.name != attribute.name);
        earlier.body.attributes.push(attribute);
    }
    let kinds: Vec<_> = later.body.blocks.iter().map(|it| it.kind.clone()).collect();
    earlier.body.blocks.retain(|it| !kinds.contains(&it.kind));
    earlier.body.blocks.extend(later.body.blocks);
}

impl Configuration {
    /// Of the files of one folder, and of what they call, as far as `files` gives that.
    pub(crate) fn read(given: Vec<(PathBuf, String)>, files: &dyn Files) -> Self {
        let mut configuration = Self::default();
        let first = given.first().and_then(|(path, _)| path.parent()).unwrap_or(Path::new(""));
        let first = normal(first).unwrap_or_else(|| first.to_owned());
        configuration.by_path.insert(first.clone(), Ok(0));
        configuration.folder(first, given);
        configuration.values(files);
        let mut next = 0;
        while let Some(folder) = configuration.folders.get(next) {
            next += 1;
            let mut sources = Vec::new();
            for call in folder.modules.values() {
                let source = call.body.attribute("source").and_then(|it| it.value.as_text());
                let local = source.and_then(|source| local(&folder.path, source));
                sources.extend(local.and_then(Result::ok));
            }
            sources.sort();
            for path in sources {
                configuration.follow(path, files);
            }
        }
        configuration
    }

    /// The values that the first folder gives its variables, in files that Terraform reads by itself: they stand in
    /// for the defaults.
    fn values(&mut self, files: &dyn Files) {
        let Some(path) = self.folders.first().map(|folder| folder.path.clone()) else { return };
        let Ok(paths) = files.list(&path) else { return };
        let rank = |path: PathBuf| Some((values_rank(&path)?, path));
        let mut given: Vec<_> = paths.into_iter().filter_map(rank).collect();
        // The later ones count.
        given.sort();
        for (_, path) in given {
            let Ok(text) = files.read(&path) else { continue };
            let number = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
            let body = if path.extension().is_some_and(|it| it == "json") {
                json_configuration::read_values(&text, number)
            } else {
                hcl::read(&text, number)
            };
            match body {
                Ok(body) => {
                    for attribute in body.attributes {
                        let Some(folder) = self.folders.first_mut() else { continue };
                        folder.given.insert(attribute.name.clone());
                        if let Some(Block { body, .. }) = folder.variables.get_mut(&attribute.name)
                        {
                            body.attributes.retain(|it| it.name != "default");
                            body.attributes
                                .push(Attribute { name: "default".to_owned(), ..attribute });
                        }
                    }
                }
                Err(broken) => self.broken.push(broken),
            }
            self.files.push(File { path, text });
        }
    }

    /// The folder of a local module that `folder` calls; none if the module is not local.
    pub(crate) fn module(&self, folder: &Folder, source: &str) -> Option<Result<usize, NotRead>> {
        let path = match local(&folder.path, source)? {
            Ok(path) => path,
            Err(why) => return Some(Err(why)),
        };
        Some(self.by_path.get(&path).copied().unwrap_or(Err(NotRead::TooMany)))
    }

    fn follow(&mut self, path: PathBuf, files: &dyn Files) {
        if self.by_path.contains_key(&path) || self.folders.len() >= MOST_FOLDERS {
            return;
        }
        let texts = files.list(&path).and_then(|paths| {
            let paths = paths.into_iter().filter(|path| is_configuration(path));
            paths
                .map(|path| files.read(&path).map(|text| (path, text)))
                .collect::<Result<Vec<_>, _>>()
        });
        let number = match texts {
            Ok(texts) if texts.is_empty() => Err(NotRead::Missing),
            Ok(texts) => Ok(self.folder(path.clone(), texts)),
            Err(error) => Err(error),
        };
        self.by_path.insert(path, number);
    }

    fn folder(&mut self, path: PathBuf, mut files: Vec<(PathBuf, String)>) -> usize {
        // Override files come last.
        files.sort_by_cached_key(|(path, _)| (is_override(path), path.clone()));
        let mut folder = Folder { path, ..Folder::default() };
        for (path, text) in files {
            let number = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
            let overrides = is_override(&path);
            let body = if u64::try_from(text.len()).is_ok_and(|len| len > Rooted::MAX_LEN) {
                Err(too_long(number))
            } else if path.extension().is_some_and(|it| it == "json") {
                json_configuration::read(&text, number)
            } else {
                hcl::read(&text, number).map(|body| (body, Vec::new()))
            };
            match body {
                Ok((body, broken)) => {
                    self.broken.extend(broken);
                    folder.add(body, overrides);
                }
                Err(broken) => self.broken.push(Broken { is_file: true, ..broken }),
            }
            self.files.push(File { path, text });
        }
        self.folders.push(folder);
        self.folders.len() - 1
    }

    /// A fingerprint of all that was read.
    pub(crate) fn fingerprint(&self) -> Arc<str> {
        let of = || {
            let mut fingerprint = Fingerprint::default();
            for file in &self.files {
                fingerprint.add(&file.text);
            }
            format!("all of the configuration is {}", fingerprint.text()).into()
        };
        Arc::clone(self.fingerprint.get_or_init(of))
    }

    /// What is written at a place.
    pub(crate) fn written(&self, place: Place) -> &str {
        let file = self.files.get(place.file as usize);
        let range = place.span.start as usize..place.span.end as usize;
        file.and_then(|file| file.text.get(range)).unwrap_or_default()
    }
}

fn too_long(file: u32) -> Broken {
    let message = format!("it is longer than {} MiB", Rooted::MAX_LEN >> 20);
    Broken::new(Place { file, ..Place::default() }, message)
}

/// The path of a local module, unless it leads out of the root; none if it is not local.
fn local(folder: &Path, source: &str) -> Option<Result<PathBuf, NotRead>> {
    let is_local =
        source.starts_with("./") || source.starts_with("../") || matches!(source, "." | "..");
    is_local.then(|| normal(&folder.join(source)).ok_or(NotRead::Outside))
}

/// Whether a file is one of a configuration, by its name.
pub(crate) fn is_configuration(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let plain = Path::new(name.strip_suffix(".json").unwrap_or(name));
    !name.starts_with('.') && plain.extension().is_some_and(|it| it == "tf")
}

/// When Terraform reads the values of variables from a file of this name; none if it does not by itself.
///
/// Source: Terraform, variable definition precedence.
fn values_rank(path: &Path) -> Option<usize> {
    match path.file_name()?.to_str()? {
        "terraform.tfvars" => Some(0),
        "terraform.tfvars.json" => Some(1),
        name => {
            let name = name.strip_suffix(".json").unwrap_or(name);
            name.ends_with(".auto.tfvars").then_some(2)
        }
    }
}

fn is_override(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let stem = name.strip_suffix(".json").unwrap_or(name);
    let stem = stem.strip_suffix(".tf").unwrap_or(stem);
    stem == "override" || stem.ends_with("_override")
}
