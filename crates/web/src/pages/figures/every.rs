//! Every value of the registry, topic by topic: also those that answer no question.

use axum::response::Response;
use figures::{Figure, Registry};
use maud::{Markup, html};
use texts::{Texts, t};

use super::{against, document, files, marks, provenance, registry_lang};
use crate::problem::Problem;
use crate::request::{Answer, Asker, Path};

/// `GET /chiffres/tous`: the topics, and in each what no question shows.
pub async fn page(asker: Asker) -> Answer {
    let (texts, registry) = (asker.texts, asker.app.shared.figures);
    let title = t!(texts, "figures-every", n = registry.figures().len());
    let content = html! {
        h1 { (title) }
        p.lead { (t!(texts, "figures-every-lead")) }
        @for topic in registry.topics() { (folded(texts, registry, topic)) }
        (files(texts, "figures-files", ""))
        (back(texts))
    };
    Ok(document(texts, &title, false, &content))
}

/// `GET /chiffres/tous/{topic}`: all of one topic.
pub async fn topic(asker: Asker, Path(topic): Path<String>) -> Answer {
    let (texts, registry) = (asker.texts, asker.app.shared.figures);
    if !registry.topics().contains(&topic.as_str()) {
        let near = registry.nearest_topics(&topic);
        return Err(asker.fail(Problem::no_such("unknown-topic", texts, &topic, &near)));
    }
    Ok(of_topic(texts, registry, &topic))
}

/// A topic with its number of figures, a link to all of them, and those that no question shows.
fn folded(texts: &Texts, registry: &Registry, topic: &str) -> Markup {
    let all = registry.by_topic(topic).count();
    let unasked: Vec<&Figure> = registry.unasked().filter(|figure| figure.topic == topic).collect();
    html! {
        h2 { a href={ "/chiffres/tous/" (topic) } { (texts.word("topic", topic)) } " " small { (t!(texts, "figures-count", n = all)) } }
        @if !unasked.is_empty() {
            details {
                summary { (t!(texts, "figures-unasked", n = unasked.len())) }
                ul.plain lang=[registry_lang(texts)] {
                    @for figure in unasked { li { a href={ "/chiffres/" (figure.id) } { (figure.label) } "\u{202f}: " (figure.text()) } }
                }
            }
        }
    }
}

fn of_topic(texts: &Texts, registry: &Registry, topic: &str) -> Response {
    let title = texts.word("topic", topic);
    let content = html! {
        p.kicker { a href="/chiffres/tous" { (t!(texts, "figures-every", n = registry.figures().len())) } }
        h1 { (title) }
        ul.results lang=[registry_lang(texts)] {
            @for figure in registry.by_topic(topic) {
                li {
                    b { (figure.text()) @if let Some(per) = figure.per() { " " (per) } }
                    " " a href={ "/chiffres/" (figure.id) } { (figure.label) }
                    " " (marks(texts, figure, None))
                    small { (provenance(texts, registry, figure)) }
                    (against(texts, registry, figure, &[]))
                }
            }
        }
        (files(texts, "figures-files-claim", &format!("?topic={topic}")))
        (back(texts))
    };
    document(texts, &title, false, &content)
}

fn back(texts: &Texts) -> Markup {
    html! { p.no-print.way { a href="/chiffres" { (t!(texts, "figures-all-questions")) } } }
}
