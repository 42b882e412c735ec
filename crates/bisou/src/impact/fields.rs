//! The fields of a question as options of the command line, one for each that the engine knows.

use std::marker::PhantomData;

use clap::error::Error;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use impact::Field;
use impact::check::{Received, given};

/// What was given of a question, in the order in which it was.
#[derive(Clone, Debug)]
pub struct Given<Q> {
    /// Each field with what stands behind its option.
    pub fields: Vec<(Field, String)>,
    question: PhantomData<Q>,
}

impl<Q> Default for Given<Q> {
    fn default() -> Self {
        Self { fields: Vec::new(), question: PhantomData }
    }
}

impl<Q> Given<Q> {
    /// As the engine checks it.
    pub fn received(&self) -> Received<'_> {
        let mut received = Received::default();
        for (field, text) in &self.fields {
            given(&mut received, *field, text);
        }
        received
    }
}

/// A question that is asked by options.
pub trait Asked {
    /// Its options, in the order of its help.
    const OPTIONS: &'static [Choice];
}

/// One option.
pub enum Choice {
    /// A field with a value: what it is called in help, what its value is.
    Value(Field, &'static str, &'static str),
    /// A name that stands for a value of a field, and what it is called in help.
    Flag(Field, &'static str, &'static str, &'static str),
}

impl Choice {
    const fn name(&self) -> &'static str {
        match self {
            Self::Value(field, ..) => field.option(),
            Self::Flag(_, name, ..) => name,
        }
    }

    fn arg(&self) -> Arg {
        let arg = Arg::new(self.name()).long(self.name());
        match self {
            // A negative number is refused by the engine, with its bounds, not taken for an option.
            Self::Value(_, help, value) => arg.help(*help).value_name(*value).allow_hyphen_values(true),
            Self::Flag(_, _, _, help) => arg.help(*help).action(ArgAction::SetTrue),
        }
    }

    /// The field and its text, where it was given.
    fn given(&self, matches: &ArgMatches) -> Option<(Option<usize>, Field, String)> {
        let place = matches.index_of(self.name());
        match self {
            Self::Value(field, ..) => Some((place, *field, matches.get_one::<String>(self.name())?.clone())),
            Self::Flag(field, name, value, _) => {
                matches.get_flag(name).then(|| (place, *field, (*value).to_owned()))
            }
        }
    }
}

impl<Q: Asked> Args for Given<Q> {
    fn augment_args(command: Command) -> Command {
        command.args(Q::OPTIONS.iter().map(Choice::arg))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<Q: Asked> FromArgMatches for Given<Q> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut given: Vec<_> = Q::OPTIONS.iter().filter_map(|option| option.given(matches)).collect();
        given.sort_by_key(|(place, ..)| *place);
        let fields = given.into_iter().map(|(_, field, text)| (field, text)).collect();
        Ok(Self { fields, question: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
