//! A set as Markdown, for a pull request.

mod escape;
mod policy;
mod table;

use super::Review;
use super::action::service_name;
use super::counts::COUNTED;
use super::entity::{RoleView, RuleView, TopicView};
use super::level::Level;
use super::policy::PolicyView;
use crate::declaration::{ParameterSource, Product};
use crate::set::{PolicySet, Stage};
use escape::{code, words};
use iam_core::finding::thousands;
use table::Table;

impl<P: Product, S: Stage> PolicySet<P, S> {
    /// The set as Markdown for a pull request: for each policy a table of its statements, what they
    /// are for, their resources and their conditions in words, with what the checks have to say,
    /// counts and quotas.
    ///
    /// Written for GitHub. A comment there holds 65,536 characters, a file as many as it likes.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iam_delegation::{PolicySet, Product, Stage};
    /// fn describe<P: Product, S: Stage>(set: &PolicySet<P, S>) -> String {
    ///     format!("This change is about {}.\n\n{}", set.assets(), set.to_markdown())
    /// }
    /// ```
    #[must_use]
    pub fn to_markdown(&self) -> String {
        Review::new(self, self.assets()).to_markdown()
    }
}

impl Review {
    fn to_markdown(&self) -> String {
        let bits = self.chosen;
        let mut text = format!(
            "# What {} needs for {}\n\n",
            words(self.product),
            words(&self.names_of(bits).join(", "))
        );
        for asset in self.assets.iter().filter(|asset| asset.bit & bits != 0) {
            text.extend(["- ", &code(asset.name), ": ", &words(asset.description), "\n"]);
        }
        text.push('\n');
        text.push_str(&self.counts_in_words(bits));
        text.push_str(&self.actions_table(bits));
        text.push_str(&self.quotas_table(bits));
        for role in self.roles.iter().filter(|role| role.presence.is_in(bits)) {
            text.push_str(&role_section(role, bits));
        }
        for topic in self.topics.iter().filter(|topic| topic.presence.is_in(bits)) {
            text.push_str(&topic_section(topic, bits));
        }
        text.push_str(&self.rules_table(bits));
        text.push_str(&self.documents_table(bits));
        text.push_str(&self.parameters_table());
        text
    }

    fn counts_in_words(&self, bits: u32) -> String {
        let counts = COUNTED.iter().zip(self.counts(bits));
        let there = counts.filter(|(_, count)| *count > 0);
        let said = there.map(|(&(one, many, _), count)| {
            format!("{} {}", thousands(count), if count == 1 { one } else { many })
        });
        format!("{}.\n\n", said.collect::<Vec<_>>().join(", "))
    }

