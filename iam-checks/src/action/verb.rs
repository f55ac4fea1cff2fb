//! What the first word of an action's name does.

use iam_registry::{self as registry, Action};

/// Words that do the same, with those first that AWS uses most, and words that do the opposite nowhere near.
const SENSES: [&[&str]; 9] = [
    &["Get", "Receive", "Describe", "List", "Read", "Fetch", "View", "Search"],
    &["Put", "Send", "Update", "Publish", "Modify", "Set", "Write", "Change", "Upload"],
    &["Create", "Add", "Make", "New", "Insert"],
    &["Delete", "Remove", "Terminate", "Destroy", "Purge", "Drop"],
    &["Start", "Run", "Execute", "Begin", "Launch", "Resume"],
    &["Stop", "Cancel", "Pause", "Halt", "Suspend"],
    &[
        "Attach",
        "Associate",
        "Enable",
        "Register",
        "Subscribe",
        "Tag",
        "Lock",
        "Grant",
        "Authorize",
        "Accept",
    ],
    &[
        "Detach",
        "Disassociate",
        "Disable",
        "Deregister",
        "Unsubscribe",
        "Untag",
        "Unlock",
        "Revoke",
        "Reject",
    ],
    &["Import", "Restore"],
];

/// Whether advice to write `meant` in the place of `written` may be what was meant: not if their first words
/// are known to do different things, however alike they are spelt.
pub(crate) fn agrees(written: &str, meant: &str) -> bool {
    match (sense(verb(written)), sense(verb(meant))) {
        (Some(written), Some(meant)) => written == meant,
        _ => true,
    }
}

/// Whether both names start with the same word.
pub(crate) fn is_same(a: &str, b: &str) -> bool {
    verb(a).eq_ignore_ascii_case(verb(b))
}

/// The action of the service that has another first word of the same sense: `sqs:ReceiveMessage` for
/// `ReadMessage`, `sns:Publish` for `Send`.
pub(crate) fn same_sense(prefix: &str, name: &str) -> Option<&'static Action> {
    let service = registry::service(prefix)?;
    let written = verb(name);
    let rest = name.get(written.len()..)?;
    let words = SENSES.get(sense(written)?)?;
    words.iter().find_map(|word| service.action(&format!("{word}{rest}")))
}

/// The first word of a name in which each starts with a capital.
fn verb(name: &str) -> &str {
    let next = name.char_indices().skip(1).find(|(_, c)| c.is_ascii_uppercase());
    name.get(..next.map_or(name.len(), |(at, _)| at)).unwrap_or(name)
}

fn sense(verb: &str) -> Option<usize> {
    SENSES.iter().position(|words| words.iter().any(|word| word.eq_ignore_ascii_case(verb)))
}

#[cfg(test)]
mod tests {
    use super::{SENSES, agrees, same_sense, verb};

    #[test]
    fn a_word_of_another_sense_is_not_what_was_meant() {
        for (written, meant, expected) in [
            ("ReadMessage", "SendMessage", false),
            ("AttachVolum", "DetachVolume", false),
            ("TagResourc", "UntagResource", false),
            ("GetObjec", "PutObject", false),
            ("GetObjec", "GetObject", true),
            ("DescribeQueue", "ListQueues", true),
            ("Getobject", "PutObject", true),
            ("InvokFunction", "InvokeFunction", true),
        ] {
            assert_eq!(agrees(written, meant), expected, "{written} {meant}");
        }
    }

    #[test]
    fn the_same_is_done_by_another_name() {
        for (prefix, name, wanted) in [
            ("sqs", "ReadMessage", Some("sqs:ReceiveMessage")),
            ("s3", "UploadObject", Some("s3:PutObject")),
            ("ec2", "DetachInternetGateways", None),
            ("sqs", "Read", None),
            ("sns", "Send", Some("sns:Publish")),
            ("s3", "", None),
            ("nowhere", "ReadMessage", None),
        ] {
            let found = same_sense(prefix, name).map(ToString::to_string);
            assert_eq!(found.as_deref(), wanted, "{prefix}:{name}");
        }
        assert_eq!(verb("Übung"), "Übung");
    }

    #[test]
    fn each_word_has_one_sense() {
        let mut words: Vec<_> = SENSES.concat();
        words.sort_unstable();
        let all = words.len();
        words.dedup();
        assert_eq!(words.len(), all);
    }
}
