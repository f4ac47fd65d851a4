//! Compressed bodies.

use std::io::{self, Write};
use std::sync::LazyLock;

use flate2::Compression;
use flate2::write::GzEncoder;

/// 24 MiB of white space within an empty key set.
static BOMB: LazyLock<Vec<u8>> = LazyLock::new(|| {
    packed(|encoder| {
        encoder.write_all(b"{\"keys\":[")?;
        let spaces = vec![b' '; 64 * 1024];
        for _ in 0..384 {
            encoder.write_all(&spaces)?;
        }
        encoder.write_all(b"]}")
    })
});

/// Over 20 MB in under 64 KiB.
pub(in super::super) fn bomb() -> &'static [u8] {
    &BOMB
}

pub(in super::super) fn gzip(plain: &[u8]) -> Vec<u8> {
    packed(|encoder| encoder.write_all(plain))
}

fn packed(fill: impl FnOnce(&mut GzEncoder<Vec<u8>>) -> io::Result<()>) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // A vector takes everything.
    let filled = fill(&mut encoder);
    filled.and_then(|()| encoder.finish()).unwrap_or_default()
}
