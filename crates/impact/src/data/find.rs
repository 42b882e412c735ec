//! The ways into the catalogue: exact names, names written otherwise, near names, searches.

use super::{Catalogue, CodeIndex, Model, Provider, VideoModel, Zone, flat, plain};
use crate::input::{Pue, SiteWater};
use crate::interval::Interval;
use crate::nearest::{nearest, nearest_within};

impl Catalogue {
    /// All models and aliases, by provider.
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// All providers.
    pub fn providers(&self) -> &[Provider] {
        &self.providers
    }

    /// All zones, by code.
    pub fn zones(&self) -> &[Zone] {
        &self.zones
    }

    /// All models that make videos.
    pub fn videos(&self) -> &[VideoModel] {
        &self.videos
    }

    /// Who hosts a model.
    pub fn provider_of(&self, model: &Model) -> &Provider {
        &self.providers[model.provider]
    }

    /// The zone that is taken for a provider when none is given.
    pub fn zone_of(&self, provider: &Provider) -> &Zone {
        &self.zones[provider.zone]
    }

    /// The zone that is taken for a video model when it is asked for the provider's own.
    pub fn zone_of_video(&self, video: &VideoModel) -> &Zone {
        &self.zones[video.zone]
    }

    /// The mean of the world.
    pub fn world(&self) -> &Zone {
        &self.zones[self.world]
    }

    /// The provider of exactly that name.
    pub fn provider(&self, name: &str) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.name == name)
    }

    /// The model of exactly that name at the provider of exactly that name.
    pub fn model(&self, provider: &str, name: &str) -> Option<&Model> {
        self.models_named(name).find(|model| self.provider_of(model).name == provider)
    }

    /// The models of exactly that name, one a provider.
    pub fn models_named(&self, name: &str) -> impl Iterator<Item = &Model> {
        self.models_by_name.get(name).into_iter().flatten().map(|index| &self.models[*index])
    }

    /// The models of that name but for case, spaces around it, `_` for `-`.
    pub fn models_like(&self, name: &str) -> impl Iterator<Item = &Model> {
        self.models_by_flat_name.get(&flat(name)).into_iter().flatten().map(|index| &self.models[*index])
    }

    /// What is known of data centres, taken together: the range of all providers.
    pub(crate) fn range_of_sites(&self) -> (Interval<Pue>, Interval<SiteWater>) {
        self.sites
    }

    /// The names of all providers, those nearest to `flat` first.
    pub(crate) fn providers_by_nearness(&self, flat: &str) -> Vec<&'static str> {
        let mut names = nearest(flat, self.providers.iter().map(|provider| (provider.name, provider.name)));
        let others = self.providers.iter().map(|provider| provider.name);
        let others: Vec<_> = others.filter(|name| !names.contains(name)).collect();
        names.extend(others);
        names
    }

    /// The names nearest to one that no model has, among the models that are wanted.
    pub(crate) fn nearest_models(&self, flat: &str, wanted: impl Fn(&Model) -> bool) -> Vec<&'static str> {
        let names = self.models_by_flat_name.iter().flat_map(|(flat, same)| {
            same.iter()
                .map(|index| &self.models[*index])
                .filter(|model| wanted(model))
                .map(|model| (&**flat, model.name))
        });
        nearest(flat, names)
    }

    /// The codes of the zones whose code or name is nearest to what no zone is called.
    pub(crate) fn nearest_zones(&self, name: &str) -> Vec<&'static str> {
        let query = plain(name);
        if query.is_empty() {
            return Vec::new();
        }
        let limit = query.chars().count().div_ceil(3).max(2);
        let names = self.zones_by_name.iter().map(|(name, index)| (&**name, self.zones[*index].code));
        nearest_within(&query, limit, names)
    }

    /// The zone of exactly that code.
    pub fn zone(&self, code: &str) -> Option<&Zone> {
        let found = *self.zones_by_code.0.get(CodeIndex::place(code)?)?;
        found.checked_sub(1).map(|index| &self.zones[usize::from(index)])
    }

    /// The zone of that code or name in one of the four languages, whatever its case and accents.
    pub fn zone_named(&self, name: &str) -> Option<&Zone> {
        self.zones_by_name.get(&plain(name)).map(|index| &self.zones[*index])
    }

    /// The models whose name or provider holds the query, whatever its case; all of them for an empty one. When there is
    /// none, those of the nearest names.
    pub fn search_models(&self, query: &str) -> Vec<&Model> {
        let query = flat(query);
        let holds = |model: &&Model| {
            flat(model.name).contains(&query) || self.provider_of(model).name.contains(&*query)
        };
        let found: Vec<_> = self.models.iter().filter(holds).collect();
        if !found.is_empty() {
            return found;
        }
        self.nearest_models(&query, |_| true).into_iter().flat_map(|name| self.models_named(name)).collect()
    }

    /// The zones whose code is the query or whose name, in some language, holds it, the code first; all of them for an empty one. When there
    /// is none, those of the nearest codes and names.
    pub fn search_zones(&self, query: &str) -> Vec<&Zone> {
        let query = plain(query);
        let is_code = |zone: &Zone| [zone.code, zone.alpha2].iter().any(|code| plain(code) == query);
        let holds = |zone: &&Zone| is_code(zone) || zone.names().any(|name| plain(name).contains(&query));
        let mut found: Vec<_> = self.zones.iter().filter(holds).collect();
        found.sort_by_key(|zone| !is_code(zone));
        if !found.is_empty() {
            return found;
        }
        self.nearest_zones(&query).into_iter().filter_map(|code| self.zone(code)).collect()
    }

    /// The models that make videos whose name holds the query, whatever its case; all of them for an empty one. When there
    /// is none, those of the nearest names.
    pub fn search_videos(&self, query: &str) -> Vec<&VideoModel> {
        let query = flat(query);
        let found: Vec<_> = self.videos.iter().filter(|video| flat(video.name).contains(&query)).collect();
        if !found.is_empty() {
            return found;
        }
        let names = self.videos.iter().map(|video| (video.name, video.name));
        nearest(&query, names).into_iter().filter_map(|name| self.video(name)).collect()
    }

    /// The video model of exactly that name.
    pub fn video(&self, name: &str) -> Option<&VideoModel> {
        self.videos.iter().find(|video| video.name == name)
    }
}
