//! Functions of texts of JSON and of files.

use super::call::known;
use crate::fingerprint::Fingerprint;
use crate::terraform::evaluate::Evaluator;
use crate::terraform::files::normal;
use crate::terraform::identity::fingerprint;
use crate::terraform::place::Place;
use crate::terraform::references::{ROOT, in_slashes};
use crate::terraform::scope::Scope;
use crate::terraform::value::{Entry, Kind, Unknown, Val};
use crate::terraform::{hcl, json_text};
use crate::yaml;
use iam_core::document::{Member, Node, Value};
use std::path::{Path, PathBuf};
use std::rc::Rc;

impl Evaluator<'_> {
    pub(super) fn of_documents(
        &mut self,
        name: &str,
        arguments: &[Val],
        place: Place,
    ) -> Option<Val> {
        let first = arguments.first()?;
        Some(match name {
            "jsonencode" => match &first.kind {
                // As JSON it is what it is.
                Kind::Unknown(_) => first.clone(),
                _ => Val::new(place, Kind::Json(Rc::new(first.clone()))),
            },
            "jsondecode" => match &first.kind {
                Kind::Json(inner) => Val::clone(inner),
                Kind::Text(written) => json_text::decode(written, place).ok()?,
                Kind::Unknown(_) => first.clone(),
                _ => return None,
            },
            "yamldecode" => self.yaml(first, place)?,
            "fileset" => self.file_set(first, known(arguments, 1)?, place)?,
            "file" => self.file(first, place),
            "templatefile" => self.template_file(first, arguments.get(1), place),
            _ => return None,
        })
    }

    /// The path within the root that an argument names, and how it is called.
    fn path_of(&self, path: &Val) -> Result<PathBuf, String> {
        let text = path.as_known_text().ok_or("its path is not known")?;
        let text = match text.rsplit_once(ROOT) {
            Some((_, from_root)) => from_root.trim_start_matches('/').to_owned(),
            // Terraform is run where the outermost module is.
            None => match self.folder(0) {
                Some(folder) if !Path::new(text).is_absolute() => {
                    format!("{}/{text}", in_slashes(&folder.path))
                }
                _ => return Err("it is outside of the folder that was given".to_owned()),
            },
        };
        let path = Path::new(text.trim_start_matches('/'));
        let normal = normal(path);
        normal.ok_or_else(|| "it is outside of the folder that was given".to_owned())
    }

    fn text_of(&mut self, path: &Val, place: Place) -> Result<String, Val> {
        let read = self
            .path_of(path)
            .and_then(|path| self.files.read(&path).map_err(|error| error.to_string()));
        let text = read.map_err(|why| {
            let written = self.configuration.written(place).replace('\n', " ");
            let short: String = written.chars().take(80).collect();
            let what = format!("the text of the file of `{short}`: {why}");
            let by = fingerprint("file", &[path]);
            Val::unknown(Unknown::told_apart(&short, &by, what).one_text(), place)
        })?;
        match self.spend(text.len() / 64, place) {
            Some(unknown) => Err(unknown),
            None => Ok(text),
        }
    }

    fn file(&mut self, path: &Val, place: Place) -> Val {
        match self.text_of(path, place) {
            Ok(text) => Val::text(text, place),
            Err(unknown) => unknown,
        }
    }

    /// The value of a document of YAML.
    fn yaml(&mut self, text: &Val, place: Place) -> Option<Val> {
        let text = text.as_known_text()?;
        if let Some(unknown) = self.spend(text.len() / 8, place) {
            return Some(unknown);
        }
        match yaml::read(text).ok()?.as_slice() {
            [document] => of_yaml(document, place),
            _ => None,
        }
    }

    /// The files below a folder whose paths fit a pattern, as far as only the last part of it says `*` or `?`.
    fn file_set(&mut self, folder: &Val, pattern: &str, place: Place) -> Option<Val> {
        let (within, name) = pattern.rsplit_once('/').unwrap_or(("", pattern));
        let is_special = |it: char| "*?[]{}\\".contains(it);
        if within.contains(is_special)
            || name.contains("**")
            || name.contains(['[', ']', '{', '}', '\\'])
        {
            return None;
        }
        let root = self.path_of(folder).ok()?;
        let paths = self.files.list(&root.join(within)).ok()?;
        if let Some(unknown) = self.spend(paths.len(), place) {
            return Some(unknown);
        }
        let names = paths.iter().map(|path| path.file_name()?.to_str());
        let mut found = Vec::new();
        for file in names.collect::<Option<Vec<_>>>()? {
            if fits(file.as_bytes(), name.as_bytes()) {
                found.push(if within.is_empty() {
                    file.to_owned()
                } else {
                    format!("{within}/{file}")
                });
            }
        }
        found.sort();
        Some(Val::list(found.into_iter().map(|path| Val::text(path, place)).collect(), place))
    }

    fn template_file(&mut self, path: &Val, values: Option<&Val>, place: Place) -> Val {
        let text = match self.text_of(path, place) {
            Ok(text) => text,
            Err(unknown) => return unknown,
        };
        match hcl::read_template(&text, &|_| place) {
            Ok(template) => {
                let names = values.map_or(&[][..], Val::entries);
                let value = self.eval(&template, &Scope::of(0).with_members(names));
                Val::new(place, value.kind)
            }
            Err(broken) => {
                let what = format!("a template that can be read: {}", broken.message);
                Val::unknown(
                    Unknown::told_apart("templatefile", &Fingerprint::of(&text), what),
                    place,
                )
            }
        }
    }
}

