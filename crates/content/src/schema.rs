//! What a table of a pack may hold, declared.

use std::sync::LazyLock;

/// The fields of a table.
#[derive(Clone, Debug)]
pub struct Spec {
    fields: Vec<Field>,
}

/// One field.
#[derive(Clone, Debug)]
pub struct Field {
    pub(crate) name: &'static str,
    pub(crate) of: Type,
    pub(crate) required: bool,
}

/// What a value may be.
#[derive(Clone, Debug)]
pub(crate) enum Type {
    /// A text of so many characters, as displayed.
    Text { min: usize, max: usize },
    /// One of these words.
    Word(&'static [&'static str]),
    /// A text of a form that is told in words.
    Form(fn(&str) -> bool, &'static str),
    /// A whole number.
    Integer { min: i64, max: i64 },
    /// A number.
    Number { min: f64, max: f64 },
    /// True or false.
    Flag,
    /// An id, of the item itself or of nothing that is checked here.
    Id,
    /// The id of a figure of the registry.
    Figure,
    /// The id of a source of the registry.
    Source,
    /// The id of an item of this kind; `any` for all kinds.
    Reference(&'static str),
    /// So many values of one type.
    List { of: Box<Type>, min: usize, max: usize },
    /// A table of its own.
    Table(Spec),
}

impl Spec {
    /// These fields and no other.
    pub fn new(fields: impl IntoIterator<Item = Field>) -> Self {
        Self { fields: fields.into_iter().collect() }
    }

    /// No field at all.
    pub fn empty() -> &'static Self {
        static EMPTY: LazyLock<Spec> = LazyLock::new(|| Spec::new([]));
        &EMPTY
    }

    pub(crate) fn fields(&self) -> &[Field] {
        &self.fields
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Field {
    fn new(name: &'static str, of: Type) -> Self {
        Self { name, of, required: true }
    }

    /// The field may be absent.
    #[must_use]
    pub fn optional(self) -> Self {
        Self { required: false, ..self }
    }

    /// A text of 1 to `max` characters, as displayed.
    pub fn text(name: &'static str, max: usize) -> Self {
        Self::text_from(name, 1, max)
    }

    /// A text of `min` to `max` characters, as displayed.
    pub fn text_from(name: &'static str, min: usize, max: usize) -> Self {
        Self::new(name, Type::Text { min, max })
    }

    /// One of these words.
    pub fn word(name: &'static str, words: &'static [&'static str]) -> Self {
        Self::new(name, Type::Word(words))
    }

    /// Some of these words.
    pub fn words(name: &'static str, words: &'static [&'static str], min: usize, max: usize) -> Self {
        Self::list(name, Type::Word(words), min, max)
    }

    /// A text of a form that is told in words.
    pub fn form(name: &'static str, fits: fn(&str) -> bool, told: &'static str) -> Self {
        Self::new(name, Type::Form(fits, told))
    }

    /// A whole number.
    pub fn integer(name: &'static str, min: i64, max: i64) -> Self {
        Self::new(name, Type::Integer { min, max })
    }

    /// A number.
    pub fn number(name: &'static str, min: f64, max: f64) -> Self {
        Self::new(name, Type::Number { min, max })
    }

    /// True or false.
    pub fn flag(name: &'static str) -> Self {
        Self::new(name, Type::Flag)
    }

    /// An id.
    pub fn id(name: &'static str) -> Self {
        Self::new(name, Type::Id)
    }

    /// The id of a figure.
    pub fn figure(name: &'static str) -> Self {
        Self::new(name, Type::Figure)
    }

    /// The id of a source of the registry.
    pub fn source(name: &'static str) -> Self {
        Self::new(name, Type::Source)
    }

    /// Ids of figures.
    pub fn figures(name: &'static str, min: usize, max: usize) -> Self {
        Self::list(name, Type::Figure, min, max)
    }

    /// The id of an item.
    pub fn reference(name: &'static str, kind: &'static str) -> Self {
        Self::new(name, Type::Reference(kind))
    }

    /// Ids of 1 to `max` items.
    pub fn references(name: &'static str, kind: &'static str, max: usize) -> Self {
        Self::references_from(name, kind, 1, max)
    }

    /// Ids of `min` to `max` items.
    pub fn references_from(name: &'static str, kind: &'static str, min: usize, max: usize) -> Self {
        Self::list(name, Type::Reference(kind), min, max)
    }

    /// Texts of 1 to `length` characters.
    pub fn texts(name: &'static str, min: usize, max: usize, length: usize) -> Self {
        Self::list(name, Type::Text { min: 1, max: length }, min, max)
    }

    /// Whole numbers.
    pub fn integers(name: &'static str, count: (usize, usize), bounds: (i64, i64)) -> Self {
        Self::list(name, Type::Integer { min: bounds.0, max: bounds.1 }, count.0, count.1)
    }

    /// A table.
    pub fn table(name: &'static str, spec: Spec) -> Self {
        Self::new(name, Type::Table(spec))
    }

    /// Tables, each with these fields.
    pub fn tables(name: &'static str, spec: Spec, min: usize, max: usize) -> Self {
        Self::list(name, Type::Table(spec), min, max)
    }

    pub(crate) fn list(name: &'static str, of: Type, min: usize, max: usize) -> Self {
        Self::new(name, Type::List { of: Box::new(of), min, max })
    }
}
