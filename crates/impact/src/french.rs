//! Faults in words, for people: what is wrong, what is accepted, what to do.

use std::fmt::Write;

use crate::fault::{Code, Fault};
use crate::field::Field;

impl Fault {
    /// One sentence, then the suggestion. `name` says how the reader calls fields: [`Field::json`] or [`Field::option`].
    pub fn french(&self, name: fn(Field) -> &'static str) -> String {
        let received = self.received.as_deref().unwrap_or_default();
        let field = self.field.map_or("", name);
        let hint = self.hint_by(name);
        let mut told = match self.code {
            Code::UnknownModel => format!("le modèle « {received} » n’est pas dans la liste."),
            Code::UnknownProvider => format!("le fournisseur « {received} » n’est pas dans la liste."),
            Code::AmbiguousModel => {
                format!("plusieurs modèles s’appellent « {received} » : précisez le fournisseur.")
            }
            Code::UnknownZone => format!("la zone « {received} » n’est pas dans la liste."),
            Code::OutOfRange => format!("{field} : {received} est hors limites."),
            Code::UnitMissing if matches!(self.field, Some(Field::ReachedRate | Field::PeakRate)) => {
                format!(
                    "{field}\u{202f}: {received} FLOP/s, ou TFLOP/s\u{202f}? L’unité doit être dite (312e12, 312T)."
                )
            }
            Code::UnitMissing => {
                format!("{field} : {received} paramètres, ou milliards ? L’unité doit être dite (8e9, 8B).")
            }
            Code::ActiveExceedsTotal => {
                format!(
                    "{field} : il ne peut y avoir plus de paramètres actifs ({received} G) que de paramètres."
                )
            }
            Code::RangeReversed => format!("{field} : les bornes de {received} sont à l’envers."),
            Code::NotANumber => format!("{field} : « {received} » n’est pas un nombre, ou en est plusieurs."),
            Code::ConflictingInput => format!("{field} ne va pas avec le reste de la question."),
            Code::UnknownResolution => format!("{field} : « {received} » n’est pas une résolution."),
            Code::UnknownPowerScope => {
                format!(
                    "{field}\u{202f}: «\u{202f}{received}\u{202f}» n’est pas ce que couvre une puissance."
                )
            }
            Code::UnknownKind => format!("{field} : « {received} » n’est pas une sorte de question."),
            Code::UnknownUse => format!("« {received} » n’est pas un usage."),
            Code::NotInMethod => format!("{field} : cette méthode ne le compte pas."),
            Code::UnknownMethod => {
                format!("{field}\u{202f}: «\u{202f}{received}\u{202f}» n’est pas une méthode.")
            }
            Code::MissingField => format!("{field} manque."),
            Code::UnknownField => {
                format!(
                    "« {} » n’est pas un champ de cette question.",
                    if field.is_empty() { received } else { field }
                )
            }
            Code::TooManyFields => {
                "trop de champs inconnus ou répétés\u{202f}: les suivants ne sont pas lus.".to_owned()
            }
            Code::WrongType => format!("{field} : {received} n’a pas le bon type."),
            Code::DuplicateField => {
                format!("{} est là deux fois.", if field.is_empty() { received } else { field })
            }
            Code::InvalidJson => "ce n’est pas un objet en JSON.".to_owned(),
            Code::TooDeep => format!("plus de {} niveaux imbriqués.", crate::lines::MAX_DEPTH),
            Code::LineTooLong => format!("la ligne a plus de {} octets.", crate::lines::MAX_LINE),
            Code::Overflow => "le résultat est trop grand pour être dit.".to_owned(),
        };
        // Writing to a text cannot fail.
        if let Some(bounds) = &self.bounds {
            let whole = if bounds.whole { ", un nombre entier" } else { "" };
            let _ = write!(told, " Accepté : {bounds}{whole}.");
        }
        if let Some(hint) = hint {
            let _ = match self.code {
                Code::WrongType => write!(told, " Attendu : {hint}."),
                Code::ConflictingInput => write!(told, " L’un ou l’autre : {field} ou {hint}."),
                Code::NotInMethod => write!(told, " La méthode {hint} le fait."),
                Code::MissingField => write!(told, " Ou bien\u{202f}: {hint}."),
                Code::UnknownField => write!(told, " Il appartient aux questions « {hint} »."),
                Code::UnknownZone => write!(told, " {hint}."),
                Code::UnknownModel => Ok(()),
                Code::OutOfRange if matches!(self.field, Some(Field::MixGwp | Field::Intensity)) => {
                    write!(told, " En grammes ? Vouliez-vous dire {hint} ?")
                }
                Code::InvalidJson => write!(told, " ({hint})"),
                _ => write!(told, " Vouliez-vous dire {hint} ?"),
            };
        }
        if !self.suggestions.is_empty() {
            let _ = write!(told, " Le plus proche : {}.", self.suggestions.join(", "));
        }
        match self.code {
            Code::UnknownModel => {
                let _ = write!(told, " Pour chercher : {}.", hint.unwrap_or("bisou impact models"));
            }
            Code::UnknownZone => told.push_str(" Pour chercher : bisou impact zones."),
            _ => {}
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_told_with_what_to_do() {
        let grams = Fault::out_of_range(Field::MixGwp, 150.0);
        assert_eq!(
            grams.french(Field::option),
            "mix-gwp : 150 est hors limites. Accepté : 0..3 kg/kWh. En grammes\u{202f}? Vouliez-vous dire 0.15\u{202f}?"
        );
        let unknown = Fault::new(Code::UnknownModel, Field::Model).received_text("gpt4o").suggest(["gpt-4o"]);
        assert_eq!(
            unknown.french(Field::json),
            "le modèle « gpt4o » n’est pas dans la liste. Le plus proche : gpt-4o. Pour chercher : bisou impact models."
        );
    }
}
