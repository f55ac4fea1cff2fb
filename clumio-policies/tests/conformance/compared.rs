//! What differs between two choices of assets.

use clumio_policies::{Asset, Assets, ClumioPolicySet, Comparison, Permissions, Verdict};
use std::collections::BTreeSet;
use typed_iam::{ResourceElement, Statement};

/// Entity, policy, `Sid`, what came and went, and the verdict, of each statement that differs.
fn summary(comparison: &Comparison) -> BTreeSet<(String, String, String, String, Verdict)> {
    let mut all = BTreeSet::new();
    for entity in &comparison.entities {
        for policy in &entity.policies {
            for change in &policy.statements {
                let sid = |side: &Option<Statement>| {
                    side.as_ref().map(|it| it.sid.as_deref().unwrap_or_default().to_owned())
                };
                let elements: Vec<_> = change
                    .elements
                    .iter()
                    .map(|it| format!("{} +{:?} -{:?}", it.element, it.appear, it.disappear))
                    .collect();
                all.insert((
                    format!("{:?} {:?}", entity.before, entity.after),
                    format!("{:?} {:?}", policy.before, policy.after),
                    format!("{:?} {:?}", sid(&change.before), sid(&change.after)),
                    elements.join("; "),
                    change.verdict,
                ));
            }
        }
    }
    all
}

/// The comparison with both sides exchanged.
fn mirrored(comparison: &Comparison) -> Comparison {
    let mut mirror = comparison.clone();
    mirror.verdict = mirror.verdict.inverse();
    std::mem::swap(&mut mirror.totals.appear, &mut mirror.totals.disappear);
    for entity in &mut mirror.entities {
        std::mem::swap(&mut entity.before, &mut entity.after);
        for policy in &mut entity.policies {
            std::mem::swap(&mut policy.before, &mut policy.after);
            for change in &mut policy.statements {
                std::mem::swap(&mut change.before, &mut change.after);
                change.verdict = change.verdict.inverse();
                for element in &mut change.elements {
                    std::mem::swap(&mut element.appear, &mut element.disappear);
                }
            }
        }
    }
    mirror
}

#[test]
fn a_comparison_backwards_is_its_mirror() {
    let choices: Vec<_> = Assets::every_choice()
        .map(|assets| ClumioPolicySet::for_assets(assets).permissions())
        .collect();
    for (at, a) in choices.iter().enumerate() {
        assert!(a.compare(a).is_empty());
        for b in &choices[at + 1..] {
            let (there, back) = (a.compare(b), b.compare(a));
            let mirror = mirrored(&back);
            assert!(!there.is_empty());
            assert_eq!(summary(&there), summary(&mirror));
            assert_eq!(there.verdict, mirror.verdict);
            assert_eq!(there.totals.appear, mirror.totals.appear);
            assert_eq!(there.totals.disappear, mirror.totals.disappear);
            assert_eq!(there.totals.new_services, back.totals.gone_services);
            assert!(there.notes.is_empty());
        }
    }
}

#[test]
fn what_an_asset_adds_is_what_the_comparison_shows() {
    for assets in Assets::every_choice() {
        for asset in Asset::ALL.into_iter().filter(|asset| !assets.contains(*asset)) {
            let before = ClumioPolicySet::for_assets(assets);
            let comparison = before.compare(&ClumioPolicySet::for_assets(assets.and(asset)));
            assert_eq!(comparison.verdict, Verdict::Wider, "{assets} and {asset}");
            let mut shown = BTreeSet::new();
            for policy in comparison.entities.iter().flat_map(|entity| &entity.policies) {
                for change in &policy.statements {
                    let statement = change.after.as_ref().expect("nothing goes");
                    let sid = statement.sid.as_deref().unwrap_or_default().to_owned();
                    let resources: BTreeSet<String> = match &change.before {
                        None => statement
                            .resource
                            .iter()
                            .flat_map(ResourceElement::patterns)
                            .map(ToString::to_string)
                            .collect(),
                        Some(_) => {
                            change.elements.iter().flat_map(|it| it.appear.clone()).collect()
                        }
                    };
                    shown.insert((sid, resources));
                }
            }
            let added = before.statements_added_by(asset).into_iter().map(|it| {
                let resources = it.statement.resource.iter().flat_map(ResourceElement::patterns);
                let sid = it.statement.sid.as_deref().unwrap_or_default().to_owned();
                (sid, resources.map(ToString::to_string).collect())
            });
            assert_eq!(shown, added.collect(), "{assets} and {asset}");
        }
    }
}

#[test]
fn the_permissions_file_says_what_the_set_says() {
    let deployment = crate::facts::deployment("us-west-2");
    for assets in Assets::every_choice() {
        let set = ClumioPolicySet::for_assets(assets);
        let file = Permissions::from_json(&set.to_json()).unwrap();
        assert!(set.permissions().compare(&file).is_empty(), "{assets}");
        let set = set.resolve(&deployment).unwrap();
        let file = Permissions::from_json(&set.to_json_pretty()).unwrap();
        let comparison = set.permissions().compare(&file);
        assert!(comparison.is_empty(), "{assets}: {}", comparison.to_text());
    }
}

#[test]
fn files_of_two_deployments_are_paired_by_their_names() {
    let resolved = |region| {
        let mut deployment = crate::facts::deployment(region);
        if region != "us-west-2" {
            deployment.token = "11111111-4b5a-6978-8796-a5b4c3d2e1f0".parse().unwrap();
        }
        let set = ClumioPolicySet::for_assets(Assets::ALL).resolve(&deployment).unwrap();
        Permissions::from_json(&set.to_json()).unwrap()
    };
    let comparison = resolved("us-west-2").compare(&resolved("eu-central-1"));
    for entity in &comparison.entities {
        assert!(entity.before.is_some() && entity.after.is_some(), "{:?}", entity.after);
        for policy in &entity.policies {
            assert!(policy.before.is_some() && policy.after.is_some(), "{:?}", policy.after);
            assert!(policy.statements.iter().all(|it| it.before.is_some() && it.after.is_some()));
        }
    }
    assert!(!comparison.notes.is_empty());
}

#[test]
fn every_form_is_written_for_every_pair() {
    let choices: Vec<_> = Assets::every_choice().map(ClumioPolicySet::for_assets).collect();
    for (a, b) in choices.iter().zip(choices.iter().rev()) {
        let comparison = a.compare(b);
        let json: serde_json::Value = serde_json::from_str(&comparison.to_json()).unwrap();
        assert_eq!(json["verdict"], comparison.verdict.as_str());
        let markdown = comparison.to_markdown();
        assert_eq!(markdown.matches("<details>").count(), comparison.entities.len());
        assert!(comparison.to_text().lines().count() > 1 || comparison.is_empty());
        assert_eq!(comparison.to_text(), a.compare(b).to_text());
    }
}
