//! What the policies of an entity grant together, before and afterwards: proved, with requests that show it.

use super::change::{Access, AccessPart, Grant};
use super::form::{PolicyForm, StatementForm};
use super::verdict::Verdict;
use iam_access::{
    EffectivePermissions, Grants, LimitedResource, StandIns, StrictAnswer, Verdict as Answered,
    no_new_access_strictly,
};
use iam_core::policy::{
    self, Effect, Identity, Kind, Policy, PrincipalElement, Resource, Statement, Trust, Version,
};
use iam_evaluate::{Context, ContextValue};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

/// Proves what changes, as long as there is room for it.
#[derive(Debug)]
pub(super) struct Prover {
    /// How many proofs there may be.
    left: usize,
    /// How many may find no answer: each takes all the steps that a question may.
    failures: usize,
}

/// How many statements are looked at: more than fit into the policies of a role.
const MOST_STATEMENTS: usize = 2_000;

/// What was found of the later policies beside the earlier ones, and the other way.
struct Ways {
    gained: StrictAnswer,
    lost: StrictAnswer,
}

/// What was found, and what it comes to if that is proved.
struct Proof {
    ways: Vec<Ways>,
    verdict: Option<Verdict>,
    assumed: Assumed,
}

/// What stands in for parameters, by name.
type Assumed = BTreeMap<String, String>;

impl Prover {
    pub(super) fn new() -> Self {
        Self { left: 200, failures: 3 }
    }

    /// What these policies grant together; none if there is no room for a proof.
    pub(super) fn of_policies(
        &mut self,
        part: AccessPart,
        [old, new]: [&[&PolicyForm]; 2],
    ) -> Option<Access> {
        let documents =
            |forms: &[&PolicyForm]| forms.iter().map(|it| Document::of(&it.statements)).collect();
        let proof = self.prove(part, [documents(old), documents(new)])?;
        // What denials alone come to is told by no request that is allowed.
        let first = proof.ways.first()?;
        Some(Access {
            part,
            verdict: proof.verdict,
            gained: grants(&first.gained, new),
            lost: grants(&first.lost, old),
            assumed: proof.assumed,
        })
    }

    /// What a statement grants by itself; none, too, if that is not proved.
    pub(super) fn of_statement(
        &mut self,
        part: AccessPart,
        sides: [&StatementForm; 2],
    ) -> Option<Verdict> {
        let documents = sides.map(|form| vec![Document::of(std::slice::from_ref(form))]);
        self.prove(part, documents)?.verdict
    }

    fn prove(&mut self, part: AccessPart, sides: [Vec<Document>; 2]) -> Option<Proof> {
        let count = |documents: &[Document]| documents.iter().map(|it| it.statements.len()).sum();
        let counts: [usize; 2] = sides.each_ref().map(|it| count(it));
        if self.left == 0 || self.failures == 0 || counts.iter().any(|it| *it > MOST_STATEMENTS) {
            return None;
        }
        self.left -= 1;
        // An account gives its principals leave to be allowed, a role is allowed: which of both lets in more hangs
        // on whose the resource is.
        let [before, after] = sides.each_ref().map(|it| principals(it));
        let is_about_same = part == AccessPart::Permissions || before == after;
        let (ways, assumed) = match part {
            AccessPart::Permissions => both_ways::<Identity>(sides, EVERYTHING, |all| {
                let whole = EffectivePermissions::new();
                Box::new(all.iter().fold(whole, EffectivePermissions::identity))
            })?,
            AccessPart::Trust => both_ways::<Trust>(sides.map(whole), EVERYBODY, |all| {
                all.first().map_or(Box::new(EffectivePermissions::new()), |it| {
                    Box::new(LimitedResource::new(it))
                })
            })?,
            AccessPart::Topic => both_ways::<Resource>(sides.map(whole), ALL_OF_IT, |all| {
                all.first().map_or(Box::new(EffectivePermissions::new()), |it| {
                    Box::new(LimitedResource::new(it))
                })
            })?,
        };
        let verdict = verdict(&ways);
        if verdict.is_none() {
            self.failures -= 1;
        }
        // For other values of parameters it may be another.
        let verdict = verdict.filter(|_| is_about_same && assumed.is_empty());
        Some(Proof { ways, verdict, assumed })
    }
}

/// Whom the statements are about.
fn principals(documents: &[Document]) -> HashSet<PrincipalElement> {
    let statements = documents.iter().flat_map(|it| &it.statements);
    statements.filter_map(|it| it.principal.clone()).collect()
}

/// Statements, and the version of the language that they are in.
#[derive(Clone)]
struct Document {
    version: Version,
    statements: Vec<Statement>,
}

