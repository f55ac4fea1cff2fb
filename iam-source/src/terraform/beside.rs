//! Policies within something else: a template of CloudFormation, the definition of an API, the state of a resource as
//! Cloud Control has it, the role that a provider takes on.

use super::find::{Finder, Site, mentions};
use super::json_text;
use super::rows::{self, Holds};
use super::scope::Scope;
use super::syntax::Block;
use super::value::{Entry, Kind, Text, Val};
use super::variants::{Variant, Variants};
use crate::cloudformation;
use crate::found::{Contents, Found, Unchecked};
use crate::table::Kind as RowKind;
use crate::within::placed;
use crate::yaml;
use iam_core::document::ByteSpan;
use iam_core::json;
use std::collections::BTreeSet;
use std::rc::Rc;

/// The member of a definition of an API that is its policy.
const API_POLICY: &str = "x-amazon-apigateway-policy";

/// What an attribute holds.
#[derive(Clone, Copy)]
enum Form {
    /// A template of CloudFormation.
    Template,
    /// A definition of an API.
    Api,
    /// The properties of a resource, which `type_name` is the type of.
    Properties,
}

/// The attribute of this type that holds policies within something else.
fn form(type_name: &str) -> Option<(&'static str, Form)> {
    Some(match type_name {
        "aws_cloudformation_stack" | "aws_cloudformation_stack_set" => {
            ("template_body", Form::Template)
        }
        "aws_api_gateway_rest_api" => ("body", Form::Api),
        "aws_cloudcontrolapi_resource" => ("desired_state", Form::Properties),
        _ => return None,
    })
}

impl Finder<'_> {
    /// What a resource holds so.
    pub(super) fn within(&mut self, instance: usize, block: &Block) {
        let type_name = block.labels.first().map_or("", String::as_str);
        let Some((name, form)) = form(type_name) else { return };
        let Some(attribute) = block.body.attribute(name) else { return };
        self.looked_at.insert(attribute.value.place);
        let address = format!("{}{}", self.address(instance), block.labels.join("."));
        let there_if = self.evaluator.there_if(instance, block);
        for (_, bound) in self.evaluator.each_instance(instance, block) {
            let outer = Scope::of(instance);
            let scope = outer.with_members(&bound);
            let Variants { values, is_cut } =
                self.evaluator.variants(|it| it.eval(&attribute.value, &scope));
            let mut site = Site {
                holds: Holds::Nothing,
                resource_type: None,
                address: &address,
                path: name.to_owned(),
                place: attribute.value.place,
                decided: BTreeSet::new(),
            };
            if is_cut {
                self.too_many(site.place, &address, name);
            }
            let of = block.body.attribute("type_name");
            let of = of.map(|it| self.evaluator.eval(&it.value, &scope));
            let of = of.as_ref().and_then(Val::as_known_text).unwrap_or_default();
            for Variant { value, decided } in &values {
                site.decided = decided | &there_if;
                match form {
                    Form::Template => self.of_template(value, &site),
                    Form::Api => self.of_api(value, &site),
                    Form::Properties => self.of_properties(value, of, &site),
                }
            }
        }
    }

    fn of_template(&mut self, value: &Val, site: &Site<'_>) {
        let text: Rc<Text> = match &value.kind {
            Kind::Text(text) => Rc::clone(text),
            Kind::Json(inner) => Rc::new(json_text::encode(inner, value.place)),
            Kind::Null => return,
            _ => return self.not_known(value, site),
        };
        if !can_hold_policies(&text.text) {
            return;
        }
        if text.as_known().is_none() {
            let what = "a template of CloudFormation, parts of which only a plan knows";
            return self.unchecked(site.place, site.address, format!("`{}` is {what}", site.path));
        }
        let place = |span: ByteSpan| {
            let place = text.spots.place(span.start as usize, span.end as usize);
            let here = place.filter(|it| it.file == value.place.file);
            here.map_or(value.place.span, |it| it.span)
        };
        let contents = match template(&text.text) {
            Ok(contents) => placed(contents, &place),
            Err((span, why)) => {
                let reason = format!("`{}` is no template that can be read: {why}", site.path);
                let unchecked = Unchecked::new(Some(place(span)), site.address, reason);
                return self.findings.unchecked.push((value.place.file, unchecked));
            }
        };
        for found in contents.policies {
            let path = format!("{}/{}", site.path, found.name());
            let found = found.decided_by(site.decided.iter().cloned());
            let found = Found { holder: site.address.to_owned(), path, ..found };
            self.findings.policies.push((value.place.file, found));
        }
        for it in contents.unchecked {
            let holder = format!("{}/{}/{}", site.address, site.path, it.holder);
            self.findings.unchecked.push((value.place.file, Unchecked { holder, ..it }));
        }
    }

    fn of_api(&mut self, value: &Val, site: &Site<'_>) {
        let definition = match &value.kind {
            Kind::Null => return,
            Kind::Json(inner) => Val::clone(inner),
            Kind::Text(text) => match json_text::decode(text, value.place) {
                Ok(definition) => definition,
                Err(_) if text.text.contains(API_POLICY) => {
                    let reason = format!("`{}` has a policy, and is not JSON", site.path);
                    return self.unchecked(site.place, site.address, reason);
                }
                Err(_) => return,
            },
            _ => return self.not_known(value, site),
        };
        let Some(policy) = definition.member(API_POLICY) else { return };
        let site = Site {
            holds: Holds::Policy(Some(iam_core::policy::PolicyType::Resource)),
            resource_type: Some("AWS::ApiGateway::RestApi"),
            path: format!("{}/{API_POLICY}", site.path),
            ..site.clone()
        };
        self.value(&as_text(policy), &site);
    }

    fn of_properties(&mut self, value: &Val, type_name: &str, site: &Site<'_>) {
        let mut rows = rows::of_cloudformation(type_name).peekable();
        if !type_name.is_empty() && rows.peek().is_none() {
            return;
        }
        let properties = match &value.kind {
            Kind::Null => return,
            Kind::Json(inner) => Val::clone(inner),
            Kind::Text(text) => match json_text::decode(text, value.place) {
                Ok(properties) => properties,
                Err(_) => return self.not_known(value, site),
            },
            _ => return self.not_known(value, site),
        };
        if type_name.is_empty()
            && can_hold_policies(&json_text::encode(&properties, value.place).text)
        {
            let reason = format!("`{}` is of a type that is not known", site.path);
            return self.unchecked(site.place, site.address, reason);
        }
        for row in rows {
            let holds = rows::holds(row, |name| {
                // Properties begin with a capital, attributes do not.
                let is_named = |it: &&Entry| it.key.text.eq_ignore_ascii_case(name);
                let value = properties.entries().iter().find(is_named).map(|it| &it.value);
                let text = value.map(|it| it.as_known_text().ok_or(()));
                text.transpose().map(|it| it.map(str::to_owned))
            });
            let mut values = Vec::new();
            below(&properties, row.path, &site.path, &mut values);
            for (path, value) in values {
                if is_part(row.kind) {
                    let reason = format!("`{path}` has statements, and is no policy");
                    self.unchecked(site.place, site.address, reason);
                    continue;
                }
                let (holds, resource_type) = (holds.clone(), row.resource_type);
                let site = Site { holds, resource_type, path, ..site.clone() };
                self.value(&as_text(value), &site);
            }
        }
    }

    fn not_known(&mut self, value: &Val, site: &Site<'_>) {
        let why = match &value.kind {
            Kind::Unknown(unknown) => format!("is not known without {}", unknown.what),
            _ => "is no string that is known".to_owned(),
        };
        self.unchecked(site.place, site.address, format!("`{}` {why}", site.path));
    }

    /// The policies that a provider gives the sessions of the role that it takes on.
    pub(super) fn providers(&mut self) {
        for instance in 0..self.called {
            let Some(folder) = self.evaluator.folder(instance) else { continue };
            for block in
                folder.providers.iter().filter(|it| it.labels.first().is_some_and(|it| it == "aws"))
            {
                let alias = block.body.attribute("alias").and_then(|it| it.value.as_text());
                let alias = alias.map(|alias| format!(".{alias}")).unwrap_or_default();
                let address = format!("{}provider.aws{alias}", self.address(instance));
                for kind in ["assume_role", "assume_role_with_web_identity"] {
                    let names = [kind, "policy"];
                    if !mentions(&block.body, &names) {
                        continue;
                    }
                    let mut sites = Vec::new();
                    self.evaluator.sites(&block.body, &names, "", &Scope::of(instance), &mut sites);
                    for (path, place, Variants { values, is_cut }) in sites {
                        let holds = Holds::Policy(Some(iam_core::policy::PolicyType::Session));
                        let (resource_type, decided) = (None, BTreeSet::new());
                        let address = address.as_str();
                        let mut site = Site { holds, resource_type, address, path, place, decided };
                        if is_cut {
                            self.too_many(place, address, &site.path);
                        }
                        for Variant { value, decided } in values {
                            site.decided = decided;
                            self.looked_at.insert(value.place);
                            self.value(&value, &site);
                        }
                    }
                }
            }
        }
    }
}

