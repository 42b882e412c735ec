//! The processor's time and energy, as the kernel tells them. Tests bring a gauge of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Where Linux tells what the processor's packages have used.
const POWERCAP: &str = "/sys/class/powercap";
/// Where it tells how long its cores have worked.
const STAT: &str = "/proc/stat";

/// What is read.
#[derive(Clone, Debug)]
pub enum Gauge {
    /// This machine.
    Machine(Rapl),
    /// A test's.
    Manual(Arc<Mutex<Reading>>),
}

impl Default for Gauge {
    fn default() -> Self {
        Self::Machine(Rapl::in_folder(Path::new(POWERCAP)))
    }
}

/// What a gauge shows: all since some beginning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Time of one core that this process has used.
    pub cpu: Duration,
    /// The whole machine, where its energy can be read.
    pub machine: Option<Machine>,
}

/// The machine's energy, and what it did with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Machine {
    /// Time that its cores have worked, together.
    pub work: Duration,
    /// Time that they could have worked.
    pub capacity: Duration,
    /// Its processors.
    pub packages: Vec<Package>,
}

/// A counter of energy that comes round again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Package {
    /// Microjoules.
    pub energy_uj: u64,
    /// After so many it begins at 0 again.
    pub range_uj: u64,
}

impl Gauge {
    /// What it shows now.
    pub fn read(&self) -> Reading {
        match self {
            Self::Machine(rapl) => Reading { cpu: process_cpu(), machine: rapl.read() },
            Self::Manual(reading) => reading.lock().expect("nobody panics while setting a gauge").clone(),
        }
    }
}

fn process_cpu() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ProcessCPUTime)).unwrap_or_default()
}

/// The processor's own meters (RAPL: Intel's name, AMD has them too). None where the kernel keeps them to root.
#[derive(Clone, Debug, Default)]
pub struct Rapl {
    /// The counters that can be read, with the length of their round.
    packages: Vec<(PathBuf, u64)>,
}

impl Rapl {
    /// The meters of whole packages: `intel-rapl:0`, not its parts `intel-rapl:0:0`, not the platform.
    pub fn in_folder(folder: &Path) -> Self {
        let zones = fs::read_dir(folder).into_iter().flatten().flatten().map(|zone| zone.path());
        let mut packages: Vec<_> = zones.filter_map(|zone| package(&zone)).collect();
        packages.sort();
        Self { packages }
    }

    fn read(&self) -> Option<Machine> {
        if self.packages.is_empty() {
            return None;
        }
        let (work, capacity) = cores(&fs::read_to_string(STAT).ok()?)?;
        let counters = self.packages.iter().map(|(path, range_uj)| {
            let package = Package { energy_uj: number(path)?, range_uj: *range_uj };
            Some(package)
        });
        Some(Machine { work, capacity, packages: counters.collect::<Option<_>>()? })
    }
}

/// The counter of a zone that is a package and can be read.
fn package(zone: &Path) -> Option<(PathBuf, u64)> {
    let number_of_zone = zone.file_name()?.to_str()?.strip_prefix("intel-rapl:")?;
    let named = fs::read_to_string(zone.join("name")).ok()?;
    if number_of_zone.contains(':') || !named.starts_with("package") {
        return None;
    }
    let counter = zone.join("energy_uj");
    number(&counter)?;
    Some((counter, number(&zone.join("max_energy_range_uj"))?))
}

fn number(path: &Path) -> Option<u64> {
    fs::read_to_string(path).ok()?.trim().parse().ok()
}

/// How long the cores have worked, and could have, from the first line of `/proc/stat`: user, nice, system, idle, iowait,
/// irq, softirq, in ticks. What another machine took (steal) is neither.
fn cores(stat: &str) -> Option<(Duration, Duration)> {
    let line = stat.lines().next()?.strip_prefix("cpu ")?;
    let ticks: Vec<u64> = line.split_whitespace().take(7).map_while(|field| field.parse().ok()).collect();
    let [user, nice, system, idle, iowait, irq, softirq] = ticks.try_into().ok()?;
    let work = user + nice + system + irq + softirq;
    let length = 1.0 / rustix::param::clock_ticks_per_second() as f64;
    let time = |ticks: u64| Duration::from_secs_f64(ticks as f64 * length);
    Some((time(work), time(work + idle + iowait)))
}

/// What the process has cost between two readings.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spent {
    /// Time of one core.
    pub cpu: Duration,
    /// So much of it while energy could be read.
    pub metered: Duration,
    /// Microjoules in that time, as its share of what the cores could have worked: the least it can have been.
    pub share_of_capacity_uj: u64,
    /// The same, as its share of what they have worked: who works pays for those who idle.
    pub share_of_work_uj: u64,
}

