//! What one session costs.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use store::SessionId;
use workshop::{Measurement, SeatId};

use super::{Account, Meter, Spent};

/// Counts for one session, from when it is loaded.
pub struct SessionMeter {
    pub(super) id: SessionId,
    house: Arc<Meter>,
    /// What it had cost before, as its log says.
    before: Measurement,
    /// What the house had cost before.
    house_bytes: u64,
    house_spent: Spent,
    phones: RwLock<HashMap<SeatId, Phone>>,
    door: Arc<Account>,
    screens: Arc<Account>,
}

struct Phone {
    account: Arc<Account>,
    /// From how many milliseconds of the session on its time counts.
    came: u64,
}

impl SessionMeter {
    pub(super) fn new(house: Arc<Meter>, id: SessionId, before: Measurement) -> Self {
        let (house_bytes, house_spent) = (house.total(), house.spent());
        let (door, screens) = (house.door(), house.nobody());
        Self { id, house, before, house_bytes, house_spent, phones: RwLock::default(), door, screens }
    }

    /// Somebody has come in, when the session had run so many milliseconds. Their time until the last measurement is known.
    pub fn came(&self, seat: SeatId, ran_ms: u64) {
        let came = ran_ms.max(self.before.seconds.saturating_mul(1000));
        let phone = Phone { account: self.house.nobody(), came };
        self.phones.write().expect("nobody panics while coming in").insert(seat, phone);
    }

    /// The account of a seat of the session.
    pub fn phone(&self, seat: SeatId) -> Option<Arc<Account>> {
        let phones = self.phones.read().expect("nobody panics while coming in");
        phones.get(&seat).map(|phone| Arc::clone(&phone.account))
    }

    /// The account of phones that have no seat yet.
    pub fn door(&self) -> Arc<Account> {
        Arc::clone(&self.door)
    }

    /// The account of stages, remotes and desks.
    pub fn screens(&self) -> Arc<Account> {
        Arc::clone(&self.screens)
    }

    /// What the session has cost that its log does not know, when it has run so many milliseconds.
    pub fn measure(&self, ran_ms: u64, known: Measurement) -> Measurement {
        self.before.plus(self.since_loaded(ran_ms)).since(known)
    }

    fn since_loaded(&self, ran_ms: u64) -> Measurement {
        let mut sum = Measurement {
            seconds: (ran_ms / 1000).saturating_sub(self.before.seconds),
            ..Measurement::default()
        };
        (sum.to_phones, sum.from_phones) = self.door.read();
        (sum.to_screens, sum.from_screens) = self.screens.read();
        let mut phone_ms = 0;
        for phone in self.phones.read().expect("nobody panics while coming in").values() {
            let (sent, received) = phone.account.read();
            if sent + received == 0 {
                continue;
            }
            sum.phones += 1;
            phone_ms += ran_ms.saturating_sub(phone.came);
            sum.to_phones += sent;
            sum.from_phones += received;
            sum.busiest_phone = sum.busiest_phone.max(sent + received);
        }
        sum.phone_seconds = phone_ms / 1000;
        self.add_power(&mut sum);
        sum
    }

    /// The processor works for all: a session has its share by bytes.
    fn add_power(&self, sum: &mut Measurement) {
        let all = self.house.total().saturating_sub(self.house_bytes);
        let spent = self.house.spent().since(self.house_spent);
        let share = |amount: u64| part(amount, sum.bytes(), all);
        let [cpu, metered, capacity, work] =
            [spent.cpu_ms(), spent.metered_ms(), spent.share_of_capacity_uj, spent.share_of_work_uj]
                .map(share);
        sum.cpu_ms = cpu;
        sum.metered_ms = metered;
        sum.share_of_capacity_uj = capacity;
        sum.share_of_work_uj = work;
    }
}

/// `amount`, shared as `own` of `all`; the whole of it when nobody has said anything.
fn part(amount: u64, own: u64, all: u64) -> u64 {
    if all == 0 {
        return amount;
    }
    let share = u128::from(amount) * u128::from(own.min(all)) / u128::from(all);
    u64::try_from(share).expect("a part is at most the whole")
}
