//! Every service, action, resource type and condition key of AWS.
