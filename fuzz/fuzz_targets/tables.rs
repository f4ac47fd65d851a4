#![no_main]

use conformance::properties;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|octets: &[u8]| properties::check("tables", octets));
