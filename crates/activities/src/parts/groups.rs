//! Groups as people see them.

use maud::{Markup, html};
use texts::{Texts, t};
use workshop::{Group, GroupNo, SeatNo, State};

/// What a group is called: by its own name, else by its number.
pub fn name(texts: &Texts, number: GroupNo, group: &Group) -> String {
    group.name.clone().unwrap_or_else(|| t!(texts, "group-n", n = u32::from(number.0) + 1))
}

/// On a phone: with whom, and how to go elsewhere. `seat`: that person's own; else the page's script fills it in.
pub fn panel(texts: &Texts, session: &str, state: &State, seat: Option<SeatNo>) -> Markup {
    let Some(groups) = &state.groups else { return html! {} };
    let own = seat.and_then(|seat| state.seats[seat.index()].group);
    let called = own.and_then(|own| Some(name(texts, own, groups.get(own)?)));
    let settled = groups.locked && own.is_some();
    html! {
        section.group aria-label=(t!(texts, "groups")) data-groups=(groups.version) data-locked[groups.locked] {
            p data-in-group hidden[called.is_none()] { (t!(texts, "your-group")) " " b data-group-name { (called.unwrap_or_default()) } }
            p data-no-group hidden[seat.is_none() || own.is_some()] { (t!(texts, "no-group-yet")) }
            details #groups data-elsewhere hidden[settled] open[seat.is_some() && own.is_none()] {
                summary { (t!(texts, "choose-group")) }
                form.row method="post" action={ "/s/" (session) "/groupe" } data-form {
                    @for (number, group) in groups.numbered().filter(|(_, group)| !group.paper) {
                        button.btn.quiet type="submit" name="group" value=(number.0) data-group=(number.0) aria-pressed=[seat.map(|_| if own == Some(number) { "true" } else { "false" })] {
                            (name(texts, number, group))
                        }
                    }
                }
            }
        }
    }
}
