//! The document as a whole.

use super::escape::{code, words};
use super::policy;
use crate::declaration::Product;
use crate::review::entity::{RoleView, TopicView};
use crate::review::model::Review;
use crate::review::policy::PolicyView;
use crate::set::{PolicySet, Stage};

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

#[cfg(test)]
mod tests {
    use crate::PolicySet;
    use crate::review::hostile;
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
