//! The committed tables are well formed. Talks of their shape, never of their content, so that a
//! refresh of the data cannot break it.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test says what is wrong by panicking, its helpers too"
)]

use iam_registry::{
    AccessLevel, ConditionKey, Operation, Partition, Service, Source, Status, action,
    global_condition_keys, is_arn_service, is_partition, is_region, nearest_services, operation,
    operations, partitions, regions, resource_types_of, services, source, sources, version,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const LEVELS: [&str; 5] = ["List", "Read", "Tagging", "Write", "Permissions"];
const TYPES: [&str; 7] = ["String", "Bool", "Numeric", "Date", "IPAddress", "ARN", "Binary"];

fn registry(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tables").join(name)
}

fn text_of(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()))
}

fn items<'a>(column: Option<&&'a str>) -> Vec<&'a str> {
    let items = column.into_iter().flat_map(|column| column.split(','));
    items.filter(|item| !item.is_empty()).collect()
}

fn is_sorted<'a>(names: impl IntoIterator<Item = &'a str>) -> bool {
    let names: Vec<_> = names.into_iter().map(str::to_ascii_lowercase).collect();
    names.windows(2).all(|pair| pair[0] < pair[1])
}

/// The keys that a line names, after a check of its other columns.
fn check_line<'a>(service: &'static Service, columns: &[&'a str]) -> Vec<&'a str> {
    match columns[0] {
        "key" => {
            assert!(columns.len() == 3 || columns[3..] == ["unbound"]);
            let value_type = columns[2].strip_prefix("ArrayOf").unwrap_or(columns[2]);
            assert!(TYPES.contains(&value_type));
            Vec::new()
        }
        "resource" => {
            assert!((3..=4).contains(&columns.len()));
            assert!(columns[2].split(' ').all(|arn| arn.splitn(6, ':').count() == 6));
            items(columns.get(3))
        }
        "action" => {
            assert!((3..=7).contains(&columns.len()));
            let action = service.action(columns[1]).expect("an action");
            if action.status().is_by_name_only() {
                assert_eq!((columns[2], action.access_level()), ("", AccessLevel::Unknown));
                assert!(columns[4].is_empty() && columns[5].is_empty());
                let (Status::ByName { listed_in: source_name, .. }
                | Status::NewOperation { seen_in: source_name, .. }) = action.status()
                else {
                    panic!("another status is of no source");
                };
                assert!(source(source_name).is_some(), "{source_name}");
            } else {
                assert!(LEVELS.contains(&columns[2]));
                assert_ne!(action.access_level(), AccessLevel::Unknown);
            }
            for name in items(columns.get(3)) {
                assert!(service.resource_type(name.trim_end_matches('*')).is_some(), "{name}");
            }
            assert_eq!(action.dependent_actions().count(), items(columns.get(5)).len());
            assert_eq!(action.status() == Status::Documented, columns.get(6).is_none());
            items(columns.get(4))
        }
        kind => panic!("a line of kind `{kind}`"),
    }
}

#[test]
fn every_line_of_every_service_parses_and_names_what_exists() {
    assert!(is_sorted(services().map(Service::prefix)));
    for service in services() {
        let prefix = service.prefix();
        let text = text_of(&registry(&format!("services/{prefix}.tsv")));
        let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for line in text.lines() {
            println!("{prefix}: {line}");
            let columns: Vec<&str> = line.split('\t').collect();
            names.entry(columns[0]).or_default().push(columns[1]);
            for key in check_line(service, &columns) {
                assert_eq!(service.condition_key(key).map(ConditionKey::name), Some(key));
            }
        }
        for (kind, names) in names {
            assert!(is_sorted(names), "{prefix}: lines of kind {kind} are not sorted");
        }
    }
}

#[test]
fn a_key_is_unbound_where_no_action_of_its_service_carries_it() {
    for service in services() {
        let mut carried = BTreeSet::new();
        for action in service.actions() {
            carried.extend(action.all_condition_keys().into_iter().map(ConditionKey::name));
        }
        for key in service.condition_keys() {
            let prefix = service.prefix();
            assert_eq!(key.is_unbound(), !carried.contains(key.name()), "{prefix}: {}", key.name());
        }
    }
}

#[test]
fn the_record_of_the_source_counts_right() {
    let record = text_of(&registry("SOURCE.tsv"));
    let counted: BTreeMap<&str, usize> = record
        .lines()
        .filter_map(|line| line.strip_prefix("count\t")?.split_once('\t'))
        .map(|(what, count)| (what, count.parse().expect("a count")))
        .collect();
    let expected = BTreeMap::from([
        ("services", services().len()),
        ("actions", services().map(|service| service.actions().len()).sum()),
        ("resource types", services().map(|service| service.resource_types().len()).sum()),
        ("condition keys", services().map(|service| service.condition_keys().len()).sum()),
        ("global condition keys", global_condition_keys().len()),
        ("partitions", partitions().count()),
    ]);
    assert_eq!(counted, expected);
    assert!(record.contains(&format!("date\t{}\n", version().date())));
    assert!(record.contains(&format!("\t{}\t", version().release())));
    let is_digest = |digest: &str| {
        let bare = digest.strip_prefix("sha512-").or_else(|| digest.strip_prefix("sha256:"));
        bare.is_some_and(|bare| bare.len() >= 64)
    };
    assert!(sources().map(Source::digest).all(is_digest));
    let days = sources().map(Source::date);
    assert_eq!(days.filter(|day| *day == version().newest()).count(), 1);
}

#[test]
fn no_table_is_left_over() {
    let files = fs::read_dir(registry("services")).expect("a folder");
    assert_eq!(files.count(), services().len());
}

#[test]
fn every_operation_is_authorised_by_actions_and_is_none() {
    assert!(is_sorted(operations().iter().map(Operation::name)));
    for operation in operations() {
        let name = operation.name();
        assert!(action(name).is_none(), "{name} is an action");
    }
    // Of those that the overlay tells, the actions are known.
    let text = text_of(&registry("overlay/operations.tsv"));
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let name = line.split('\t').next().expect("a name");
        let operation = operation(name).expect("an operation");
        assert!(operation.actions().next().is_some(), "{name} has no action");
    }
}

