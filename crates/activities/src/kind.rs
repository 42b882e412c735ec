//! A kind with its types erased: how the rest of the house holds it.

use std::marker::PhantomData;
use std::ops::Deref;

use content::schema::Spec;
use content::{Fault, Pack, StepDoc, WorkshopDoc};
use maud::Markup;
use serde_json::Value;
use workshop::{Json, Loaded, Rules};

use crate::{Aside, Item, Look, Own, Paper, Present, Reminder, Section, View};

/// What a typed view gets: the [`View`], and the parameters and tally of its own kind.
pub struct Cx<'a, A: Present> {
    view: &'a View<'a>,
    /// The step's parameters.
    pub params: &'a A::Params,
    /// What the room said in the present round.
    pub tally: &'a A::Tally,
    /// What the person holding the phone answered, when the page is theirs.
    pub mine: Option<A::Answer>,
}

impl<'a, A: Present> Cx<'a, A> {
    fn new(view: &'a View<'a>) -> Self {
        let rules = view.workshop.rules(view.step).as_any();
        let loaded: &Loaded<A> = rules.downcast_ref().expect("a step is drawn by its own kind");
        Self {
            view,
            params: &loaded.params,
            tally: Loaded::<A>::tally(&*view.round().tally),
            mine: view.mine().map(Loaded::<A>::parse),
        }
    }
}

impl<A: Present> Cx<'_, A> {
    /// What stands under a key, of the person whose page it is or of their group.
    pub fn answer(&self, key: &str) -> Option<A::Answer> {
        self.view.standing(key).map(|answer| Loaded::<A>::parse(&answer.value))
    }
}

impl<'a, A: Present> Deref for Cx<'a, A> {
    type Target = View<'a>;

    fn deref(&self) -> &View<'a> {
        self.view
    }
}

pub(crate) trait Kind: Sync {
    fn name(&self) -> &'static str;
    fn look(&self) -> Look;
    fn spec(&self) -> &'static Spec;
    fn check(&self, step: &StepDoc, workshop: &WorkshopDoc, pack: &Pack) -> Vec<Fault>;
    fn items(&self, step: &StepDoc, workshop: &WorkshopDoc, pack: &Pack) -> Vec<Item<Value>>;
    fn rules(&self, params: &Value) -> Result<Box<dyn Rules>, String>;
    fn from_form(&self, view: &View<'_>, fields: &[(String, String)]) -> Value;
    fn describe(&self, view: &View<'_>, answer: &Json) -> String;
    fn marks(&self, answer: &Json) -> Vec<String>;
    fn own(&self, view: &View<'_>, answer: &Json) -> Own;
    fn phone(&self, view: &View<'_>) -> Markup;
    fn stage(&self, view: &View<'_>) -> Markup;
    fn remote(&self, view: &View<'_>) -> Markup;
    fn aside(&self, view: &View<'_>, page: &str) -> Option<Aside>;
    fn stretch_names(&self, view: &View<'_>) -> Vec<String>;
    fn column_names(&self, view: &View<'_>) -> Vec<String>;
    fn report(&self, view: &View<'_>) -> Section;
    fn reminder(&self, view: &View<'_>) -> Option<Reminder>;
    fn afterwards(&self, view: &View<'_>, key: &str) -> Markup;
    fn print(&self, paper: &Paper<'_>) -> Option<Markup>;
}

/// The kind `A` behind the erased interface.
pub(crate) struct Of<A>(PhantomData<fn() -> A>);

impl<A> Of<A> {
    pub(crate) const NEW: Self = Self(PhantomData);
}

impl<A: Present> Kind for Of<A> {
    fn name(&self) -> &'static str {
        A::KIND
    }

    fn look(&self) -> Look {
        A::LOOK
    }

    fn spec(&self) -> &'static Spec {
        A::spec()
    }

    fn check(&self, step: &StepDoc, workshop: &WorkshopDoc, pack: &Pack) -> Vec<Fault> {
        A::check(step, workshop, pack)
    }

    fn items(&self, step: &StepDoc, workshop: &WorkshopDoc, pack: &Pack) -> Vec<Item<Value>> {
        let items = A::items(step, workshop, pack);
        let erase = |item: Item<A::Params>| Item {
            suffix: item.suffix,
            title: item.title,
            seconds: item.seconds,
            params: serde_json::to_value(&item.params).expect("parameters are made of what JSON can hold"),
        };
        items.into_iter().map(erase).collect()
    }

    fn rules(&self, params: &Value) -> Result<Box<dyn Rules>, String> {
        let loaded = Loaded::<A>::from_json(params)
            .map_err(|error| format!("its parameters are not those of {}: {error}", A::KIND));
        Ok(Box::new(loaded?))
    }

    fn from_form(&self, view: &View<'_>, fields: &[(String, String)]) -> Value {
        A::from_form(Cx::<A>::new(view).params, fields)
    }

    fn describe(&self, view: &View<'_>, answer: &Json) -> String {
        A::describe(&Cx::new(view), &Loaded::<A>::parse(answer))
    }

    fn marks(&self, answer: &Json) -> Vec<String> {
        A::marks(&Loaded::<A>::parse(answer))
    }

    fn own(&self, view: &View<'_>, answer: &Json) -> Own {
        A::own(&Cx::new(view), &Loaded::<A>::parse(answer))
    }

    fn phone(&self, view: &View<'_>) -> Markup {
        A::phone(&Cx::new(view))
    }

    fn stage(&self, view: &View<'_>) -> Markup {
        A::stage(&Cx::new(view))
    }

    fn remote(&self, view: &View<'_>) -> Markup {
        A::remote(&Cx::new(view))
    }

    fn aside(&self, view: &View<'_>, page: &str) -> Option<Aside> {
        A::aside(&Cx::new(view), page)
    }

    fn stretch_names(&self, view: &View<'_>) -> Vec<String> {
        A::stretch_names(&Cx::new(view))
    }

    fn column_names(&self, view: &View<'_>) -> Vec<String> {
        A::column_names(&Cx::new(view))
    }

    fn report(&self, view: &View<'_>) -> Section {
        A::report(&Cx::new(view))
    }

    fn reminder(&self, view: &View<'_>) -> Option<Reminder> {
        A::reminder(&Cx::new(view))
    }

    fn afterwards(&self, view: &View<'_>, key: &str) -> Markup {
        A::afterwards(&Cx::new(view), key)
    }

    fn print(&self, paper: &Paper<'_>) -> Option<Markup> {
        A::print(paper, &Loaded::<A>::from_json(&paper.step.params).ok()?.params)
    }
}
