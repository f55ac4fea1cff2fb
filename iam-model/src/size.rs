//! How large a policy is, as IAM's quotas count: characters of compact JSON.
//!
//! All `const`, so that a role can be checked against its quotas while it compiles.

use crate::condition::{ConditionBlock, ConditionValue};
use crate::policy_document::PolicyDocument;
use crate::principal::{Principal, PrincipalGroup};
use crate::statement::Statement;
use crate::text::{Text, list_of, text_of};
use crate::write::{action_key, principal_key, resource_key};
use iam_language::policy::{ParameterLength, longest_text_len};

impl PolicyDocument {
    /// The length of the compact JSON once every parameter in `lengths` has its longest value.
    #[must_use]
    pub const fn longest_json_len(&self, lengths: &[ParameterLength]) -> usize {
        let measure = Measure { lengths };
        let mut len = r#"{"Statement":[]}"#.len();
        if let Some(version) = self.version() {
            len += r#""Version":"","#.len() + version.as_str().len();
        }
        if let Some(id) = self.id() {
            len += r#""Id":"","#.len() + measure.text(id);
        }
        let mut statements = self.statements();
        len += commas(statements.len());
        while let [statement, rest @ ..] = statements {
            len += measure.statement(statement);
            statements = rest;
        }
        len
    }
}

const fn commas(items: usize) -> usize {
    items.saturating_sub(1)
}

/// The brackets and commas of a list; one item is written bare.
const fn brackets(items: usize) -> usize {
    if items == 1 { 0 } else { "[]".len() + commas(items) }
}

const QUOTES: usize = r#""""#.len();

struct Measure<'l> {
    lengths: &'l [ParameterLength],
}

impl Measure<'_> {
    const fn statement(&self, statement: &Statement) -> usize {
        let mut len = r#"{"Effect":"","":}"#.len() + statement.effect.as_str().len();
        if let Some(sid) = &statement.sid {
            len += r#""Sid":"","#.len() + self.text(text_of(sid));
        }
        if let Some(element) = &statement.principal {
            len += r#""":,"#.len() + principal_key(element).len();
            len += self.principal(element.principal());
        }
        len += action_key(&statement.action).len();
        let mut patterns = statement.action.patterns();
        len += brackets(patterns.len());
        while let [pattern, rest @ ..] = patterns {
            len += QUOTES + self.text(pattern.as_str());
            patterns = rest;
        }
        if let Some(element) = &statement.resource {
            len += r#","":"#.len() + resource_key(element).len();
            let mut patterns = element.patterns();
            len += brackets(patterns.len());
            while let [pattern, rest @ ..] = patterns {
                len += QUOTES + self.text(pattern.as_str());
                patterns = rest;
            }
        }
        let mut blocks = list_of(&statement.conditions);
        if !blocks.is_empty() {
            len += r#","Condition":{}"#.len() + commas(blocks.len());
        }
        while let [block, rest @ ..] = blocks {
            len += self.block(block);
            blocks = rest;
        }
        len
    }

    const fn principal(&self, principal: &Principal) -> usize {
        let Principal::Listed(groups) = principal else { return r#""*""#.len() };
        let mut groups = list_of(groups);
        let mut len = "{}".len() + commas(groups.len());
        while let [PrincipalGroup { principal_type, identifiers }, rest @ ..] = groups {
            len += r#""":"#.len() + principal_type.as_str().len();
            len += self.texts(list_of(identifiers));
            groups = rest;
        }
        len
    }

    const fn block(&self, block: &ConditionBlock) -> usize {
        let mut tests = list_of(&block.tests);
        let mut len = r#""":{}"#.len() + block.operator.spelling_len() + commas(tests.len());
        while let [test, rest @ ..] = tests {
            len += r#""":"#.len() + self.text(test.key.as_str());
            let mut values = list_of(&test.values);
            len += brackets(values.len());
            while let [value, rest @ ..] = values {
                let quotes = if matches!(value, ConditionValue::String(_)) { QUOTES } else { 0 };
                len += quotes + self.text(value.as_str());
                values = rest;
            }
            tests = rest;
        }
        len
    }

    const fn texts(&self, texts: &[Text]) -> usize {
        let mut len = brackets(texts.len());
        let mut texts = texts;
        while let [text, rest @ ..] = texts {
            len += QUOTES + self.text(text_of(text));
            texts = rest;
        }
        len
    }

    const fn text(&self, text: &str) -> usize {
        longest_text_len(text, self.lengths)
    }
}
