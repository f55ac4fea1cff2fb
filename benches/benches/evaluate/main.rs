//! Decisions: each AWS managed policy asked 200 questions, and Clumio's main role, beside the peers.
//!
//! Everybody's policies are read, and ours compiled, before the clock starts; everybody's requests are
//! ready, too. No peer compiles a policy. The peers judge one policy by itself, so that is what is
//! asked of the managed policies.

#![expect(clippy::expect_used, reason = "what is asked here is known to be right")]

mod large;
mod questions;

use clumio_policies::{Asset, ClumioPolicySet, DeploymentText};
use iam_core::policy::Policy;
use iam_core::registry::{self, Service};
use iam_evaluate::{Context, Decision, Evaluator, Policies, Request};
use questions::{Question, questions, resource};
use scratchstack_aws_principal::{Principal, SessionData, User};
use std::hint::black_box;
use std::process::{Command, ExitCode};
use std::str::FromStr as _;
use std::time::{Duration, Instant};
use typed_iam_benches::Corpus;

/// Decisions a second on the managed policies, and the time of one on Clumio's role.
const MANAGED_BUDGET: f64 = 5e6;
const ROLE_BUDGET: Duration = Duration::from_nanos(500);
const BUILD_BUDGET: Duration = Duration::from_micros(200);

const ROUNDS: usize = 5;

fn main() -> ExitCode {
    let corpus = match Corpus::load() {
        Ok(corpus) => corpus,
        Err(error) => {
            eprintln!("cannot load the policies to ask: {error}");
            return ExitCode::FAILURE;
        }
    };
    let questions = questions();
    let managed = managed(&corpus, &questions);
    let role = role(&questions);
    wide_role();
    let large = [large::misses(), large::sets()] == [true, true];
    if managed && role && large { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

const PRINCIPAL: &str = "arn:aws:iam::111122223333:user/ann";

fn managed(corpus: &Corpus, questions: &[Question]) -> bool {
    let ours: Vec<_> = corpus
        .compact
        .iter()
        .filter_map(|text| Policy::from_json(text).ok())
        .map(|policy: Policy| Evaluator::new(&Policies::new().identity(&policy)))
        .collect();
    let requests: Vec<_> = questions
        .iter()
        .filter_map(|it| Request::new(PRINCIPAL, &it.action.to_string(), &it.resource).ok())
        .map(Request::fill_in)
        .collect();
    println!("{}: {} policies, {} requests", corpus.name, ours.len(), requests.len());
    let ask = || count(ours.iter(), &requests, |it, request| it.decide(request) == Decision::Allow);
    let rate = report("typed-iam", ours.len() * requests.len(), ask, 0.0);

    let peers: Vec<_> = corpus
        .compact
        .iter()
        .filter_map(|text| iam_rs::IAMPolicy::from_json(text).ok())
        .map(|policy| iam_rs::PolicyEvaluator::with_policies(vec![policy]))
        .collect();
    let asked: Vec<_> = questions.iter().filter_map(iam_rs_request).collect();
    let ask = || {
        count(peers.iter(), &asked, |it, request| {
            it.evaluate(request).is_ok_and(|answer| answer.decision == iam_rs::Decision::Allow)
        })
    };
    report("iam-rs", peers.len() * asked.len(), ask, rate);

    let texts = corpus.compact.iter();
    let peers: Vec<_> =
        texts.filter_map(|text| text.parse::<scratchstack_aspen::Policy>().ok()).collect();
    let asked: Vec<_> = questions.iter().filter_map(aspen_request).collect();
    let ask = || {
        count(peers.iter(), &asked, |it, request| {
            it.evaluate(request).is_ok_and(|it| it == scratchstack_aspen::Decision::Allow)
        })
    };
    report("scratchstack-aspen", peers.len() * asked.len(), ask, rate);
    cedar(rate);
    iam_simulate(rate);
    println!("  budget: at least {MANAGED_BUDGET:.0} decisions a second");
    rate >= MANAGED_BUDGET
}

fn iam_rs_request(question: &Question) -> Option<iam_rs::IAMRequest> {
    // It asks about nothing but ARNs.
    let resource = match question.resource.as_str() {
        "*" => "arn:aws:s3:::x",
        resource => resource,
    };
    let principal = iam_rs::Principal::Aws(iam_rs::PrincipalId::String(PRINCIPAL.to_owned()));
    let resource = iam_rs::Arn::parse(resource).ok()?;
    Some(iam_rs::IAMRequest::new(principal, question.action.to_string(), resource))
}

fn aspen_request(question: &Question) -> Option<scratchstack_aspen::Context> {
    let resources = match question.resource.as_str() {
        "*" => Vec::new(),
        resource => vec![scratchstack_arn::Arn::from_str(resource).ok()?],
    };
    scratchstack_aspen::Context::builder()
        .service(question.action.service().prefix())
        .api(question.action.name())
        .actor(Principal::from(vec![User::from_str(PRINCIPAL).ok()?.into()]))
        .resources(resources)
        .session_data(SessionData::new())
        .build()
        .ok()
}

/// Cedar, on the policies that its language can say: in a crate of its own, which is built now.
fn cedar(ours: f64) {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/cedar/Cargo.toml");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/cedar");
    let mut run = Command::new(cargo);
    run.args(["run", "--release", "--quiet", "--locked", "--manifest-path", manifest]);
    let output = run.args(["--target-dir", folder]).output();
    let said =
        output.map(|it| String::from_utf8_lossy(&it.stdout).into_owned()).unwrap_or_default();
    match said.split_once(' ').and_then(|(rate, rest)| Some((rate.parse::<f64>().ok()?, rest))) {
        Some((rate, rest)) => println!(
            "  {:20} {rate:>12.0} decisions a second, ours {:.0} times as many ({})",
            "cedar-policy",
            ours / rate,
            rest.trim()
        ),
        None => println!("  cedar-policy left out: its crate cannot be built or run"),
    }
}

/// The simulator of `cargo xtask differential`, if that has installed it. Its own clock starts after
/// it has read everything.
fn iam_simulate(ours: f64) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/peers/iam_simulate.mjs");
    let installed = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/npm/differential");
    let run = Command::new("node").args([script, installed]).output();
    match run {
        Ok(output) if output.status.success() => {
            let rate = String::from_utf8_lossy(&output.stdout).trim().parse::<f64>();
            let rate = rate.unwrap_or(f64::NAN);
            println!(
                "  {:20} {rate:>12.0} decisions a second, ours {:.0} times as many (a sample, by process)",
                "iam-simulate",
                ours / rate
            );
        }
        _ => println!(
            "  iam-simulate left out: it takes node, and `cargo xtask differential` to install it"
        ),
    }
}

