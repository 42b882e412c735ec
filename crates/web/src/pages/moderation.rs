//! Texts on the remote: what the room writes, to approve, hide, put in the light, merge, move; questions to answer.

use activities::parts::{groups, texts as written};
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use texts::{Texts, t};
use workshop::{Mark, Moderation, Owner, State, Text, Visibility};

use crate::session::Live;

/// So many texts are listed on the remote, those that wait first: of the step, and with those the questions. A page of its own
/// has them all, and all that can be done with them.
const OF_STEP: usize = 3;
const LISTED: usize = 5;

/// The texts of the step that is on, then the questions of the room, then when texts are shown.
pub fn panel(texts: &Texts, live: &Live) -> Markup {
    let state = &live.state;
    let here = state.position.map(|place| place.step);
    let of_step = here.map(|step| state.texts(Some(step))).unwrap_or_default();
    let questions = state.texts(None);
    let held = held(state, &of_step) + held(state, &questions);
    let first = of_step.len().min(OF_STEP);
    html! {
        @if !of_step.is_empty() {
            details.path #texts open[held > 0] {
                summary { (t!(texts, "texts")) " · " (of_step.len()) (waiting(texts, held)) }
                (short(texts, live, &of_step, first))
            }
        }
        details.path #questions {
            summary { (t!(texts, "questions")) " · " (questions.len()) }
            (short(texts, live, &questions, LISTED - first))
            (moderation(texts, live))
        }
    }
}

/// Which button moves a text there: by the column's name, else by its number.
fn column_label(texts: &Texts, column: u16, names: &[String]) -> String {
    let named = names.get(usize::from(column)).map(|name| t!(texts, "text-move-named", name = name.as_str()));
    named.unwrap_or_else(|| t!(texts, "text-move", n = column + 1))
}

fn held(state: &State, texts: &[Text<'_>]) -> usize {
    texts.iter().filter(|text| state.visibility(text.id, text.item) == Visibility::Held).count()
}

fn waiting(texts: &Texts, held: usize) -> Markup {
    html! { @if held > 0 { " · " b { (t!(texts, "texts-held", n = held)) } } }
}

/// All texts of the step that is on, then all questions.
pub fn all(texts: &Texts, live: &Live, names: &[String]) -> Markup {
    let here = live.state.position.map(|place| place.step);
    let of_step = here.map(|step| live.state.texts(Some(step))).unwrap_or_default();
    let columns = columns(texts, live, names);
    let action = format!("/remote/{}?retour=textes", live.meta.id_text);
    html! {
        @if !of_step.is_empty() {
            h2 { (live.workshop.step(here.unwrap_or_default()).title) }
            (list(texts, &live.state, &action, &in_order(&live.state, &of_step), &columns))
        }
        @if let Some(step) = here { (unsettled(texts, live, &action, step)) }
        h2 { (t!(texts, "questions")) }
        (list(texts, &live.state, &action, &in_order(&live.state, &live.state.texts(None)), &[]))
    }
}

/// What was written beside other texts and is not settled: the report tells it, unless it is hidden.
fn unsettled(texts: &Texts, live: &Live, action: &str, step: usize) -> Markup {
    let all = live.state.unsettled(&live.workshop, step);
    let group = |owner: Owner| {
        let (group, all) = (owner.group()?, live.state.groups.as_ref()?);
        Some(groups::name(texts, group, all.get(group)?))
    };
    html! {
        @if !all.is_empty() {
            h2 { (t!(texts, "texts-unsettled")) }
            p.small { (t!(texts, "texts-unsettled-what")) }
            form method="post" action=(action) { ul.texts { @for text in &all {
                li.hidden[text.hidden] {
                    p dir="auto" { (text.text) }
                    @if let Some(group) = group(text.owner) { span.small { (group) } }
                    div.ctl {
                        @let (wish, label) = if text.hidden { ("show", "text-show") } else { ("hide", "text-hide") };
                        button.btn.quiet type="submit" name="do" value={ (wish) " " (text.id) } { (t!(texts, label)) }
                    }
                }
            } } }
        }
    }
}

/// Where a text may be moved to.
fn columns(texts: &Texts, live: &Live, names: &[String]) -> Vec<String> {
    let here = live.state.position.map(|place| place.step);
    let columns = here.map_or(0, |step| live.workshop.rules(step).columns());
    (0..columns).map(|column| column_label(texts, column, names)).collect()
}

/// The first of them, and the way to the others.
fn short(texts: &Texts, live: &Live, all: &[Text<'_>], most: usize) -> Markup {
    let mut listed = in_order(&live.state, all);
    let more = listed.len().saturating_sub(most);
    listed.truncate(most);
    let id = &live.meta.id_text;
    html! {
        (list(texts, &live.state, &format!("/remote/{id}"), &listed, &[]))
        @if !all.is_empty() {
            p.beside { a href={ "/remote/" (id) "/textes" } {
                @if more > 0 { (t!(texts, "texts-others", n = more)) } @else { (t!(texts, "texts-all")) }
            } }
        }
    }
}

/// Those that wait first, then what is in the light, then those with the most votes; what is hidden last.
fn in_order<'a>(state: &State, all: &[Text<'a>]) -> Vec<Text<'a>> {
    let rank = |text: &Text<'_>| match state.visibility(text.id, text.item) {
        Visibility::Held => 0,
        Visibility::Shown => 1,
        Visibility::Hidden => 2,
        Visibility::Merged => 3,
    };
    let mut listed = all.to_vec();
    listed.sort_by_key(|text| {
        let lit = state.is_in_the_light(text.id);
        (rank(text), !lit, text.handling.mark != Mark::Open, std::cmp::Reverse(text.votes))
    });
    listed
}

