//! The words of a policy: its types, elements and operators.

mod effect;
mod element;
mod look_alike;
mod operator;
mod parameter_length;
mod policy_type;
mod principal_type;
pub mod quota;
mod slot;
mod version;

pub use effect::Effect;
pub use element::Element;
pub use look_alike::look_alike;
pub use operator::{
    Comparison, ComparisonFamily, ConditionOperator, ConditionOperatorError, SetQualifier,
};
pub use parameter_length::{ParameterLength, longest_text_len};
pub use policy_type::PolicyType;
pub use principal_type::PrincipalType;
pub use slot::Slot;
pub use version::Version;
