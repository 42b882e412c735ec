//! What Linux says of a process: the CPU it has used and the memory it holds.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};

/// A running process, by its number.
#[derive(Clone, Copy, Debug)]
pub struct Process(pub u32);

impl Process {
    /// CPU used so far, by all threads, in user and kernel mode together.
    pub fn cpu(self) -> Result<Duration> {
        let ticks = cpu_ticks(&self.read("stat")?).context("/proc/PID/stat does not read as expected")?;
        Ok(Duration::from_secs_f64(ticks as f64 / rustix::param::clock_ticks_per_second() as f64))
    }

    /// Resident memory now, in kB (1 kB = 1,024 bytes, as the kernel counts).
    pub fn resident_kb(self) -> Result<u64> {
        kilobytes(&self.read("status")?, "VmRSS").context("/proc/PID/status has no VmRSS")
    }

    fn read(self, what: &str) -> Result<String> {
        let path = format!("/proc/{}/{what}", self.0);
        fs::read_to_string(&path)
            .with_context(|| format!("{path} cannot be read: is the server still there?"))
    }
}

/// `utime + stime` of `/proc/PID/stat`, in clock ticks. The name of the program may hold spaces and parentheses.
fn cpu_ticks(stat: &str) -> Option<u64> {
    let mut fields = stat[stat.rfind(')')? + 1..].split_ascii_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let kernel: u64 = fields.next()?.parse().ok()?;
    Some(user + kernel)
}

/// A line such as `VmRSS:     4312 kB` of `/proc/PID/status`.
fn kilobytes(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    line.trim().strip_suffix("kB")?.trim_end().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_is_found_behind_a_name_with_parentheses() {
        let stat =
            "4242 (a (strange) name) S 1 4242 4242 0 -1 4194560 1234 0 5 0 731 269 0 0 20 0 4 0 99 1 2";
        assert_eq!(cpu_ticks(stat), Some(1000));
    }

    #[test]
    fn a_stat_line_that_is_cut_is_nothing() {
        assert_eq!(cpu_ticks("4242 (bisou) S 1 4242 4242 0 -1 4194560 1234 0 5 0 731"), None);
        assert_eq!(cpu_ticks("4242"), None);
    }

    #[test]
    fn resident_memory_is_read_by_its_whole_name() {
        let status =
            "Name:\tbisou\nVmRSSish:\t  1 kB\nVmHWM:\t   9000 kB\nVmRSS:\t    4312 kB\nThreads:\t4\n";
        assert_eq!(kilobytes(status, "VmRSS"), Some(4312));
        assert_eq!(kilobytes(status, "VmHWM"), Some(9000));
        assert_eq!(kilobytes(status, "VmSwap"), None);
    }

    #[test]
    fn this_process_can_be_measured() {
        let me = Process(std::process::id());
        assert!(me.resident_kb().unwrap() > 100);
        me.cpu().unwrap();
        assert!(Process(u32::MAX).cpu().unwrap_err().to_string().contains("still there"));
    }
}