/// What a template in JSON or YAML holds; otherwise where it stops to be one, and why.
fn template(text: &str) -> Result<Contents<'static>, (ByteSpan, String)> {
    if let Ok(document) = json::read(text) {
        return Ok(cloudformation::read(&document, text, false));
    }
    let documents = yaml::read(text).map_err(|broken| (broken.span, broken.message))?;
    let document =
        documents.first().ok_or((ByteSpan::default(), "there is nothing in it".to_owned()))?;
    Ok(cloudformation::read(document, text, true))
}

/// Whether rows of this kind hold what policies are made of.
fn is_part(kind: RowKind) -> bool {
    matches!(
        kind,
        RowKind::Statements | RowKind::StatementOrBuilt | RowKind::Built | RowKind::IdentityList
    )
}

/// A policy that stands there as an object or as a string.
fn as_text(value: &Val) -> Val {
    match &value.kind {
        Kind::Object(_) => value.with(Kind::Json(Rc::new(value.clone()))),
        _ => value.clone(),
    }
}

/// What stands at a path of the table within properties, with the path.
fn below<'v>(value: &'v Val, path: &str, at: &str, to: &mut Vec<(String, &'v Val)>) {
    let (step, rest) = path.split_once('/').map_or((path, None), |(step, rest)| (step, Some(rest)));
    let inner: Vec<(String, &Val)> = match step {
        "*" => value.items().iter().enumerate().map(|(n, it)| (format!("{at}/{n}"), it)).collect(),
        _ => value.member(step).map(|it| (format!("{at}/{step}"), it)).into_iter().collect(),
    };
    for (at, value) in inner {
        match rest {
            Some(rest) => below(value, rest, &at, to),
            None => to.push((at, value)),
        }
    }
}

/// Whether a text may have a policy in it, be it a template or a part of one.
fn can_hold_policies(text: &str) -> bool {
    ["Polic", "Statement", "Permission", "AWS::Serverless", "Fn::Transform", "AWS::Include"]
        .iter()
        .any(|word| text.contains(word))
}