impl Document {
    fn of(forms: &[StatementForm]) -> Self {
        let is_current = forms.iter().any(|it| it.variables);
        Self {
            version: if is_current { Version::V2012_10_17 } else { Version::V2008_10_17 },
            statements: forms.iter().map(|it| it.statement.clone()).collect(),
        }
    }

    fn denies(&self) -> bool {
        self.statements.iter().any(|it| it.effect == Effect::Deny)
    }
}

/// The one policy of a resource.
fn whole(documents: Vec<Document>) -> Vec<Document> {
    let mut all = Document { version: Version::V2012_10_17, statements: Vec::new() };
    for document in documents {
        all.version = document.version;
        all.statements.extend(document.statements);
    }
    vec![all]
}

/// What allows everything, of each kind of policy.
const EVERYTHING: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#;
const EVERYBODY: &str =
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*"}]}"#;
const ALL_OF_IT: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;

/// As they are; and if some of them deny something, what they leave of `everything`, which others may allow.
fn both_ways<K: Kind>(
    sides: [Vec<Document>; 2],
    everything: &str,
    granted: impl for<'p> Fn(&'p [Policy<K>]) -> Box<dyn Grants + 'p>,
) -> Option<(Vec<Ways>, Assumed)> {
    let mut stand_ins = StandIns::default();
    for document in sides.iter().flatten() {
        stand_ins.add(&document.policy::<K>().to_document());
    }
    let mut assumed = Assumed::new();
    let mut ways = |sides: &[Vec<Document>; 2]| {
        let [old, new] = sides.each_ref().map(|documents| {
            let filled = documents.iter().map(|it| it.filled::<K>(&stand_ins, &mut assumed));
            filled.collect::<Option<Vec<_>>>()
        });
        let (old, new) = (old?, new?);
        let (old, new) = (&*granted(&old), &*granted(&new));
        Some(Ways {
            gained: no_new_access_strictly(old, new),
            lost: no_new_access_strictly(new, old),
        })
    };
    let mut all = vec![ways(&sides)?];
    if sides.iter().flatten().any(Document::denies) {
        let allows = Policy::<K>::from_json(everything).ok()?;
        all.push(ways(&sides.map(|documents| beside(documents, allows.statements())))?);
    }
    Some((all, assumed))
}

/// The denials, and what others allow.
fn beside(mut documents: Vec<Document>, allows: &[Statement]) -> Vec<Document> {
    for document in &mut documents {
        document.statements.retain(|it| it.effect == Effect::Deny);
        document.statements.extend_from_slice(allows);
    }
    documents
}

impl Document {
    fn policy<K: Kind>(&self) -> Policy<K> {
        Policy::already_read(Some(self.version), None, Cow::Owned(self.statements.clone()))
    }

    fn filled<K: Kind>(&self, stand_ins: &StandIns, assumed: &mut Assumed) -> Option<Policy<K>> {
        let policy = self.policy();
        let (filled, values) = stand_ins.filled(&policy.to_document());
        if values.is_empty() {
            return Some(policy);
        }
        assumed.extend(values);
        policy::read(&filled)
    }
}

/// What a change does that was proved so; none if an answer is not known.
fn verdict(ways: &[Ways]) -> Option<Verdict> {
    let of_way = |way: &Ways| match (way.gained.verdict(), way.lost.verdict()) {
        (Answered::Unknown, _) | (_, Answered::Unknown) => None,
        (gained, lost) => Some(Verdict::of(gained == Answered::Pass, lost == Answered::Pass)),
    };
    let all: Option<Vec<Verdict>> = ways.iter().map(of_way).collect();
    all.map(Verdict::all)
}

fn grants(answer: &StrictAnswer, policies: &[&PolicyForm]) -> Vec<Grant> {
    let grant = |policy: usize, statement, sid: &Option<String>, context, told: String| Grant {
        policy: policies.get(policy).map(|it| it.name.text.clone()).unwrap_or_default(),
        statement,
        sid: sid.clone(),
        principal: String::new(),
        action: String::new(),
        resource: String::new(),
        resource_account: None,
        context: keys(context),
        is_hypothetical: false,
        told,
    };
    let today = answer.today().reasons().iter().map(|it| {
        let (request, told) = (it.witness.request(), it.witness.to_string());
        Grant {
            principal: request.principal().as_str().to_owned(),
            action: request.action().to_string(),
            resource: request.resource().to_owned(),
            resource_account: it.witness.resource_account().map(str::to_owned),
            ..grant(it.policy, it.statement, &it.sid, request.context(), told)
        }
    });
    let hypothetical = answer.hypothetical().iter().map(|it| {
        let (request, told) = (it.witness.request(), it.witness.to_string());
        Grant {
            principal: request.principal().as_str().to_owned(),
            action: request.action().to_owned(),
            resource: request.resource().to_owned(),
            resource_account: it.witness.resource_account().map(str::to_owned),
            is_hypothetical: true,
            ..grant(it.policy, it.statement, &it.sid, request.context(), told)
        }
    });
    today.chain(hypothetical).collect()
}