    fn actions_table(&self, bits: u32) -> String {
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

    fn quotas_table(&self, bits: u32) -> String {
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
    pub(super) fn how_measured(&self) -> String {
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

    fn rules_table(&self, bits: u32) -> String {
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

    fn documents_table(&self, bits: u32) -> String {
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

    fn parameters_table(&self) -> String {
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

fn role_section(role: &RoleView, bits: u32) -> String {
    let mut text = format!("## Role {}\n\n{}", code(role.entity), words(role.description));
    if let Some(why) = role.optional {
        text.extend([" Optional: ", &words(why), "."]);
    }
    text.extend(["\n\n- Name: ", &code(&role.name), "\n- Path: ", &code(&role.path)]);
    text.extend(["\n- ARN: ", &code(&role.arn), "\n"]);
    if let Some(profile) = &role.profile {
        let (entity, name) = (code(profile.entity), code(&profile.name));
        let arn = code(&profile.arn);
        text.extend(["- Instance profile ", &entity, ": ", &name, ", ", &arn, "\n"]);
    }
    text.push('\n');
    for policy in role.policies().filter(|policy| policy.presence.is_in(bits)) {
        text.push_str(&policy_section(policy, bits));
    }
    text
}

fn topic_section(topic: &TopicView, bits: u32) -> String {
    format!(
        "## Topic {}\n\n{} Messages come from “{}”.\n\n- Name: {}\n- ARN: {}\n\n{}",
        code(topic.entity),
        words(topic.description),
        words(topic.display_name),
        code(&topic.name),
        code(&topic.arn),
        policy_section(&topic.policy, bits)
    )
}

fn policy_section(policy: &PolicyView, bits: u32) -> String {
    let kind = policy.role.name();
    let title = if policy.entity.is_empty() {
        kind.to_owned()
    } else {
        format!("{kind} {}", code(policy.entity))
    };
    let mut text = format!("### {title}\n\n{}\n\n", words(&policy.description));
    if let Some(name) = &policy.name {
        text.extend(["- Name: ", &code(name), "\n"]);
        if let Some(arn) = &policy.arn {
            text.extend(["- ARN: ", &code(arn), "\n"]);
        }
        text.push('\n');
    }
    if policy.statements_in(bits).next().is_none() {
        text.push_str("No statements for these assets.\n\n");
        return text;
    }
    text.push_str(&policy::table_and_findings(policy, bits));
    text.push('\n');
    text
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

#[cfg(test)]
mod tests {
    use super::super::hostile;
    use crate::PolicySet;
    use crate::testing::{Ledger, Source};
    use pulldown_cmark::{Event, Options, Parser, Tag};

    #[test]
    fn hostile_names_stay_text() {
        let markdown = hostile::review().to_markdown();
        let (mut cells, mut columns, mut texts) = (0, 0, String::new());
        for event in Parser::new_ext(&markdown, Options::ENABLE_TABLES) {
            match event {
                Event::InlineHtml(html) => {
                    let ours = ["<br>", "<code>", "</code>", "<sub>", "</sub>"];
                    assert!(ours.contains(&&*html), "{html}");
                }
                Event::Html(html) => panic!("{html}"),
                Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::Emphasis) => {
                    panic!("{event:?}")
                }
                Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
                Event::Start(Tag::TableHead | Tag::TableRow) => cells = 0,
                Event::Start(Tag::TableCell) => cells += 1,
                Event::End(pulldown_cmark::TagEnd::TableRow) => assert_eq!(cells, columns),
                Event::Text(text) | Event::Code(text) => texts.push_str(&text),
                _ => {}
            }
        }
        let shown = iam_core::visible::visible(hostile::HOSTILE);
        assert!(texts.matches(&*shown).count() > 30, "{texts}");
        // Every row of a table has the pipes of its cells and no others.
        for row in markdown.lines().filter(|line| line.starts_with('|')) {
            assert!(row.ends_with('|'), "{row}");
        }
    }

    #[test]
    fn each_policy_has_its_table() {
        let markdown = PolicySet::<Ledger>::for_assets(Source::Invoices).to_markdown();
        assert!(markdown.starts_with("# What Ledger &amp; Sons needs for buckets, invoices\n\n- `buckets`: S3 buckets\n- `invoices`: Invoices &lt;in&gt; buckets\n\n1 role, 4 policies, 6 statements, 7 actions, 7 resources, 1 topic, 1 event rule"));
        for row in [
            "| Permissions | What for | Who | Conditions |",
            "| Write: `sts:AssumeRole` |  | `arn:${AWS::Partition}:iam::444455556666:role/Ledger` | the external id that the caller shows is `${Key}` (`StringEquals sts:ExternalId`) |",
            "| Read: `s3:GetObject`<br>List: `s3:ListBucket` | Reads what is in &lt;buckets&gt;, each person's own.<br>`ReadBuckets` | `arn:${AWS::Partition}:s3:::books`<br>`arn:${AWS::Partition}:s3:::books/${aws:username}/*` |  |",
            "| `LedgerRole`: Managed policies | 1 | 10 |  |",
            "| `s3` Amazon S3 | 1 | 1 | 1 | 3 |",
            "| `LedgerRule-${Key}` | Objects that come. | source: `aws.s3`<br>detail-type: `Object Created`<br>`reason`: `PutObject` | `arn:${AWS::Partition}:sns:${AWS::Region}:${AWS::AccountId}:LedgerNews-${Key}` |",
        ] {
            assert!(markdown.lines().any(|line| line == row), "{row}\n{markdown}");
        }
    }
}
