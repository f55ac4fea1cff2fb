//! Of what is known by name only nothing is concluded. Whichever names those are that the data holds:
//! a refresh may turn each of them into one with details.

mod checked;

use checked::checked;
use iam_core::check::Options;
use iam_core::policy::{Policy, PolicyType};
use iam_core::registry::{Action, Service, Status, actions_matching, is_arn_service, services};
use iam_evaluate::{Context, Decision, Evaluator, Policies, Request};

/// The actions of which only the name is known.
fn named() -> impl Iterator<Item = &'static Action> {
    services().flat_map(Service::actions).filter(|action| action.status().is_by_name_only())
}

/// One statement that allows the action on a resource of its service, under a key that no list has.
fn policy(action: &str, service: &str) -> String {
    let resource = if is_arn_service(service) {
        format!("arn:aws:{service}:eu-west-1:111122223333:novelty/n")
    } else {
        "*".to_owned()
    };
    format!(
        r#"{{ "Version": "2012-10-17", "Statement": [{{ "Effect": "Allow", "Action": "{action}",
            "Resource": "{resource}", "Condition": {{ "StringEquals": {{ "{service}:Novelty": "n" }} }} }}] }}"#
    )
}

#[test]
fn checks_conclude_nothing_about_them() {
    for action in named() {
        let text = policy(&action.to_string(), action.service().prefix());
        let found = checked(&text, Options::new(PolicyType::Identity));
        let codes: Vec<_> = found.iter().map(|finding| finding.code).collect();
        let is_listed = matches!(action.status(), Status::ByName { .. });
        let expected: &[&str] = if is_listed { &[] } else { &["x-undocumented-action"] };
        assert_eq!(codes, expected, "{action}: {found:?}");
        let pattern = format!("{action}*");
        if actions_matching(&pattern).all(|it| it.status().is_by_name_only()) {
            let text = policy(&pattern, action.service().prefix());
            assert_eq!(checked(&text, Options::new(PolicyType::Identity)), [], "{pattern}");
        }
    }
}

#[test]
fn a_pattern_over_them_takes_every_resource_of_their_service_and_of_no_other() {
    let never = |action: &str, resource: &str| {
        let text = format!(
            r#"{{ "Version": "2012-10-17", "Statement": [
                {{ "Effect": "Allow", "Action": "{action}", "Resource": "{resource}" }}] }}"#
        );
        let found = checked(&text, Options::new(PolicyType::Identity));
        found.iter().any(|finding| finding.code == "x-statement-never-applies")
    };
    // Each service with new actions may have new types of resources; another has none of them.
    for service in named().map(Action::service).filter(|it| is_arn_service(it.prefix())) {
        let prefix = service.prefix();
        let new = format!("arn:aws:{prefix}:eu-west-1:111122223333:novelty/n");
        assert!(!never(&format!("{prefix}:*"), &new), "{prefix}");
    }
    // Whatever is listed with all details by the time this runs takes no such bucket either.
    assert!(never("kms:*", "arn:aws:s3:::bucket"));
    let mut patterns = 0;
    for action in named().filter(|it| it.service().status() == Status::Documented) {
        let pattern = format!("{action}*");
        let mut all = actions_matching(&pattern);
        let service = action.service();
        let own = service.resource_types().first().and_then(|it| it.arn_formats().next());
        let Some(format) = own.filter(|_| all.all(|it| it.status().is_by_name_only())) else {
            continue;
        };
        let resource = format
            .replace("${Partition}", "aws")
            .replace("${Region}", "eu-west-1")
            .replace("${Account}", "111122223333")
            .replace("${", "")
            .replace('}', "");
        assert!(!never(&pattern, &resource), "{pattern} {resource}");
        patterns += 1;
    }
    assert_eq!(patterns == 0, named().next().is_none());
}

#[test]
fn the_simulator_takes_any_resource_and_keeps_every_key() {
    for action in named() {
        let service = action.service().prefix();
        let policy: Policy = policy(&action.to_string(), service).parse().expect("a policy");
        let resource = format!("arn:aws:{service}:eu-west-1:111122223333:novelty/n");
        let resource = if is_arn_service(service) { &resource } else { "*" };
        let context = Context::default().with(format!("{service}:Novelty"), "n");
        let user = "arn:aws:iam::111122223333:user/ann";
        let request = Request::new(user, &action.to_string(), resource).expect("a request");
        let request = request.with_context(context);
        assert!(request.ignored_keys().is_empty(), "{action}");
        let decision = Evaluator::new(&Policies::new().identity(&policy)).decide(&request);
        assert_eq!(decision, Decision::Allow, "{action}");
    }
}
