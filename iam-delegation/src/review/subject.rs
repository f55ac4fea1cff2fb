//! What the keys of conditions are, in words.

use super::phrase::Phrase;

/// What a condition is about.
pub(super) struct Subject {
    /// As the subject of a sentence: `the tag Vendor of the resource`.
    pub(super) phrase: Phrase,
    /// Whether the words are about several values at once: `the tag keys of the request`.
    pub(super) is_plural: bool,
}

/// Keys whose meaning is a few words, in small letters.
///
/// Source: [global condition keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html),
/// and the service's own page in the Service Authorization Reference
const KNOWN: &[(&str, &str)] = &[
    ("aws:calledvia", "the services that made the request on somebody's behalf"),
    ("aws:currenttime", "the time of the request"),
    ("aws:multifactorauthpresent", "whether the caller has signed in with a second factor"),
    ("aws:principalaccount", "the account of the caller"),
    ("aws:principalarn", "the ARN of the caller"),
    ("aws:principalisawsservice", "whether the caller is an AWS service"),
    ("aws:principalorgid", "the organization of the caller"),
    ("aws:principalservicename", "the AWS service that calls"),
    ("aws:requestedregion", "the region of the request"),
    ("aws:resourceaccount", "the account of the resource"),
    ("aws:resourceorgid", "the organization of the resource"),
    ("aws:securetransport", "whether the request is encrypted on its way"),
    ("aws:sourceaccount", "the account on whose behalf the service calls"),
    ("aws:sourcearn", "the resource on whose behalf the service calls"),
    ("aws:sourceip", "the address that the request comes from"),
    ("aws:sourceorgid", "the organization on whose behalf the service calls"),
    ("aws:sourceowner", "the account on whose behalf the service calls"),
    ("aws:sourcevpc", "the VPC that the request comes from"),
    ("aws:sourcevpce", "the VPC endpoint that the request comes through"),
    ("aws:userid", "the id of the caller"),
    ("aws:viaawsservice", "whether an AWS service makes the request for the caller"),
    ("application-autoscaling:service-namespace", "the service that is scaled"),
    ("ec2:createaction", "the action that creates the tagged resource"),
    ("iam:passedtoservice", "the service that the role is passed to"),
    ("kms:calleraccount", "the account of the caller"),
    ("kms:grantisforawsresource", "whether an AWS service uses the grant"),
    ("kms:viaservice", "the service that uses the key for the caller"),
    ("s3:resourceaccount", "the account of the bucket"),
    ("sts:externalid", "the external id that the caller shows"),
];

/// Keys with the name of a tag behind them: what stands before it, and whose tag it is.
const TAGS: &[(&str, &str)] = &[
    ("requesttag/", " that the request sets"),
    ("resourcetag/", " of the resource"),
    ("principaltag/", " of the caller"),
    ("existingobjecttag/", " of the object"),
    ("requestobjecttag/", " that the request sets on the object"),
    ("db-tag/", " of the DB instance"),
    ("cluster-tag/", " of the DB cluster"),
    ("snapshot-tag/", " of the DB snapshot"),
    ("cluster-snapshot-tag/", " of the DB cluster snapshot"),
];

impl Subject {
    /// What `key` is; the key itself where no words are known.
    pub(super) fn of(key: &str) -> Self {
        let lower = key.to_ascii_lowercase();
        if lower == "aws:tagkeys" {
            let phrase = Phrase::words("the tag keys of the request");
            return Self { phrase, is_plural: true };
        }
        let known = KNOWN.iter().find(|(name, _)| *name == lower);
        let phrase = match (known, tag(key)) {
            (Some((_, words)), _) => Phrase::words(*words),
            (None, Some((name, whose))) => Phrase::words("the tag ").code(name).and(whose),
            (None, None) => Phrase::default().code(key),
        };
        Self { phrase, is_plural: false }
    }
}

/// The name of the tag that `key` is about, and whose it is.
fn tag(key: &str) -> Option<(&str, &'static str)> {
    let (_, rest) = key.split_once(':')?;
    let (kind, name) = rest.split_at_checked(rest.find('/')? + 1)?;
    let (_, whose) = TAGS.iter().find(|(start, _)| kind.eq_ignore_ascii_case(start))?;
    (!name.is_empty()).then_some((name, *whose))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_keys_have_words_and_others_stand_for_themselves() {
        for (key, words) in [
            ("aws:RequestTag/Vendor", "the tag `Vendor` that the request sets"),
            ("ec2:ResourceTag/a/b", "the tag `a/b` of the resource"),
            ("rds:cluster-snapshot-tag/x", "the tag `x` of the DB cluster snapshot"),
            ("AWS:SourceOwner", "the account on whose behalf the service calls"),
            ("aws:ResourceTag/", "`aws:ResourceTag/`"),
            ("s3:prefix", "`s3:prefix`"),
        ] {
            assert_eq!(Subject::of(key).phrase.to_string(), words, "{key}");
        }
    }

    #[test]
    fn the_registry_has_each_key() {
        for (name, _) in KNOWN {
            assert!(iam_core::registry::condition_key(name).is_some(), "{name}");
        }
    }
}
