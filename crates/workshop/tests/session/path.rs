//! The way through the workshop.

use proptest::collection::vec;
use proptest::prelude::*;
use workshop::{Control, Position, Refusal, Workshop};

use crate::plans::{Step, plan, plans};
use crate::room::Room;
use crate::wishes::{play, wishes};

/// Every screen and every point of these steps, in order.
fn all_places(workshop: &Workshop, steps: impl Iterator<Item = usize>) -> Vec<Position> {
    let mut places = Vec::new();
    for step in steps {
        let slides = &workshop.step(step).slides;
        for (screen, slide) in (0..).zip(slides) {
            places.extend((0..=slide.points).map(|point| Position { step, screen, point }));
        }
        let asks = !matches!(workshop.step(step).kind.as_str(), "slide");
        if asks || slides.is_empty() {
            places.push(Position { step, screen: slides.len() as u16, point: 0 });
        }
    }
    places
}

/// Where `command` leads, again and again, until it leads nowhere.
fn walk(room: &mut Room, command: &Control) -> (Vec<Position>, Refusal) {
    let mut places = vec![room.state.position.expect("a room that has begun")];
    for _ in 0..1000 {
        match room.control(command.clone()) {
            Ok(decision) => {
                assert_eq!(decision.events.len(), 1);
                places.push(room.state.position.expect("a room that has begun"));
            }
            Err(refusal) => return (places, refusal),
        }
    }
    panic!("the way has no end");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn next_visits_every_screen_and_point_of_the_path_once_and_previous_all_of_them_back(plan in plans()) {
        let mut room = Room::started(plan, 0);
        let path: Vec<usize> = room.state.path(&room.workshop).collect();
        let mut places = all_places(&room.workshop, path.into_iter());
        prop_assert_eq!(walk(&mut room, &Control::Next), (places.clone(), Refusal::LastStep));
        places.reverse();
        prop_assert_eq!(walk(&mut room, &Control::Previous), (places, Refusal::FirstStep));
    }

    #[test]
    fn next_passes_over_what_is_skipped_and_visits_what_was_put_in(
        plan in plans(),
        skips in vec(any::<prop::sample::Index>(), 0..3),
        insert in any::<prop::sample::Index>(),
    ) {
        let mut room = Room::started(plan, 0);
        let start = room.workshop.step(room.state.position.unwrap().step).id.0.clone();
        let ids: Vec<String> = room.workshop.steps().iter().map(|step| step.id.0.clone()).collect();
        room.goto(&ids[insert.index(ids.len())]).unwrap();
        room.goto(&start).unwrap();
        for skip in skips {
            let step = ids[skip.index(ids.len())].clone();
            if step != start {
                room.control(Control::Skip { step }).unwrap();
            }
        }
        let here = room.state.position.unwrap().step;
        let ahead: Vec<usize> = room
            .state
            .path(&room.workshop)
            .filter(|step| *step >= here && !room.state.skipped.contains(step))
            .collect();
        let places = all_places(&room.workshop, ahead.into_iter());
        prop_assert_eq!(walk(&mut room, &Control::Next), (places, Refusal::LastStep));
    }

    /// From wherever people have led the room; no exception.
    #[test]
    fn next_and_previous_are_each_others_way_back(plan in plans(), wishes in wishes(40)) {
        let mut room = Room::new(plan);
        play(&mut room, &wishes, |_| {});
        for (there, back) in [(Control::Next, Control::Previous), (Control::Previous, Control::Next)] {
            let from = room.state.position;
            if room.control(there).is_ok() {
                prop_assert!(room.control(back).is_ok());
                prop_assert_eq!(room.state.position, from);
            }
        }
    }

    #[test]
    fn goto_leads_to_the_first_screen_of_any_step(plan in plans(), wishes in wishes(20), to in any::<prop::sample::Index>()) {
        let mut room = Room::new(plan);
        play(&mut room, &wishes, |_| {});
        let step = to.index(room.workshop.steps().len());
        let id = room.workshop.step(step).id.0.clone();
        if room.goto(&id).is_ok() {
            prop_assert_eq!(room.state.position, Some(Position { step, screen: 0, point: 0 }));
        }
    }
}

fn of_items(items: usize, optional: bool) -> Step {
    Step { optional, items, ..Step::plain("vote") }
}

#[test]
fn a_content_step_is_entered_at_its_first_item_and_skipped_as_a_whole() {
    let mut room = Room::started(plan(&[of_items(1, false), of_items(3, false), of_items(1, false)]), 0);
    room.goto("s1").unwrap();
    assert_eq!(room.state.position.unwrap().step, 1);
    room.control(Control::Skip { step: "s1".into() }).unwrap();
    assert_eq!(room.state.position.unwrap().step, 4);
    assert_eq!(room.state.skipped, [1, 2, 3].into());
    room.goto("s1.i1").unwrap();
    assert_eq!(room.state.skipped, [1, 3].into());
    room.control(Control::Skip { step: "s1.i1".into() }).unwrap();
    assert_eq!(room.state.position.unwrap().step, 4);
}

#[test]
fn an_optional_step_is_put_in_with_all_its_items() {
    let mut room = Room::started(plan(&[of_items(1, false), of_items(2, true), of_items(1, false)]), 0);
    assert_eq!(room.state.place(&room.workshop, 0), (0, 2));
    room.goto("s1.i1").unwrap();
    assert_eq!(room.state.inserted, [1, 2].into());
    assert_eq!(room.state.place(&room.workshop, 2), (2, 4));
}

#[test]
fn the_last_step_is_not_skipped_and_nothing_of_it_is() {
    let mut room = Room::started(plan(&[of_items(1, false), of_items(2, false)]), 0);
    room.goto("s1").unwrap();
    assert_eq!(room.control(Control::Skip { step: "s1".into() }), Err(Refusal::LastStep));
    assert!(room.state.skipped.is_empty());
}

#[test]
fn a_reveal_gives_a_question_more_to_show_and_what_hides_it_takes_that_away() {
    let mut room = Room::started(plan(&[Step::plain("vote"), Step::plain("break")]), 1);
    let at = |room: &Room| room.state.position.map(|place| (place.step, place.point));
    room.control(Control::Next).unwrap();
    assert_eq!(at(&room), Some((1, 0)), "nothing more while it is open");
    room.goto("s0").unwrap();
    room.control(Control::Reveal).unwrap();
    let places: Vec<_> = (0..3)
        .map(|_| {
            room.control(Control::Next).unwrap();
            at(&room).unwrap()
        })
        .collect();
    assert_eq!(places, [(0, 1), (0, 2), (1, 0)]);
    room.control(Control::Previous).unwrap();
    assert_eq!(at(&room), Some((0, 2)));
    for hides in [Control::Reopen, Control::Round] {
        room.control(hides).unwrap();
        assert_eq!(at(&room), Some((0, 0)));
        room.control(Control::Reveal).unwrap();
        room.control(Control::Next).unwrap();
    }
}
