//! Functions of texts of JSON and of files.

use crate::fingerprint::Fingerprint;
use crate::terraform::evaluate::Evaluator;
use crate::terraform::files::normal;
use crate::terraform::identity::fingerprint;
use crate::terraform::place::Place;
use crate::terraform::references::{ROOT, in_slashes};
use crate::terraform::scope::Scope;
use crate::terraform::value::{Kind, Unknown, Val};
use crate::terraform::{hcl, json_text};
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