/// The value that YAML says, all of it put in at `place`; none if there is something in it that means more than it says.
fn of_yaml(node: &Node<'_>, place: Place) -> Option<Val> {
    Some(match &node.value {
        Value::Null => Val::null(place),
        Value::Bool(value) => Val::new(place, Kind::Bool(*value)),
        Value::Number(number) => Val::new(place, Kind::Number(number.as_ref().into())),
        Value::String(text) => Val::text(text.as_ref(), place),
        Value::Array(items) => {
            Val::list(items.iter().map(|it| of_yaml(it, place)).collect::<Option<_>>()?, place)
        }
        Value::Object(members) => {
            // A tag is read as a function of CloudFormation.
            let is_tag =
                |key: &str| matches!(key, "Ref" | "Condition" | "<<") || key.starts_with("Fn::");
            if matches!(members.as_slice(), [only] if is_tag(&only.key)) {
                return None;
            }
            let entry = |member: &Member<'_>| {
                let value = of_yaml(&member.node, place).filter(|_| member.key != "<<")?;
                Some(Entry::known(&member.key, place, value))
            };
            Val::object(members.iter().map(entry).collect::<Option<_>>()?, place)
        }
        Value::Interpolated(_) => return None,
    })
}

/// Whether a name fits a pattern of `*` and `?`.
fn fits(name: &[u8], pattern: &[u8]) -> bool {
    let (mut at, mut wanted) = (0, 0);
    // Where the last `*` was, and how much of the name it has taken.
    let mut star: Option<(usize, usize)> = None;
    while at < name.len() {
        match (pattern.get(wanted), star) {
            (Some(b'*'), _) => {
                star = Some((wanted, at));
                wanted += 1;
            }
            (Some(sign), _) if *sign == b'?' || name.get(at) == Some(sign) => {
                (at, wanted) = (at + 1, wanted + 1);
            }
            (_, Some((last, taken))) => {
                star = Some((last, taken + 1));
                (at, wanted) = (taken + 1, last + 1);
            }
            (_, None) => return false,
        }
    }
    pattern.get(wanted..).is_some_and(|rest| rest.iter().all(|it| *it == b'*'))
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn names_fit_patterns() {
        for (name, pattern, wanted) in [
            ("a.json", "*.json", true),
            ("a.json", "?.json", true),
            ("ab.json", "?.json", false),
            ("a.json.bak", "*.json", false),
            ("aXbXc", "a*b*c", true),
            ("", "*", true),
            ("a", "", false),
        ] {
            assert_eq!(fits(name.as_bytes(), pattern.as_bytes()), wanted, "{name} {pattern}");
        }
    }
}