fn list(texts: &Texts, state: &State, action: &str, listed: &[Text<'_>], columns: &[String]) -> Markup {
    html! {
        @if listed.is_empty() { p.small { (t!(texts, "texts-none")) } } @else {
            form.texts-of method="post" action=(action) data-form {
                ul.texts { @for text in listed { (one(texts, state, text, columns)) } }
                @if listed.len() > 1 { button.btn.quiet type="submit" name="do" value="merge" { (t!(texts, "text-merge")) } }
            }
        }
    }
}

fn one(texts: &Texts, state: &State, text: &Text<'_>, columns: &[String]) -> Markup {
    let seen = state.visibility(text.id, text.item);
    let act = |wish: &str, label: &str| html! { button.btn.quiet type="submit" name="do" value={ (wish) " " (text.id) } { (t!(texts, label)) } };
    let lit = state.is_in_the_light(text.id);
    let named = written::named(state, text);
    let beside = html! {
        @if let Some(by) = written::by(texts, state, text) { b dir="auto" { (by) } " " }
        @if seen != Visibility::Shown { span.tag { (t!(texts, &format!("text-is-{}", seen.as_str()))) } " " }
        @if text.votes > 0 { (t!(texts, "votes-n", n = text.votes)) " " }
        @if text.handling.mark != Mark::Open { span.tag { (t!(texts, &format!("mark-{}", text.handling.mark.as_str()))) } }
    };
    html! {
        li class={ (seen.as_str()) @if lit { " lit" } } {
            label.box dir="auto" { input type="checkbox" name="items[]" value=(text.id); (text.item.text) }
            @if !beside.0.is_empty() { span.small { (beside) } }
            div.ctl {
                @match seen {
                    Visibility::Held => { (act("approve", "text-approve")) (act("hide", "text-hide")) },
                    Visibility::Hidden | Visibility::Merged => (act("show", "text-show")),
                    Visibility::Shown => {
                        (act("highlight", if lit { "text-dim" } else { "text-highlight" }))
                        @if text.item.step.is_none() {
                            @if text.handling.mark == Mark::Open { (act("mark answered", "text-answered")) (act("mark later", "text-later")) }
                            @else { (act("mark open", "text-reopen")) }
                        }
                        (act("hide", "text-hide"))
                        @for (column, label) in (0_u16..).zip(columns) {
                            @if text.handling.column != Some(column) { button.btn.quiet type="submit" name="do" value={ "move " (text.id) " " (column) } { (label) } }
                        }
                    },
                }
                @if let Some(seat) = named.filter(|_| seen != Visibility::Hidden) {
                    button.btn.quiet type="submit" name="do" value={ "unname " (seat.id) } { (t!(texts, "text-unname")) }
                }
            }
        }
    }
}

fn moderation(texts: &Texts, live: &Live) -> Markup {
    let at_once = live.state.moderation == Moderation::AtOnce;
    let (wish, label) = if at_once {
        (Moderation::AfterApproval, "moderation-on")
    } else {
        (Moderation::AtOnce, "moderation-off")
    };
    html! {
        form.ctl method="post" action={ "/remote/" (live.meta.id_text) } data-form {
            p.small { (t!(texts, if at_once { "moderation-is-off" } else { "moderation-is-on" })) }
            button.btn.quiet type="submit" name="do" value={ "moderation " (wish.as_str()) } { (t!(texts, label)) }
        }
    }
}

/// A button about texts and the boxes that are ticked, in the shape of the API. None: it is about something else.
pub fn wish(act: &str, fields: &[(String, String)]) -> Option<Map<String, Value>> {
    let mut words = act.split(' ');
    let (command, first, second) = (words.next()?, words.next(), words.next());
    let mut wish: Map<String, Value> = [("command".to_owned(), json!(command))].into_iter().collect();
    match command {
        "approve" | "hide" | "show" | "highlight" => {
            wish.insert("item".into(), json!(first));
        }
        // Who is called nothing has no name beside their questions.
        "unname" => {
            wish.insert("command".into(), json!("rename"));
            wish.insert("seat".into(), json!(first));
            wish.insert("name".into(), json!(""));
        }
        "mark" => {
            wish.insert("as".into(), json!(first));
            wish.insert("item".into(), json!(second));
        }
        "move" => {
            wish.insert("item".into(), json!(first));
            wish.insert(
                "to".into(),
                second.and_then(|to| to.parse::<u16>().ok()).map_or(Value::Null, Value::from),
            );
        }
        "merge" => {
            let ticked = fields.iter().filter(|(name, _)| name == "items[]").map(|(_, item)| item);
            wish.insert("items".into(), json!(ticked.collect::<Vec<_>>()));
        }
        "moderation" => {
            wish.insert("mode".into(), json!(first));
        }
        _ => return None,
    }
    Some(wish)
}

#[cfg(test)]
mod tests {
    use workshop::{Control, ItemId};

    use super::*;

    fn read(act: &str, items: &[&str]) -> Option<Control> {
        let fields: Vec<(String, String)> =
            items.iter().map(|item| ("items[]".into(), (*item).into())).collect();
        crate::api::commands::read(wish(act, &fields)?).ok()
    }

    #[test]
    fn buttons_and_ticked_boxes_are_commands() {
        let item = ItemId(0xab);
        assert_eq!(read("hide 00000000000000ab", &[]), Some(Control::Hide { item }));
        assert_eq!(read("mark later 00000000000000ab", &[]), Some(Control::Mark { item, r#as: Mark::Later }));
        assert_eq!(read("move 00000000000000ab 2", &[]), Some(Control::Move { item, to: 2 }));
        let both = read("merge", &["00000000000000ab", "0000000000000001"]);
        assert_eq!(both, Some(Control::Merge { items: vec![item, ItemId(1)] }));
        assert_eq!(
            read("moderation after-approval", &[]),
            Some(Control::Moderation { mode: Moderation::AfterApproval })
        );
        let seat = workshop::SeatId([7; 16]).to_string();
        assert_eq!(read(&format!("unname {seat}"), &[]), Some(Control::Rename { seat, name: String::new() }));
        assert_eq!(read("hide nobody", &[]), None);
        assert!(wish("next", &[]).is_none());
    }
}
