//! How much memory a process has held.

use std::fs;

/// The most that the process of this number has held so far, in octets; only Linux tells.
pub(super) fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    high_water_mark(&status)
}

/// `VmHWM`, the high-water mark of what is in memory.
fn high_water_mark(status: &str) -> Option<u64> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::high_water_mark;

    #[test]
    fn the_mark_is_read_in_octets() {
        let status = "Name:\tsubject\nVmPeak:\t  10 kB\nVmHWM:\t    2048 kB\nVmRSS:\t 1 kB\n";
        assert_eq!(high_water_mark(status), Some(2 << 20));
        assert_eq!(high_water_mark("Name:\tzombie\n"), None);
        assert_eq!(high_water_mark("VmHWM:\t2048\n"), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_process_that_lives_has_memory() {
        let peak = super::peak(std::process::id()).expect("a mark");
        assert!(peak > 1 << 16, "{peak}");
        assert_eq!(super::peak(u32::MAX), None);
    }
}