#[test]
fn every_overlay_line_has_a_source() {
    for entry in fs::read_dir(registry("overlay")).expect("a folder") {
        let path = entry.expect("an entry").path();
        let text = text_of(&path);
        let width = text.lines().next().expect("a header").split('\t').count();
        for line in text.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            assert_eq!(columns.len(), width, "{}: {line}", path.display());
            assert!(columns.last().is_some_and(|source| !source.is_empty()), "{line}");
        }
    }
}

#[test]
fn every_alias_leads_to_its_service() {
    let text = text_of(&registry("overlay/aliases.tsv"));
    let rows: Vec<Vec<&str>> = text.lines().skip(1).map(|it| it.split('\t').collect()).collect();
    assert!(is_sorted(rows.iter().map(|row| row[0])));
    for row in rows {
        let first = nearest_services(row[0]).first().map(|service| service.prefix());
        assert_eq!(first, Some(row[1]), "{row:?}");
    }
}

#[test]
fn global_keys_and_partitions_are_sorted_and_found() {
    assert!(is_sorted(global_condition_keys().iter().map(ConditionKey::name)));
    assert!(is_sorted(partitions().map(Partition::name)));
    assert!(partitions().all(|partition| is_partition(partition.name())));
    assert!(regions().all(is_region));
}

#[test]
fn resource_types_are_found_by_the_service_field_of_their_arn() {
    for resource in services().flat_map(Service::resource_types) {
        for format in resource.arn_formats() {
            let field = format.split(':').nth(2).expect("a service field");
            assert!(is_arn_service(field), "{format}");
            assert!(resource_types_of(field).any(|it| it == resource), "{format}");
        }
    }
}

/// The sizes of templates count the longest partition and region there are.
#[test]
fn no_partition_or_region_is_longer_than_the_quotas_assume() {
    let longest = |name: &str| {
        let known = iam_language::policy::ParameterLength::PSEUDO.iter();
        known.clone().find(|length| length.name == name).expect("a pseudo parameter").longest
    };
    let partition = iam_registry::partitions().map(|it| it.name().len()).max();
    let region = iam_registry::regions().map(str::len).max();
    assert!(partition <= Some(longest("AWS::Partition")) && region <= Some(longest("AWS::Region")));
}
