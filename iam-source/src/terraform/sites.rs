//! Where in a resource policies stand.

use super::evaluate::Evaluator;
use super::place::Place;
use super::scope::Scope;
use super::syntax::{Block, Body};
use super::variants::Variants;

/// The path of an attribute, where its value stands, and what it may be.
pub(super) type Values = (String, Place, Variants);

impl Evaluator<'_> {
    /// Follows a path through nested blocks to each attribute at its end.
    pub(super) fn sites(
        &mut self,
        body: &Body,
        names: &[&str],
        path: &str,
        scope: &Scope<'_>,
        to: &mut Vec<Values>,
    ) {
        let [name, rest @ ..] = names else { return };
        let path = if path.is_empty() { (*name).to_owned() } else { format!("{path}.{name}") };
        if rest.is_empty() {
            let Some(attribute) = body.attribute(name) else { return };
            let values = self.variants(|it| it.eval(&attribute.value, scope));
            to.push((path, attribute.value.place, values));
            return;
        }
        let is_dynamic =
            |it: &&Block| it.kind == "dynamic" && it.labels.iter().any(|it| it == name);
        let mut index = 0;
        for block in body.blocks.iter().filter(|it| it.kind == **name || is_dynamic(it)) {
            self.each_block(block, scope, &mut |it, body, scope| {
                it.sites(body, rest, &format!("{path}.{index}"), scope, to);
                index += 1;
            });
        }
    }

    /// What the bucket of a resource is called: its name, and those of the holes in it.
    pub(super) fn bucket(&mut self, block: &Block, scope: &Scope<'_>) -> Vec<String> {
        let Some(bucket) = block.body.attribute("bucket") else { return Vec::new() };
        let value = self.eval(&bucket.value, scope);
        let text = self.as_text(&value);
        let holes = text.gaps.iter().map(|gap| gap.unknown.name.to_string());
        let written = self.configuration.written(bucket.value.place).to_owned();
        holes.chain([text.text.clone(), written]).collect()
    }
}
