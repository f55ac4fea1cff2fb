//! Long lists of Rust values keep their order, and each value is evaluated once.

use std::cell::Cell;
use typed_iam::policy;

fn main() {
    let count = Cell::new(0);
    let next = || {
        count.set(count.get() + 1);
        format!("arn:aws:s3:::reports/{}", count.get())
    };
    let policy = policy! {
        Version: "2012-10-17",
        Statement: [
            { Effect: Allow, Action: s3:GetObject, Resource: ["arn:aws:s3:::b/0", (next()), (next()), "arn:aws:s3:::b/3", (next()), (next()), "arn:aws:s3:::b/6", (next()), (next()), "arn:aws:s3:::b/9", (next()), (next()), "arn:aws:s3:::b/12", (next()), (next()), "arn:aws:s3:::b/15", (next()), (next()), "arn:aws:s3:::b/18", (next()), (next()), "arn:aws:s3:::b/21", (next()), (next()), "arn:aws:s3:::b/24", (next()), (next()), "arn:aws:s3:::b/27", (next()), (next()), "arn:aws:s3:::b/30", (next()), (next()), "arn:aws:s3:::b/33", (next()), (next()), "arn:aws:s3:::b/36", (next()), (next()), "arn:aws:s3:::b/39", (next()), (next()), "arn:aws:s3:::b/42", (next()), (next()), "arn:aws:s3:::b/45", (next()), (next()), "arn:aws:s3:::b/48", (next()), (next()), "arn:aws:s3:::b/51", (next()), (next()), "arn:aws:s3:::b/54", (next()), (next()), "arn:aws:s3:::b/57", (next()), (next()), "arn:aws:s3:::b/60", (next()), (next()), "arn:aws:s3:::b/63", (next()), (next()), "arn:aws:s3:::b/66", (next()), (next()), "arn:aws:s3:::b/69", (next()), (next()), "arn:aws:s3:::b/72", (next()), (next()), "arn:aws:s3:::b/75", (next()), (next()), "arn:aws:s3:::b/78", (next()), (next()), "arn:aws:s3:::b/81", (next()), (next()), "arn:aws:s3:::b/84", (next()), (next()), "arn:aws:s3:::b/87", (next()), (next()), "arn:aws:s3:::b/90", (next()), (next()), "arn:aws:s3:::b/93", (next()), (next()), "arn:aws:s3:::b/96", (next()), (next()), "arn:aws:s3:::b/99", (next()), (next()), "arn:aws:s3:::b/102", (next()), (next()), "arn:aws:s3:::b/105", (next()), (next()), "arn:aws:s3:::b/108", (next()), (next()), "arn:aws:s3:::b/111", (next()), (next()), "arn:aws:s3:::b/114", (next()), (next()), "arn:aws:s3:::b/117", (next()), (next()), "arn:aws:s3:::b/120", (next()), (next()), "arn:aws:s3:::b/123", (next()), (next()), "arn:aws:s3:::b/126", (next()), (next()), "arn:aws:s3:::b/129", (next()), (next()), "arn:aws:s3:::b/132", (next()), (next()), "arn:aws:s3:::b/135", (next()), (next()), "arn:aws:s3:::b/138", (next()), (next()), "arn:aws:s3:::b/141", (next()), (next()), "arn:aws:s3:::b/144", (next()), (next()), "arn:aws:s3:::b/147", (next()), (next())] },
            { Effect: Allow, Action: s3:GetObject, Resource: [(next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next()), (next())] },
        ],
    };
    let json = policy.to_json();
    let numbers: Vec<u32> = json
        .split("reports/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next()?.parse().ok())
        .collect();
    assert_eq!(numbers, (1..=count.get()).collect::<Vec<_>>());
    assert_eq!(numbers.len(), 230);
    let constants: Vec<usize> = json
        .split("s3:::b/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next()?.parse().ok())
        .collect();
    assert_eq!(constants, (0..150).step_by(3).collect::<Vec<_>>());
    assert!(json.contains(r#""arn:aws:s3:::b/3","arn:aws:s3:::reports/3","arn:aws:s3:::reports/4","arn:aws:s3:::b/6""#));
}