/// How many are allowed.
fn count<'p, P: 'p, R>(
    policies: impl Iterator<Item = &'p P>,
    requests: &[R],
    is_allowed: impl Fn(&P, &R) -> bool,
) -> usize {
    policies
        .map(|policy| {
            requests
                .iter()
                .filter(|request| is_allowed(black_box(policy), black_box(request)))
                .count()
        })
        .sum()
}

/// Prints a line and gives the decisions a second.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn report(name: &str, asked: usize, ask: impl Fn() -> usize, ours: f64) -> f64 {
    let mut best = Duration::MAX;
    let mut allowed = 0;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        allowed = ask();
        best = best.min(start.elapsed());
    }
    let rate = asked as f64 / best.as_secs_f64();
    let ratio =
        if ours > 0.0 { format!(", ours {:.0} times as many", ours / rate) } else { String::new() };
    println!("  {name:20} {rate:>12.0} decisions a second, {allowed} allowed{ratio}");
    rate
}

/// Clumio's main role with all assets: 1,000 mixed requests.
fn role(questions: &[Question]) -> bool {
    let deployment = DeploymentText {
        account: Some("111122223333"),
        region: Some("us-west-2"),
        clumio_account: Some("444455556666"),
        data_plane_account: Some("777788889999"),
        external_id: Some("ExternalID_42"),
        token: Some("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"),
        ..DeploymentText::default()
    };
    let deployment = deployment.read().expect("right values");
    let assets = Asset::Ec2 | Asset::Rds | Asset::DynamoDb | Asset::S3 | Asset::MsSql;
    let set = ClumioPolicySet::for_assets(assets).resolve(&deployment).expect("a set");
    let role = set.roles().iter().find(|role| role.entity == "ClumioIAMRole").expect("a role");
    let policies = role.policies();
    let build = fastest(20, || drop(black_box(Evaluator::new(black_box(&policies)))));
    let evaluator = Evaluator::new(&policies);

    // Half of what the role names, half of anything.
    let context = || {
        Context::new()
            .with("aws:ResourceTag/Vendor", "Clumio")
            .with("aws:RequestTag/Vendor", "Clumio")
            .with("iam:PassedToService", "rds.amazonaws.com")
            .with("aws:TagKeys", ["Vendor"])
    };
    let all = role.inline_policies.iter().chain(&role.managed_policies);
    let named = all.flat_map(|policy| policy.document.statements());
    let named = named.flat_map(|statement| statement.action.patterns());
    let named = named.filter_map(|pattern| registry::action(pattern.as_str()));
    let named = named.map(|action| Question { action, resource: resource(action) });
    let named: Vec<_> = named.collect();
    let mixed: Vec<_> = named
        .iter()
        .cycle()
        .take(500)
        .chain(questions.iter().cycle().take(500))
        .filter_map(|it| Request::new(&role.arn, &it.action.to_string(), &it.resource).ok())
        .map(|request| request.with_context(context()).fill_in())
        .collect();
    let asked = u32::try_from(mixed.len()).unwrap_or(u32::MAX);
    let ask = || {
        black_box(mixed.iter().filter(|it| evaluator.decide(it) == Decision::Allow).count());
    };
    let each = fastest(50, ask) / asked;
    let allowed = mixed.iter().filter(|it| evaluator.decide(it) == Decision::Allow).count();
    println!("ClumioIAMRole with all assets: {asked} requests, {allowed} allowed");
    println!("  a decision {each:?}, budget {ROLE_BUDGET:?}");
    println!("  building the compiled form {build:?}, budget {BUILD_BUDGET:?}");
    each <= ROLE_BUDGET && build <= BUILD_BUDGET
}

/// A role with more and more statements answers a question on one action.
fn wide_role() {
    println!("a role with many statements, one question on one action");
    for count in [10, 100, 1_000, 10_000] {
        let actions: Vec<_> = registry::services().flat_map(Service::actions).take(count).collect();
        let statements: Vec<_> = actions
            .iter()
            .map(|action| format!(r#"{{"Effect":"Allow","Action":"{action}","Resource":"*"}}"#))
            .collect();
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{}]}}"#, statements.join(","));
        let policy = Policy::from_json(&text).expect("a policy");
        let evaluator = Evaluator::new(&Policies::new().identity(&policy));
        let action = actions.last().expect("an action");
        let request = Request::new(PRINCIPAL, &action.to_string(), &resource(action));
        let request = request.expect("a request");
        let time = fastest(20, || {
            for _ in 0..1_000 {
                black_box(evaluator.decide(black_box(&request)));
            }
        });
        println!("  {count:>6} statements: {:?}", time / 1_000);
    }
}

fn fastest(rounds: usize, run: impl Fn()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    (0..rounds).map(time).min().unwrap_or_default()
}
