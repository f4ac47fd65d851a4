use flate2::Compression;
use flate2::write::GzEncoder;
use http::HeaderValue;
use proptest::prelude::*;

use super::*;

fn encoded(encoding: &'static str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
    headers
}

fn read(headers: &HeaderMap, limit: usize, pieces: &[&[u8]]) -> Result<Vec<u8>, TransportError> {
    let mut body = Body::within(limit, headers)?;
    for piece in pieces {
        body.push(piece)?;
    }
    body.finish()
}

fn gzip(octets: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(octets).expect("room");
    encoder.finish().expect("room")
}

#[test]
fn a_body_within_the_limit_arrives_and_one_octet_more_does_not() {
    let plain = HeaderMap::new();
    assert_eq!(read(&plain, 4, &[b"12", b"34"]).expect("4 octets"), b"1234");
    let beyond = TransportError::TooLarge { limit: 4 };
    assert_eq!(read(&plain, 4, &[b"12", b"345"]), Err(beyond));
}

#[test]
fn a_compressed_body_is_bounded_by_what_becomes_of_it() {
    let bomb = gzip(&vec![b' '; 20 << 20]);
    assert!(bomb.len() < 64 << 10, "{}", bomb.len());
    let mut body = Body::within(64 << 10, &encoded("gzip")).expect("a body");
    let refused = bomb
        .chunks(1 << 10)
        .find_map(|piece| body.push(piece).err());
    assert_eq!(refused, Some(TransportError::TooLarge { limit: 64 << 10 }));
    let Decoder::Gzip(decoder) = &body.decoder else {
        panic!("gzip");
    };
    assert!(decoder.get_ref().octets.len() <= 64 << 10);
}

#[test]
fn what_is_not_gzip_as_it_claims_is_refused() {
    let good = gzip(b"{}");
    let gzipped = encoded("gzip");
    assert_eq!(read(&gzipped, 99, &[&good]).expect("gzip"), b"{}");
    let cut = good.get(..good.len() - 1).expect("shorter");
    let mut other = good.clone();
    let crc = other.len() - 8;
    other[crc] ^= 1;
    for bad in [b"{}".as_slice(), cut, &other] {
        assert_eq!(read(&gzipped, 99, &[bad]), Err(TransportError::Encoding));
    }
    let trailing = [good.as_slice(), b"more"].concat();
    assert_eq!(
        read(&gzipped, 99, &[&trailing]),
        Err(TransportError::Encoding)
    );
}

#[test]
fn an_encoding_that_is_not_understood_is_refused() {
    for encoding in ["br", "deflate", "gzip, gzip", "zstd"] {
        let refused = read(&encoded(encoding), 99, &[b"{}"]);
        assert_eq!(refused, Err(TransportError::Encoding), "{encoding}");
    }
    let mut twice = encoded("gzip");
    twice.append(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    assert_eq!(read(&twice, 99, &[]), Err(TransportError::Encoding));
}

proptest! {
    #[test]
    fn a_body_is_the_same_in_whatever_pieces_it_arrives(
        octets in prop::collection::vec(any::<u8>(), 0..300),
        piece in 1_usize..50,
    ) {
        let pieces: Vec<&[u8]> = octets.chunks(piece).collect();
        prop_assert_eq!(&read(&HeaderMap::new(), 300, &pieces).expect("identity"), &octets);
        let compressed = gzip(&octets);
        let pieces: Vec<&[u8]> = compressed.chunks(piece).collect();
        prop_assert_eq!(&read(&encoded("gzip"), 400, &pieces).expect("gzip"), &octets);
    }
}
