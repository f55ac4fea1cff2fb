//! The forms in which a set is written.

use clap::ValueEnum;
use clumio_policies::{ClumioPolicySet, Stage};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Clumio's permissions file, with the steps of creating everything by hand
    #[default]
    Json,
    /// A CloudFormation template
    Cloudformation,
    /// The same as YAML
    CloudformationYaml,
    /// Terraform in JSON syntax, for a file ….tf.json
    Terraform,
    /// A page for reviewers
    Html,
    /// The same as Markdown tables, for a pull request
    Markdown,
}

impl Format {
    /// Whether it creates what it holds, in whatever partition somebody deploys it.
    pub(crate) fn is_template(self) -> bool {
        matches!(self, Self::Cloudformation | Self::CloudformationYaml | Self::Terraform)
    }

    /// The set in this form, with a line break at the end.
    pub(crate) fn write<S: Stage>(self, set: &ClumioPolicySet<S>) -> String {
        let text = match self {
            Self::Json => set.to_json_pretty(),
            Self::Cloudformation => set.to_cloudformation(),
            Self::CloudformationYaml => set.to_cloudformation_yaml(),
            Self::Terraform => set.to_terraform(),
            Self::Html => set.to_html(),
            Self::Markdown => set.to_markdown(),
        };
        format!("{}\n", text.trim_end_matches('\n'))
    }
}
