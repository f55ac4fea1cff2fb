//! The building of policies with Rust values, which no constant can do.

/// Its name is what rustc says where such a policy is to be a `const` or a `static`.
#[inline]
pub fn a_policy_with_rust_values_cannot_be_a_constant_build_it_in_a_function<V, P>(
    values: V,
    build: impl FnOnce(V) -> P,
) -> P {
    build(values)
}
