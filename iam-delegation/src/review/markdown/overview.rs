//! What a document tells of the whole set, in tables.

use super::escape::{code, words};
use super::table::Table;
use crate::declaration::ParameterSource;
use crate::review::action::service_name;
use crate::review::counts::COUNTED;
use crate::review::entity::RuleView;
use crate::review::level::Level;
use crate::review::model::Review;
use iam_core::finding::thousands;

impl Review {
    pub(super) fn counts_in_words(&self, bits: u32) -> String {
        let counts = COUNTED.iter().zip(self.counts(bits));
        let there = counts.filter(|(_, count)| *count > 0);
        let said = there.map(|(&(one, many, _), count)| {
            format!("{} {}", thousands(count), if count == 1 { one } else { many })
        });
        format!("{}.\n\n", said.collect::<Vec<_>>().join(", "))
    }

    pub(super) fn actions_table(&self, bits: u32) -> String {
        let tally = self.tally(bits);
        let used: Vec<_> = (0..)
            .zip(Level::ALL)
            .filter(|&(index, _)| tally.values().any(|row| row.get(index) > Some(&0)))
            .collect();
        let numbers: Vec<_> = used.iter().map(|(_, level)| format!("{}:", level.name())).collect();
        let titles = ["Service"].into_iter().chain(numbers.iter().map(String::as_str));
        let mut table = Table::new(&titles.chain(["All:"]).collect::<Vec<_>>());
        for (service, row) in &tally {
            let cells = used.iter().map(|&(index, _)| match row.get(index) {
                Some(&count) if count > 0 => count.to_string(),
                _ => String::new(),
            });
            let all = row.iter().sum::<usize>().to_string();
            let name = format!("{} {}", code(service), words(service_name(service)));
            table.row([name].into_iter().chain(cells).chain([all]));
        }
        format!("## Allowed actions by service and access level\n\n{}\n", table.finish())
    }

    pub(super) fn quotas_table(&self, bits: u32) -> String {
        let numbers = |used: &[usize]| {
            used.iter().map(|&number| thousands(number)).collect::<Vec<_>>().join(" / ")
        };
        let mut table = Table::new(&["Quota", "Used:", "Allowed:", ""]);
        let excess = |used: &[usize], most| {
            let excess = self.excess(used, most);
            excess.map(|words| format!("**{words}**")).unwrap_or_default()
        };
        for role in self.roles.iter().filter(|role| role.presence.is_in(bits)) {
            // Each managed policy has a row of its own.
            for quota in self.quotas(role, bits).into_iter().filter(|it| it.slug != "largest") {
                let what = format!("{}: {}", code(role.entity), quota.what);
                let excess = excess(&quota.used, quota.most);
                table.row([what, numbers(&quota.used), thousands(quota.most), excess]);
            }
            for policy in role.managed.iter().filter(|policy| policy.presence.is_in(bits)) {
                let Some(most) = policy.role.quota() else { continue };
                let lens = self.lens(policy, bits);
                let cells = [code(policy.entity), numbers(&lens), thousands(most)];
                table.row(cells.into_iter().chain([excess(&lens, most)]));
            }
        }
        format!("## Quotas\n\n{}\n\n{}\n", self.how_measured(), table.finish())
    }

    /// What the numbers of the quotas mean.
    pub(in crate::review) fn how_measured(&self) -> String {
        let partitions = self.measures.iter().filter_map(|measure| measure.partition);
        let partitions: Vec<_> = partitions.map(|partition| partition.to_string()).collect();
        if partitions.is_empty() {
            return "Policies in characters of their JSON without white space.".to_owned();
        }
        format!(
            "Policies in characters of their JSON without white space, each parameter at its longest: \
             at most so many in the partitions {}.",
            partitions.join(" / ")
        )
    }

    pub(super) fn rules_table(&self, bits: u32) -> String {
        let rules: Vec<_> = self.rules.iter().filter(|it| it.presence.is_in(bits)).collect();
        if rules.is_empty() {
            return String::new();
        }
        let mut table = Table::new(&["Name", "What it picks", "Events", "Sent to"]);
        for rule in rules {
            let cells = [code(&rule.name), words(rule.description), events(rule, bits)];
            table.row(cells.into_iter().chain([code(&rule.target_arn)]));
        }
        format!("## Event rules\n\n{}\n", table.finish())
    }

    pub(super) fn documents_table(&self, bits: u32) -> String {
        let documents = self.documents.iter().filter(|it| it.presence.is_in(bits));
        let mut table = Table::new(&["Name", "What it does"]);
        let mut is_empty = true;
        for document in documents {
            table.row([code(&document.name), words(document.description)]);
            is_empty = false;
        }
        if is_empty {
            return String::new();
        }
        format!("## Systems Manager documents\n\n{}\n", table.finish())
    }

    pub(super) fn parameters_table(&self) -> String {
        if self.parameters.is_empty() {
            return String::new();
        }
        let mut table = Table::new(&["Name", "What it is", "Value", "Longest:"]);
        for parameter in &self.parameters {
            let value = match parameter.source {
                ParameterSource::Given { expected, default: None, .. } => words(expected),
                ParameterSource::Given { expected, default: Some(default), .. } => {
                    format!("{}; {} if not given", words(expected), code(default))
                }
                ParameterSource::ByRegion(table) => {
                    format!("follows from the region, {} of which have one", table.len())
                }
                ParameterSource::StackName { otherwise } => {
                    format!("the name of the stack; {} without one", code(otherwise))
                }
            };
            let description = words(parameter.description);
            let longest = thousands(parameter.longest);
            table.row([code(parameter.name), description, value, longest]);
        }
        format!("## Parameters of the deployment\n\n{}\n", table.finish())
    }
}

fn events(rule: &RuleView, bits: u32) -> String {
    let list = |values: &[&str]| values.iter().map(|it| code(it)).collect::<Vec<_>>().join(", ");
    let mut lines = vec![format!("source: {}", code(rule.source))];
    if !rule.detail_types.is_empty() {
        lines.push(format!("detail-type: {}", list(rule.detail_types)));
    }
    for (name, values) in &rule.detail {
        let test = match values {
            None => "missing".to_owned(),
            Some(values) => {
                let there = values.iter().filter(|(_, presence)| presence.is_in(bits));
                list(&there.map(|(value, _)| *value).collect::<Vec<_>>())
            }
        };
        lines.push(format!("{}: {test}", code(name)));
    }
    lines.join("<br>")
}
