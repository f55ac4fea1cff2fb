//! A set as one page for reviewers.
//!
//! What the page's script needs to know stands in `data-` attributes:
//!
//! - `data-needs`: bits of assets, any of which brings the element in; several numbers, all of which
//!   have to be met. An element is there if it and all around it are.
//! - `data-lens`: characters of JSON, one number for each partition if there are parameters: of a
//!   policy without its statements, of a statement with one empty resource, of a resource's text.
//! - `data-item`: what filters and the search show and hide; `data-group`: what goes with its last item.
//! - `data-action`, `data-level`, `data-service`, `data-finding`, `data-resource`, `data-effect`: what
//!   is counted and filtered by.
//! - `data-for`: the id of the element with which this one comes and goes.

mod contents;
mod entity;
mod lists;
mod overview;
mod page;
mod policy;
mod slug;
mod statement;
mod text;
mod toolbar;
