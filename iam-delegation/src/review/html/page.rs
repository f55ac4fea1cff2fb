//! The page as a whole.

use super::contents::contents;
use super::text::visible_text;
use super::{entity, lists, overview, toolbar};
use crate::declaration::Product;
use crate::review::model::Review;
use crate::set::{PolicySet, Stage};
use iam_core::registry;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Nothing is fetched, whatever a name or value may hold.
const SECURITY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; \
                        img-src data:; base-uri 'none'; form-action 'none'";

const STYLE: [&str; 3] = [
    include_str!("page/base.css"),
    include_str!("page/review.css"),
    include_str!("page/print.css"),
];

const SCRIPT: [&str; 6] = [
    include_str!("page/choice.js"),
    include_str!("page/sizes.js"),
    include_str!("page/counts.js"),
    include_str!("page/filters.js"),
    include_str!("page/theme.js"),
    include_str!("page/start.js"),
];

impl<P: Product, S: Stage> PolicySet<P, S> {
    /// The set as one page of HTML for reviewers, which needs nothing from anywhere else.
    ///
    /// It shows what the set holds and what each statement is for, what the checks have against it, and
    /// how near the quotas are; it can be searched, filtered, printed, and read without its script. Each
    /// asset can be switched on and off, to see what comes and goes: if the set still has parameters,
    /// each asset of the product, else those of the set, since others may need values that nobody has
    /// given. The same set always makes the same page.
    ///
    /// The findings are those about everything that the page can show. One that would only come up with
    /// less, because a resource is missing, is not there.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iam_delegation::{PolicySet, Product, Stage};
    /// fn save<P: Product, S: Stage>(set: &PolicySet<P, S>) -> std::io::Result<()> {
    ///     std::fs::write("review.html", set.to_html())
    /// }
    /// ```
    #[must_use]
    pub fn to_html(&self) -> String {
        let widest = S::widest(self);
        page(&Review::new(&*widest, self.assets())).into_string()
    }
}

fn page(review: &Review) -> Markup {
    let product = visible_text(review.product);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(SECURITY);
                meta name="color-scheme" content="light dark";
                link rel="icon" href="data:,";
                title { "What " (product) " needs in your account" }
                style { @for part in STYLE { (PreEscaped(part)) } }
            }
            body {
                a.skip href="#main" { "Skip to the permissions" }
                header.masthead { (overview::masthead(review)) }
                (toolbar::toolbar(review))
                div.layout {
                    (contents(review))
                    main #main tabindex="-1" {
                        (overview::overview(review))
                        (entity::roles(review))
                        (entity::topics(review))
                        (lists::rules(review))
                        (lists::documents(review))
                        (lists::parameters(review))
                        p.nothing #nothing hidden {
                            "Nothing fits the filters. "
                            button type="button" data-reset { "Show everything" }
                        }
                    }
                }
                footer {
                    p { (review.how_measured()) " Access levels are those of AWS's Service \
                        Authorization Reference as of " (registry::version()) "; actions are counted \
                        once, however many statements allow them." }
                }
                script type="module" { @for part in SCRIPT { (PreEscaped(part)) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::page;
    use crate::review::hostile;
    use crate::testing::{Customer, Ledger, Source};
    use crate::{Assets, PolicySet};

    #[test]
    fn hostile_names_stay_text() {
        let page = page(&hostile::review()).into_string();
        assert_eq!(page.matches("<script").count(), 1);
        assert_eq!(page.matches("</script").count(), 1);
        assert_eq!(page.matches("</style").count(), 1);
        for evil in ["<img", "\u{202e}"] {
            let around = page.find(evil).map(|at| page.get(at.saturating_sub(200)..at));
            assert_eq!(around, None, "{evil}");
        }
        assert!(page.matches("&lt;script&gt;alert(1)&lt;/script&gt;").count() > 50);
    }

    #[test]
    fn nothing_is_fetched() {
        let page = PolicySet::<Ledger>::for_assets(Assets::ALL).to_html();
        for fetching in ["http:", "https:", "url(", "@import", "import ", "fetch(", "src=\""] {
            assert!(!page.contains(fetching), "{fetching}");
        }
    }

    #[test]
    fn a_set_with_parameters_offers_every_asset_and_a_resolved_one_its_own() {
        let set = PolicySet::<Ledger>::for_assets(Source::Buckets);
        let boxes = |page: &str| page.matches("name=\"asset\"").count();
        let page = set.to_html();
        assert_eq!((boxes(&page), page.matches(" checked").count()), (2, 1));
        assert!(page.contains("<span class=\"sid\"><code>Read<wbr>Invoices</code>"));
        let page = set.resolve(&Customer::in_ireland()).unwrap().to_html();
        assert_eq!((boxes(&page), page.matches(" checked").count()), (1, 1));
        assert!(!page.contains("Read<wbr>Invoices"));
    }

    #[test]
    fn what_is_not_chosen_is_hidden_at_first() {
        let page = PolicySet::<Ledger>::for_assets(Source::Buckets).to_html();
        let (_, topic) = page.split_once("id=\"LedgerNews\"").unwrap();
        let (attributes, _) = topic.split_once('>').unwrap();
        assert!(attributes.contains("data-needs=\"2\"") && attributes.ends_with(" hidden"));
        let (_, statement) = page.split_once("id=\"LedgerRole.LedgerRead.1\"").unwrap();
        let (attributes, _) = statement.split_once('>').unwrap();
        assert!(!attributes.contains("hidden") && !attributes.contains("data-needs"));
    }
}
