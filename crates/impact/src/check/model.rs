//! Which model is meant: exact names first, then names written otherwise, then `provider/model`, then the nearest ones.

use super::received::Received;
use crate::data::{Catalogue, Model, Provider, flat};
use crate::fault::{Code, Fault};
use crate::field::Field;
use crate::note::{Note, Subject};

/// The provider that was given, if one was; its fault is remembered.
pub(super) fn provider<'c>(
    catalogue: &'c Catalogue,
    received: &mut Received<'_>,
    notes: &mut Vec<Note>,
) -> Result<Option<&'c Provider>, ()> {
    let Some(name) = received.text(Field::Provider) else {
        return if received.has(Field::Provider) { Err(()) } else { Ok(None) };
    };
    if let Some(found) = catalogue.provider(&name) {
        return Ok(Some(found));
    }
    if let Some(found) = provider_like(catalogue, &name) {
        notes.push(Note::read(Subject::ProviderNameNormalised, &name, found.name));
        return Ok(Some(found));
    }
    let suggestions = catalogue.providers_by_nearness(&flat(&name));
    received
        .fault(Fault::new(Code::UnknownProvider, Field::Provider).received_text(&name).suggest(suggestions));
    Err(())
}

fn provider_like<'c>(catalogue: &'c Catalogue, name: &str) -> Option<&'c Provider> {
    let wanted = flat(name);
    catalogue.providers().iter().find(|provider| flat(provider.name) == wanted)
}

/// How a name was found.
enum Found<'c> {
    As(&'c Model),
    Otherwise(&'c Model),
    Several(Vec<&'c Model>),
    Nowhere,
}

/// The models of a name at a provider, or at any.
fn find<'c>(catalogue: &'c Catalogue, provider: Option<&Provider>, name: &str) -> Found<'c> {
    let here = |model: &&Model| provider.is_none_or(|provider| catalogue.provider_of(model) == provider);
    let mut exact = catalogue.models_named(name).filter(here);
    if let Some(first) = exact.next() {
        let others: Vec<_> = exact.collect();
        return if others.is_empty() {
            Found::As(first)
        } else {
            Found::Several([vec![first], others].concat())
        };
    }
    let like: Vec<_> = catalogue.models_like(name).filter(here).collect();
    match *like.as_slice() {
        [] => Found::Nowhere,
        [one] => Found::Otherwise(one),
        _ => Found::Several(like),
    }
}

/// The model that was given.
pub(super) fn model<'c>(
    catalogue: &'c Catalogue,
    provider: Option<&'c Provider>,
    received: &mut Received<'_>,
    notes: &mut Vec<Note>,
) -> Option<&'c Model> {
    let given = received.text(Field::Model);
    let name = received.needed(Field::Model, given)?;
    let like = received.text(Field::Like);
    let mut provider = provider;
    let mut found = find(catalogue, provider, &name);
    if matches!(found, Found::Nowhere)
        && let Some((left, right)) = name.split_once('/')
        && let Some(named) = catalogue.provider(left).or_else(|| provider_like(catalogue, left))
        && provider.is_none_or(|provider| provider == named)
    {
        if named.name != left {
            notes.push(Note::read(Subject::ProviderNameNormalised, left, named.name));
        }
        provider = Some(named);
        found = find(catalogue, provider, right);
    }
    match found {
        Found::As(model) | Found::Otherwise(model) => {
            if let Found::Otherwise(_) = found {
                notes.push(Note::read(Subject::ModelNameNormalised, &name, model.name));
            }
            if provider.is_none() {
                notes.push(Note::taken(Subject::ProviderDeduced, catalogue.provider_of(model).name));
            }
            Some(model)
        }
        Found::Several(models) => {
            let full = models.iter().map(|model| full_name(catalogue, model));
            received.fault(Fault::new(Code::AmbiguousModel, Field::Model).received_text(&name).suggest(full));
            None
        }
        Found::Nowhere => {
            if let Some(like) = like {
                return by_analogy(catalogue, provider, &name, &like, received, notes);
            }
            received.fault(unknown(catalogue, provider, Field::Model, &name));
            None
        }
    }
}

/// A model that was given by hand to count an unknown one by.
fn by_analogy<'c>(
    catalogue: &'c Catalogue,
    provider: Option<&Provider>,
    name: &str,
    like: &str,
    received: &mut Received<'_>,
    notes: &mut Vec<Note>,
) -> Option<&'c Model> {
    match find(catalogue, provider, like) {
        Found::As(model) | Found::Otherwise(model) => {
            notes.push(Note::read(Subject::ModelByAnalogy, name, model.name));
            Some(model)
        }
        Found::Several(_) | Found::Nowhere => {
            received.fault(unknown(catalogue, provider, Field::Like, like));
            None
        }
    }
}

fn full_name(catalogue: &Catalogue, model: &Model) -> String {
    format!("{}/{}", catalogue.provider_of(model).name, model.name)
}

/// The fault of a name that no model has: the same name elsewhere first, then the nearest ones.
fn unknown(catalogue: &Catalogue, provider: Option<&Provider>, field: Field, name: &str) -> Fault {
    let here = |model: &Model| provider.is_none_or(|provider| catalogue.provider_of(model) == provider);
    let elsewhere = catalogue.models_like(name).filter(|model| !here(model));
    let mut suggestions: Vec<String> = elsewhere.map(|model| full_name(catalogue, model)).collect();
    suggestions.extend(catalogue.nearest_models(&flat(name), here).into_iter().map(str::to_owned));
    suggestions.dedup();
    suggestions.truncate(crate::nearest::TOLD);
    Fault::new(Code::UnknownModel, field).received_text(name).suggest(suggestions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Tables;

    /// The embedded tables, and one model more that two providers host.
    fn with_a_shared_model() -> Catalogue {
        let shared = ",Shared-8B,,dense,8,8,8,8,16,,,,\n";
        let models = format!("{}openai{shared}mistralai{shared}", Tables::EMBEDDED.models);
        Catalogue::parse(&Tables { models: models.leak(), ..Tables::EMBEDDED }).unwrap()
    }

    fn asked(provider: Option<&'static str>, name: &'static str) -> Result<&'static str, Fault> {
        let catalogue: &'static Catalogue = Box::leak(Box::new(with_a_shared_model()));
        let mut received = Received::default();
        received.put(Field::Model, super::super::Value::Text(name.into()));
        let provider = provider.map(|name| catalogue.provider(name).unwrap());
        let found = model(catalogue, provider, &mut received, &mut Vec::new());
        found.map(|model| catalogue.provider_of(model).name).ok_or_else(|| received.take_faults().remove(0))
    }

    #[test]
    fn a_model_at_several_providers_is_not_chosen_for_anybody() {
        for name in ["Shared-8B", "shared_8b"] {
            let fault = asked(None, name).unwrap_err();
            assert_eq!(fault.code, Code::AmbiguousModel);
            assert_eq!(fault.suggestions, ["openai/Shared-8B", "mistralai/Shared-8B"]);
        }
        assert_eq!(asked(Some("mistralai"), "Shared-8B"), Ok("mistralai"));
        assert_eq!(asked(None, "openai/shared-8b"), Ok("openai"));
        assert_eq!(asked(None, "OpenAI/Shared-8B"), Ok("openai"));
        assert_eq!(asked(Some("mistralai"), "openai/Shared-8B").unwrap_err().code, Code::UnknownModel);
    }
}
