//! Groups on the remote: make them, name them, settle them.

use activities::parts::groups::name;
use maud::{Markup, html};
use serde_json::{Map, Value, json};
use texts::{Texts, t};
use workshop::{GROUPS_MAX, Groups, GroupsBy, SeatNo, members};

use crate::session::Live;

/// In a larger room people are not moved one by one.
const MOVABLE: usize = 60;
/// So many people make a group, when nothing else is asked for.
const USUAL: usize = 5;

/// All that can be done with groups, on a page of its own.
pub fn all(texts: &Texts, live: &Live) -> Markup {
    let groups = live.state.groups.as_ref();
    html! {
        @if let Some(groups) = groups { (present(texts, live, groups)) }
        (make(texts, live, groups.is_some()))
    }
}

/// Where the forms of that page are sent; they lead back to it.
fn action(live: &Live) -> String {
    format!("/remote/{}?retour=groupes", live.meta.id_text)
}

fn present(texts: &Texts, live: &Live, groups: &Groups) -> Markup {
    let action = action(live);
    html! {
        ul.groups {
            @for (number, group) in groups.numbered() {
                li {
                    form.row method="post" action=(action) {
                        input type="hidden" name="group" value=(number.0);
                        input type="text" name="name" value=[group.name.as_deref()] placeholder=(name(texts, number, group)) maxlength="30" autocomplete="off" aria-label=(t!(texts, "group-name-of", n = u32::from(number.0) + 1));
                        span.small {
                            @if group.paper { (t!(texts, "group-paper")) } @else { (t!(texts, "group-people", n = members(&live.state.seats, number))) }
                        }
                        button.btn.quiet type="submit" name="do" value="group rename" { (t!(texts, "group-rename")) }
                    }
                }
            }
        }
        form.ctl method="post" action=(action) {
            @if groups.locked {
                button.btn.quiet type="submit" name="do" value="group unlock" { (t!(texts, "groups-unlock")) }
            } @else {
                button.btn.quiet type="submit" name="do" value="group lock" { (t!(texts, "groups-lock")) }
            }
        }
        details.path {
            summary { (t!(texts, "groups-dissolve")) "…" }
            form.ctl method="post" action=(action) {
                button.btn.quiet type="submit" name="do" value="group dissolve" { (t!(texts, "groups-dissolve")) }
            }
        }
        @if (1..=MOVABLE).contains(&live.state.seats.len()) {
            form.stack method="post" action=(action) {
                label { (t!(texts, "group-move-who")) select name="seat" {
                    @for (index, seat) in live.state.seats.iter().enumerate() {
                        option value=(seat.id) { (person(texts, live, SeatNo(index as u32))) }
                    }
                } }
                label { (t!(texts, "group-move-where")) select name="group" {
                    @for (number, group) in groups.numbered().filter(|(_, group)| !group.paper) {
                        option value=(number.0) { (name(texts, number, group)) }
                    }
                    option value="" { (t!(texts, "group-none")) }
                } }
                button.btn.quiet type="submit" name="do" value="group move" { (t!(texts, "group-move")) }
            }
        }
    }
}

/// `Zoé · Groupe 2`; who gave no name is known by the order of arrival.
fn person(texts: &Texts, live: &Live, number: SeatNo) -> String {
    let seat = &live.state.seats[number.index()];
    let own = seat.name.clone();
    let who = own.unwrap_or_else(|| t!(texts, "person-n", n = number.0 + 1));
    let group = seat.group.and_then(|group| Some((group, live.state.groups.as_ref()?.get(group)?)));
    group.map_or_else(|| who.clone(), |(number, group)| format!("{who} · {}", name(texts, number, group)))
}

fn make(texts: &Texts, live: &Live, again: bool) -> Markup {
    let ways = [GroupsBy::Count, GroupsBy::Lot, GroupsBy::Choice];
    let usual = live.state.seats.len().div_ceil(USUAL).clamp(2, usize::from(GROUPS_MAX));
    html! {
        form.stack method="post" action=(action(live)) {
            @if again { p.small { (t!(texts, "groups-make-again")) } }
            label { (t!(texts, "groups-count")) input type="number" name="count" min="0" max=(GROUPS_MAX) value=(usual) required; }
            label { (t!(texts, "groups-by")) select name="by" {
                @for by in ways { option value=(by.as_str()) selected[by == GroupsBy::Lot] { (t!(texts, &format!("groups-by-{}", by.as_str()))) } }
            } }
            label { (t!(texts, "groups-on-paper")) input type="number" name="paper" min="0" max=(GROUPS_MAX) value="0" required; }
            button.btn type="submit" name="do" value="group make" { (t!(texts, "groups-make")) }
        }
    }
}

/// The button's word and the form's fields, in the shape of the API.
pub fn wish(act: &str, fields: &[(String, String)]) -> Map<String, Value> {
    let own = [("command", "group"), ("do", act)];
    let mut wish: Map<String, Value> =
        own.map(|(name, word)| (name.to_owned(), json!(word))).into_iter().collect();
    let wanted: &[&str] = match act {
        "make" => &["count", "by", "paper"],
        "rename" => &["group", "name"],
        "move" => &["seat", "group"],
        _ => &[],
    };
    for (field, text) in fields.iter().filter(|(field, _)| wanted.contains(&field.as_str())) {
        let value = match field.as_str() {
            "name" | "by" | "seat" => json!(text),
            "group" if text.is_empty() => Value::Null,
            _ => text.trim().parse::<u16>().map_or_else(|_| json!(text), Value::from),
        };
        wish.insert(field.clone(), value);
    }
    wish
}

#[cfg(test)]
mod tests {
    use workshop::{Control, GroupNo, Grouping};

    use super::*;
    use crate::api::commands;
    use crate::problem::Problem;

    fn read(act: &str, fields: &[(&str, &str)]) -> Result<Control, Problem> {
        let fields: Vec<(String, String)> =
            fields.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        commands::read(wish(act, &fields))
    }

    #[test]
    fn buttons_and_fields_are_commands() {
        let make =
            read("make", &[("count", "4"), ("by", "lot"), ("paper", "1"), ("do", "group make")]).unwrap();
        assert_eq!(make, Control::Group(Grouping::Make { count: 4, by: GroupsBy::Lot, paper: 1 }));
        let away = read("move", &[("seat", "ab"), ("group", "")]).unwrap();
        assert_eq!(away, Control::Group(Grouping::Move { seat: "ab".into(), group: None }));
        let named = read("rename", &[("group", "0"), ("name", "7")]).unwrap();
        assert_eq!(named, Control::Group(Grouping::Rename { group: GroupNo(0), name: "7".into() }));
        assert_eq!(read("lock", &[("group", "1")]).unwrap(), Control::Group(Grouping::Lock));
        assert!(read("make", &[("count", "many"), ("by", "lot")]).is_err());
    }
}
