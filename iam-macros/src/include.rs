//! `include_policy!`: a JSON file, checked while the crate compiles.

use crate::Call;
use crate::access;
use crate::attribute::{self, Attribute};
use crate::demand::Demand;
use crate::diagnose::{self, Told};
use crate::excerpt::Excerpts;
use crate::expand::{self, Beside};
use crate::limit;
use crate::place::{Place, Places};
use crate::project;
use crate::proof::{Asked, Proof};
use crate::source;
use crate::word::{is_number, not_text, string_literal};
use iam_core::check::{self, Suppression};
use iam_core::finding::Finding;
use iam_core::policy::Kind;
use iam_project::path::shown;
use iam_project::project::Project;
use iam_project::reading::Reading;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;
use std::path::PathBuf;

/// What stands in the call.
struct Input {
    /// The path as written.
    path: String,
    /// Where it is written, which is where everything about the file is told.
    place: Place,
    suppressions: Vec<Suppression>,
    demands: Vec<Demand>,
    /// Where the suppressions stand in the call.
    places: Places,
}

impl Call {
    /// Of a policy in a JSON file.
    pub(crate) fn included<K: Kind>(&self, input: TokenStream) -> TokenStream {
        let input = match read(input) {
            Ok(input) => input,
            Err(mistakes) => return self.refuse(&diagnose::errors(&mistakes)),
        };
        match self.file::<K>(&input) {
            Ok(policy) => policy,
            Err(message) => self.refuse(&diagnose::error(input.place, message)),
        }
    }

    fn file<K: Kind>(&self, input: &Input) -> Result<TokenStream, String> {
        let file = input.file()?;
        let project = match project::of(&file) {
            Ok(project) => project,
            Err(mistakes) => return Ok(self.refuse_for_project(input.place, &mistakes)),
        };
        let shown = shown(&file).display().to_string();
        // What there is not, or cannot be read, is told below.
        let bytes = std::fs::metadata(&file).map_or(0, |about| about.len());
        if let Some(message) = limit::too_large(bytes) {
            return Err(format!("`{shown}`: {message}"));
        }
        let bytes = std::fs::read(&file).map_err(|error| {
            format!("cannot read `{shown}`: {error}\n  fix: write the path from the folder of this source file, as for `include_str!`")
        })?;
        let watch = project::watch(&file);
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let readable = error.utf8_error().valid_up_to();
                let line =
                    error.as_bytes().iter().take(readable).filter(|&&it| it == b'\n').count();
                let message = format!(
                    "`{shown}` is not UTF-8 from byte {readable} on, in line {}\n  fix: save the file as UTF-8",
                    line + 1
                );
                let refusal = self.refuse(&diagnose::error(input.place, message));
                return Ok(quote!({ #watch #refusal }));
            }
        };
        let excerpts = Excerpts::new(&shown, &text);
        let tell = |finding: &Finding| {
            let excerpt = excerpts.at(finding.span, finding.related.iter().copied());
            Told::at(input.place, finding, format!("{finding}\n{excerpt}"))
        };
        let options = self.options::<K>();
        let reading = Reading::new(&text);
        if let Some(message) = reading.document().and_then(limit::too_long) {
            let refusal =
                self.refuse(&diagnose::error(input.place, format!("`{shown}`: {message}")));
            return Ok(quote!({ #watch #refusal }));
        }
        if let Some(foreign) = reading.foreign() {
            let what = foreign.what();
            let message = format!(
                "`{shown}` is {what}, not a policy\n  fix: save the policy that it holds in a file of its own"
            );
            let refusal = self.refuse(&diagnose::error(input.place, message));
            return Ok(quote!({ #watch #refusal }));
        }
        let attached = project::attached(&project, &file, options);
        let findings = reading.check(&project, &file, attached).findings;
        let (mut findings, problems) = check::suppress(findings, &input.suppressions);
        if let Some(document) = reading.document() {
            self.advise_other_kind::<K>(document, &mut findings, true);
        }
        Self::advise_in_own_words::<K>(&mut findings, true);
        let problems = problems.iter().map(|it| Told::at_tokens(&input.places, it));
        let mut told: Vec<_> = findings.iter().map(tell).chain(problems).collect();
        let of_project = Demand::of_project(&project, input.place);
        let demands: Vec<_> = input.demands.iter().chain(&of_project).collect();
        let proof = match reading.document() {
            Some(document) if !told.iter().any(Told::refuses) => access::prove(&Asked {
                policy_type: K::TYPE,
                document,
                is_open: self.template,
                is_template: self.template,
                demands: &demands,
            }),
            _ => Proof::default(),
        };
        let excerpt = |span| excerpts.at(span, std::iter::empty());
        told.extend(proof.refusals.into_iter().map(|it| it.at_file(input.place, excerpt)));
        let unsilenced = || reading.check(&Project::default(), &file, options).findings;
        let policy = self.conclude(
            &told,
            || expand::policy::<K>(self, reading.document()?.clone(), &Beside::default()),
            || unsilenced().iter().map(tell).collect(),
        );
        let watch_project = project::watch_project(&project);
        let watch_proof = proof.watch;
        Ok(quote!({ #watch #watch_project #watch_proof #policy }))
    }
}

impl Input {
    /// The file, from the root: the path is read as that of `include_str!`.
    fn file(&self) -> Result<PathBuf, String> {
        source::beside(self.place, &self.path)
    }
}

/// Reads `#[allow(…)] "path"`.
fn read(input: TokenStream) -> Result<Input, Vec<(Place, String)>> {
    let start = Place::start_of(&input);
    let tokens: Vec<_> = input.into_iter().collect();
    let mut mistakes = Vec::new();
    let (attributes, rest) = attribute::take(&tokens, &mut mistakes);
    let (mut suppressions, mut demands) = (Vec::new(), Vec::new());
    let mut places = Places::default();
    for (attribute, place) in attributes {
        match attribute {
            Attribute::Doc(_) => {
                mistakes.push((place, "a file has no place for a doc comment".to_owned()));
            }
            Attribute::Demand(demand) => demands.push(demand),
            Attribute::Silence { codes, expected } => {
                suppressions.extend(codes.into_iter().map(|(code, place)| Suppression {
                    code,
                    span: places.number(place),
                    expected,
                    statement: None,
                }));
            }
        }
    }
    let path = match rest {
        [path] => literal(path),
        [path, TokenTree::Punct(comma)] if comma.as_char() == ',' => literal(path),
        _ => None,
    };
    let Some((path, place)) = path else {
        let place = Place::of_tokens(rest, start);
        let message = match rest {
            [TokenTree::Literal(literal)] if !is_number(&literal.to_string()) => {
                not_text(literal, true)
            }
            _ => "expected the path of a JSON file, as a string literal".to_owned(),
        };
        mistakes.push((place, message));
        return Err(mistakes);
    };
    if mistakes.is_empty() {
        Ok(Input { path, place, suppressions, demands, places })
    } else {
        Err(mistakes)
    }
}

/// The text of a string literal, also of one that came through a `macro_rules!` fragment.
fn literal(token: &TokenTree) -> Option<(String, Place)> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            let tokens: Vec<_> = group.stream().into_iter().collect();
            let [token] = tokens.as_slice() else { return None };
            literal(token)
        }
        token => Some((string_literal(token)?, Place::of(token.span()))),
    }
}
