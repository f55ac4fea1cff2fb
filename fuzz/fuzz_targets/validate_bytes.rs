//! Every check on any bytes, and the laws that hold whatever the text.

#![no_main]

use iam_core::check::{self, Options, Selection, Subject};
use iam_core::finding::FindingType;
use iam_core::json::{self, LineIndex};
use iam_core::policy::{
    Identity, Kind, Policy, PolicyType, Resource, ResourceControl, ServiceControl, Trust,
};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let [first, rest @ ..] = bytes else { return };
    let text = String::from_utf8_lossy(rest);
    match first % 5 {
        0 => laws::<Identity>(&text, *first),
        1 => laws::<Resource>(&text, *first),
        2 => laws::<Trust>(&text, *first),
        3 => laws::<ServiceControl>(&text, *first),
        _ => laws::<ResourceControl>(&text, *first),
    }
});

fn laws<K: Kind>(text: &str, choice: u8) {
    let policy_type: PolicyType = K::TYPE;
    let mut options = Options::new(policy_type).select(Selection::all());
    options.template = choice & 0x80 != 0;
    options.canonical = choice & 0x40 != 0;
    let findings = match json::read(text) {
        Ok(document) => check::run(&Subject::as_written(&document, text), options),
        Err(error) => vec![check::syntax_finding(&error)],
    };
    let lines = LineIndex::new(text);
    for finding in &findings {
        for span in finding.related.iter().chain([&finding.span]) {
            assert!(span.start <= span.end && span.end as usize <= text.len(), "{finding:?}");
            assert!(text.is_char_boundary(span.start as usize), "{finding:?}");
            assert!(text.is_char_boundary(span.end as usize), "{finding:?}");
        }
        assert!(lines.position(finding.span.start as usize).line >= 1);
        assert!(!finding.to_string().is_empty() && !finding.why.is_empty(), "{finding:?}");
    }
    // A policy that cannot be read has an error that says why; one that can be survives writing.
    match Policy::<K>::from_json(text) {
        Ok(policy) => {
            let written = policy.to_json();
            assert_eq!(Policy::<K>::from_json(&written).as_ref(), Ok(&policy));
            assert_eq!(Policy::<K>::from_json(&policy.to_json_pretty()), Ok(policy));
        }
        Err(error) => {
            assert!(error.problems().count() > 0);
            let errors = findings.iter().filter(|it| it.finding_type == FindingType::Error);
            assert!(errors.count() > 0, "{error}");
        }
    }
}
