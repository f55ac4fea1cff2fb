//! The parameters of names and policies.

use iam_core::policy::ParameterLength;

/// Something that is different in each account, and written `${Name}` in names and policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "declarations are written with these fields")]
pub struct Parameter {
    /// What stands between `${` and `}`: letters and digits, as CloudFormation demands.
    pub name: &'static str,
    /// What it is, as a sentence for the one who has to give it.
    pub description: &'static str,
    /// Where the value comes from.
    pub source: ParameterSource,
    /// The most characters that the value can have; policies are proved to fit for it.
    pub longest: usize,
}

/// Where the value of a [`Parameter`] comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "declarations are written with these forms")]
pub enum ParameterSource {
    /// The customer gives it.
    Given {
        /// The regular expression that the whole value has to match: characters, classes, groups and
        /// repetitions, as JavaScript, Java and RE2 all know them, without anchors.
        pattern: &'static str,
        /// What fits, in words and with an article: `an account id of twelve digits`.
        expected: &'static str,
        /// What stands for it where the customer gives nothing.
        default: Option<&'static str>,
    },
    /// It follows from the region: names of regions, each with its value; nothing elsewhere.
    ByRegion(&'static [(&'static str, &'static str)]),
    /// The name of the CloudFormation stack that holds the resources.
    StackName {
        /// What stands for it where there is no stack, with parameters.
        otherwise: &'static str,
    },
}

/// The most characters that each of `parameters` and each pseudo parameter can stand for, in a
/// partition and region whose names have these many characters.
///
/// `N` is the number of parameters and three: what is left over stays without a name.
#[must_use]
pub const fn longest_values<const N: usize>(
    mut parameters: &[Parameter],
    partition: usize,
    region: usize,
) -> [ParameterLength; N] {
    let mut all = [ParameterLength { name: "", longest: 0 }; N];
    if let [first, second, third, rest @ ..] = all.as_mut_slice() {
        *first = ParameterLength { name: "AWS::Partition", longest: partition };
        *second = ParameterLength { name: "AWS::Region", longest: region };
        *third = ParameterLength { name: "AWS::AccountId", longest: 12 };
        let mut free = rest;
        while let ([slot, slots @ ..], [parameter, others @ ..]) = (free, parameters) {
            *slot = ParameterLength { name: parameter.name, longest: parameter.longest };
            (free, parameters) = (slots, others);
        }
    }
    all
}

/// The same for any number of parameters, while the program runs.
pub(crate) fn longest_in(
    parameters: &[Parameter],
    partition: usize,
    region: usize,
) -> Vec<ParameterLength> {
    let pseudo: [ParameterLength; 3] = longest_values(&[], partition, region);
    let given = parameters.iter();
    let given = given.map(|one| ParameterLength { name: one.name, longest: one.longest });
    pseudo.into_iter().chain(given).collect()
}