fn keys(context: &Context) -> Vec<(String, Vec<String>)> {
    let keys = context.iter().map(|(key, value)| {
        let values = match value {
            ContextValue::One(value) => vec![value.clone()],
            ContextValue::Many(values) => values.clone(),
        };
        (key.to_owned(), values)
    });
    keys.collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{ALLOW, DENY, TRUST, file, policy, role};
    use super::Verdict;

    #[test]
    fn what_other_statements_allow_is_proved() {
        let get = format!(r#"{{"Sid":"Get",{ALLOW},"Action":"s3:GetObject"}}"#);
        let read = format!(r#"{{"Sid":"Read",{ALLOW},"Action":"s3:Get*"}}"#);
        // A statement goes, and another allows as much: in the same policy, and in another one of the role.
        let both = policy(&format!("{get},{read}"));
        let one = policy(&read);
        let comparison = both.compare(&one);
        let [entity] = comparison.entities.as_slice() else { panic!("{comparison:?}") };
        assert_eq!((comparison.verdict, entity.verdict), (Verdict::Same, Verdict::Same));
        assert_eq!(entity.policies[0].statements[0].verdict, Verdict::Narrower);
        let [access] = entity.access.as_slice() else { panic!("{entity:?}") };
        assert_eq!((access.verdict, access.gained.len()), (Some(Verdict::Same), 0));
        let text = comparison.to_text();
        assert!(
            text.contains("  all its permissions together: no change of access, proved\n"),
            "{text}"
        );
        let apart = file(&[role("R", TRUST, &[("P", &get), ("Q", &read)])]);
        assert_eq!(
            apart.compare(&file(&[role("R", TRUST, &[("Q", &read)])])).verdict,
            Verdict::Same
        );
        // Denied anyway.
        let denial = format!(r#"{{"Sid":"Never",{DENY},"Action":"s3:Get*"}}"#);
        let denied = policy(&format!("{read},{denial}"));
        let more = policy(&format!("{get},{read},{denial}"));
        assert_eq!(denied.compare(&more).verdict, Verdict::Same);
    }

    #[test]
    fn what_neither_covers_is_told_with_requests() {
        let with = |action: &str| policy(&format!(r#"{{"Sid":"A",{ALLOW},"Action":"{action}"}}"#));
        let comparison = with("sqs:SendMessage").compare(&with("sqs:ReceiveMessage"));
        let [access] = comparison.entities[0].access.as_slice() else { panic!("{comparison:?}") };
        assert_eq!(access.verdict, Some(Verdict::Other));
        let ([gained], [lost]) = (access.gained.as_slice(), access.lost.as_slice()) else {
            panic!("{access:?}")
        };
        assert_eq!(
            (gained.action.as_str(), lost.action.as_str()),
            ("sqs:ReceiveMessage", "sqs:SendMessage")
        );
        assert_eq!((gained.policy.as_str(), gained.sid.as_deref()), ("P", Some("A")));
        let told = "+ P, statement `A`: `sqs:ReceiveMessage` on `arn:aws:sqs:us-east-1:111122223333:example`";
        assert!(comparison.to_text().contains(told), "{}", comparison.to_text());
        let json: serde_json::Value = serde_json::from_str(&comparison.to_json()).unwrap();
        let access = &json["entities"][0]["access"][0];
        assert_eq!(access["lost"][0]["request"]["action"], "sqs:SendMessage", "{json}");
        assert!(comparison.to_markdown().contains("allowed no more by P, statement"));
    }

    #[test]
    fn parameters_are_assumed_and_prove_nothing() {
        let with = |resource: &str| {
            policy(&format!(
                r#"{{"Sid":"A","Effect":"Allow","Action":"iam:PassRole","Resource":"{resource}"}}"#
            ))
        };
        let before = with("arn:${AWS::Partition}:iam::${AWS::AccountId}:role${Path}old-${Token}");
        let after = with("arn:${AWS::Partition}:iam::${AWS::AccountId}:role${Path}new-${Token}");
        let comparison = before.compare(&after);
        assert_eq!(comparison.verdict, Verdict::Other);
        let [access] = comparison.entities[0].access.as_slice() else { panic!("{comparison:?}") };
        assert_eq!(access.verdict, None);
        assert_eq!(
            access.gained[0].resource,
            "arn:aws:iam::111122223333:role/some-path/new-some-token"
        );
        assert_eq!(access.assumed["Token"], "some-token");
        assert!(comparison.to_text().contains("`some-token` for `Token`"));
    }
}
