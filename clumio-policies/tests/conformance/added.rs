//! What one asset adds.

use crate::facts;
use crate::statements::{Policies, as_fact, expected};
use clumio_policies::{Asset, ClumioPolicySet};
use serde_json::Value;

/// The statements of `after` that `before` has not; of those that it has, the new resources.
fn difference(before: &Policies, after: Policies) -> Policies {
    let mut added = Policies::new();
    for (key, statements) in after {
        for mut statement in statements {
            let earlier = before.get(&key).into_iter().flatten();
            if let Some(known) = earlier.clone().find(|known| known["sid"] == statement["sid"]) {
                let is_new = |arn: &Value| !known["resources"].as_array().unwrap().contains(arn);
                let all = statement["resources"].as_array().unwrap();
                let new: Vec<_> = all.iter().filter(|arn| is_new(arn)).cloned().collect();
                if new.is_empty() {
                    continue;
                }
                statement["resources"] = new.into();
            }
            added.entry(key.clone()).or_default().push(statement);
        }
    }
    added
}

#[test]
fn an_asset_adds_what_would_not_be_there_without_it() {
    for (chosen, assets) in facts::selections() {
        let set = ClumioPolicySet::for_assets(assets);
        for asset in Asset::ALL {
            let mut added = Policies::new();
            for one in set.statements_added_by(asset) {
                let key = (one.entity.to_owned(), one.policy.to_owned());
                added.entry(key).or_default().push(as_fact(&one.statement));
            }
            let names = facts::names(&chosen);
            let with = facts::names(&[&chosen[..], &[asset]].concat());
            let without: Vec<_> = if assets.contains(asset) {
                names.into_iter().filter(|name| *name != asset.name()).collect()
            } else {
                names
            };
            let difference = difference(&expected(&without), expected(&with));
            assert_eq!(added, difference, "{asset} and {assets}");
        }
    }
}