impl Spent {
    /// From one reading to the next.
    pub fn between(before: &Reading, after: &Reading) -> Self {
        let cpu = after.cpu.saturating_sub(before.cpu);
        let (Some(old), Some(new)) = (&before.machine, &after.machine) else {
            return Self { cpu, ..Self::default() };
        };
        if old.packages.len() != new.packages.len() {
            return Self { cpu, ..Self::default() };
        }
        let energy: u64 = old.packages.iter().zip(&new.packages).map(|(old, new)| new.since(*old)).sum();
        let share = |whole: Duration| {
            let share =
                if whole.is_zero() { 0.0 } else { (cpu.as_secs_f64() / whole.as_secs_f64()).min(1.0) };
            (energy as f64 * share) as u64
        };
        Self {
            cpu,
            metered: cpu,
            share_of_capacity_uj: share(new.capacity.saturating_sub(old.capacity)),
            share_of_work_uj: share(new.work.saturating_sub(old.work)),
        }
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            cpu: self.cpu + other.cpu,
            metered: self.metered + other.metered,
            share_of_capacity_uj: self.share_of_capacity_uj + other.share_of_capacity_uj,
            share_of_work_uj: self.share_of_work_uj + other.share_of_work_uj,
        }
    }

    /// What has come after `before`.
    #[must_use]
    pub fn since(self, before: Self) -> Self {
        Self {
            cpu: self.cpu.saturating_sub(before.cpu),
            metered: self.metered.saturating_sub(before.metered),
            share_of_capacity_uj: self.share_of_capacity_uj.saturating_sub(before.share_of_capacity_uj),
            share_of_work_uj: self.share_of_work_uj.saturating_sub(before.share_of_work_uj),
        }
    }

    /// Time of one core in milliseconds.
    pub fn cpu_ms(&self) -> u64 {
        milliseconds(self.cpu)
    }

    /// So much of it while energy could be read.
    pub fn metered_ms(&self) -> u64 {
        milliseconds(self.metered)
    }
}

impl Package {
    /// Microjoules since an earlier reading; the counter may have come round once.
    fn since(self, before: Self) -> u64 {
        match self.energy_uj.checked_sub(before.energy_uj) {
            Some(energy) => energy,
            None => self.range_uj.saturating_sub(before.energy_uj) + self.energy_uj,
        }
    }
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on says so")]

    use super::*;

    fn reading(cpu: u64, work: u64, capacity: u64, counters: &[u64]) -> Reading {
        let seconds = Duration::from_secs;
        let packages = counters.iter().map(|&energy_uj| Package { energy_uj, range_uj: 1_000_000 }).collect();
        let machine = Machine { work: seconds(work), capacity: seconds(capacity), packages };
        Reading { cpu: seconds(cpu), machine: Some(machine) }
    }

    /// 2 s of the 8 s that the cores worked and of the 40 s that they could have, in which two packages used 0.3 J and 0.1 J.
    #[test]
    fn the_share_of_the_energy_is_by_time_of_the_processor() {
        let (before, after) = (reading(1, 10, 100, &[0, 5]), reading(3, 18, 140, &[300_000, 100_005]));
        let spent = Spent::between(&before, &after);
        assert_eq!((spent.cpu_ms(), spent.metered_ms()), (2000, 2000));
        assert_eq!((spent.share_of_capacity_uj, spent.share_of_work_uj), (20_000, 100_000));
    }

    #[test]
    fn a_counter_comes_round_again() {
        let (before, after) = (reading(0, 0, 0, &[900_000]), reading(1, 1, 2, &[100_000]));
        assert_eq!(Spent::between(&before, &after).share_of_work_uj, 200_000);
    }

    #[test]
    fn where_energy_cannot_be_read_time_still_is() {
        let dark = |cpu| Reading { cpu: Duration::from_secs(cpu), machine: None };
        let spent = Spent::between(&dark(1), &dark(4));
        assert_eq!((spent.cpu_ms(), spent.metered_ms(), spent.share_of_work_uj), (3000, 0, 0));
        let spent = Spent::between(&dark(1), &reading(4, 1, 2, &[1]));
        assert_eq!((spent.cpu_ms(), spent.metered_ms()), (3000, 0));
    }

    #[test]
    fn ticks_are_coarse_and_no_share_is_more_than_the_whole() {
        let spent = Spent::between(&reading(0, 5, 9, &[0]), &reading(2, 6, 10, &[500]));
        assert_eq!((spent.share_of_capacity_uj, spent.share_of_work_uj), (500, 500));
        let still = Spent::between(&reading(0, 5, 9, &[0]), &reading(0, 5, 9, &[500]));
        assert_eq!(still.share_of_work_uj, 0);
    }

    #[test]
    fn only_whole_packages_that_can_be_read_are_meters() {
        let folder = tempfile::tempdir().unwrap();
        let zone = |id: &str, name: &str, files: &[(&str, &str)]| {
            let zone = folder.path().join(id);
            fs::create_dir(&zone).unwrap();
            fs::write(zone.join("name"), name).unwrap();
            files.iter().for_each(|(file, text)| fs::write(zone.join(file), text).unwrap());
        };
        let whole: &[(&str, &str)] = &[("energy_uj", "1234\n"), ("max_energy_range_uj", "262143328850\n")];
        zone("intel-rapl:0", "package-0\n", whole);
        zone("intel-rapl:0:0", "core\n", whole);
        zone("intel-rapl:1", "psys\n", whole);
        zone("intel-rapl:2", "package-1\n", &whole[1..]);
        zone("intel-rapl-mmio:0", "package-0\n", whole);
        let rapl = Rapl::in_folder(folder.path());
        let expected = folder.path().join("intel-rapl:0").join("energy_uj");
        assert_eq!(rapl.packages, [(expected, 262_143_328_850)]);
        assert_eq!(Rapl::in_folder(&folder.path().join("nowhere")).read(), None);
    }

    #[test]
    fn cores_work_or_could_have() {
        let ticks = rustix::param::clock_ticks_per_second();
        let line = format!("cpu  {0} {0} {0} {1} {0} 0 0 77 5 0\ncpu0 1 2 3", ticks, 10 * ticks);
        assert_eq!(cores(&line), Some((Duration::from_secs(3), Duration::from_secs(14))));
        assert_eq!((cores(""), cores("cpu  1 2"), cores("intr 1")), (None, None, None));
    }

    #[test]
    fn this_process_has_used_some_time() {
        let before = process_cpu();
        let busy: u64 = (0..2_000_000).fold(0, |sum, n: u64| std::hint::black_box(sum ^ n));
        assert!(process_cpu() > before, "{busy}");
    }
}
