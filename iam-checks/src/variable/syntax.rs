//! How a policy variable is written.

use crate::advice::Advice;
use crate::prelude::*;
use crate::variable::text::{Written, each_value, is_parameter, variables};

declare_check! {
    /// A policy variable has no name: `${}`.
    ///
    /// IAM refuses the policy.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::crew-inbox/${}/*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::crew-inbox/${aws:username}/*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Empty variable"; policy variables.
    pub(crate) static EMPTY_VARIABLE: "empty-variable", Error
}

declare_check! {
    /// A policy variable is not closed: `${` without `}`.
    ///
    /// IAM refuses the policy, or takes the rest of the text for a name.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::crew-inbox/${aws:username/*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::crew-inbox/${aws:username}/*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing brace in variable"; policy variables.
    pub(crate) static MISSING_BRACE_IN_VARIABLE: "missing-brace-in-variable", Error
}

declare_check! {
    /// The default value of a policy variable is not in single quotes.
    ///
    /// IAM refuses the policy. A default follows the name and a comma, in one pair of single quotes.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::crew-inbox/${aws:PrincipalTag/team, shared}/*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::crew-inbox/${aws:PrincipalTag/team, 'shared'}/*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Missing quote in variable"; policy variables.
    pub(crate) static MISSING_QUOTE_IN_VARIABLE: "missing-quote-in-variable", Error
}

declare_check! {
    /// The name of a policy variable has a space.
    ///
    /// IAM refuses the policy. Tags with spaces in their names cannot be used as variables.
    ///
    /// ```json,flagged
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::crew-inbox/${aws:PrincipalTag/cost center}/*" }] }
    /// ```
    /// ```json,clean
    /// { "Version": "2012-10-17",
    ///   "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::crew-inbox/${aws:PrincipalTag/costcenter}/*" }] }
    /// ```
    ///
    /// Source: IAM Access Analyzer, "Unsupported space in variable"; policy variables.
    pub(crate) static UNSUPPORTED_SPACE_IN_VARIABLE: "unsupported-space-in-variable", Error
}

pub(crate) fn run(statement: &Statement<'_>, report: &mut Report) {
    if !statement.has_dollar || !statement.policy.has_variables() {
        return;
    }
    each_value(statement, |text, span| {
        let mut is_mended = false;
        for variable in variables(text) {
            let Some((about, message, advice)) =
                problem(variable, statement.policy.options.template)
            else {
                continue;
            };
            let finding = about.at(span, message);
            report.push(advice.give_first(&mut is_mended, finding, |mended| {
                let (Written::Closed(name) | Written::Unclosed(name)) = variable;
                let fixed = text.replace(&format!("${{{name}}}"), mended);
                // What was left out is plain around a plain word; what a space means is not.
                let default = name.split_once(',').map(|(_, default)| default.trim());
                let is_sure = about.code == MISSING_QUOTE_IN_VARIABLE.code
                    && default.is_some_and(is_plain_word);
                Fix::replace(span, fixed).titled(format!("write `{mended}`")).sure_if(is_sure)
            }));
        }
    });
}

/// What is wrong with a variable, and what to do about it.
pub(crate) fn problem(
    variable: Written<'_>,
    template: bool,
) -> Option<(&'static About, String, Advice)> {
    let text = match variable {
        Written::Unclosed(text) => {
            let message = format!("`{text}` is not closed");
            return Some((&MISSING_BRACE_IN_VARIABLE, message, "close it with `}`".into()));
        }
        Written::Closed(text) => text,
    };
    if text.trim().is_empty() {
        // There it is a parameter without a name, which is another finding.
        if template {
            return None;
        }
        let message = format!("`${{{text}}}` names no variable");
        let fix = "name one, as in `${aws:username}`, or write `${$}` for a dollar sign";
        return Some((&EMPTY_VARIABLE, message, fix.into()));
    }
    if template && is_parameter(text) {
        return None;
    }
    let (name, default) = match text.split_once(',') {
        Some((name, default)) => (name, Some(default.trim())),
        None => (text, None),
    };
    if name.contains(' ') {
        let message = format!("the name `{name}` has a space");
        let rest = text.get(name.len()..).unwrap_or_default();
        let variable = format!("${{{}{rest}}}", name.replace(' ', ""));
        let text = format!("write `{variable}`, if that is meant");
        let advice = Advice::write(variable).worded(text);
        return Some((&UNSUPPORTED_SPACE_IN_VARIABLE, message, advice));
    }
    let default = default.filter(|default| !is_quoted(default))?;
    let message = format!("the default value `{default}` is not in single quotes");
    let advice = Advice::write(format!("${{{name}, '{}'}}", default.replace('\'', "")));
    Some((&MISSING_QUOTE_IN_VARIABLE, message, advice))
}

/// Whether nothing in it could be meant as a quote, a wildcard or several values.
fn is_plain_word(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./@".contains(&byte);
    !text.is_empty() && text.bytes().all(is_plain)
}

fn is_quoted(text: &str) -> bool {
    let inner = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    inner.is_some_and(|inner| !inner.contains('\''))
}
