//! What only these libraries do: key sets of several sizes, the memory for signatures, and keys that stay fresh.

use std::hint::black_box;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jws_verify::{Algorithms, KeyRing, RustCrypto, SignatureCache};

use super::Extent;
use super::refresh::{Reloads, UnderLoad};
use crate::contender::{Check, Credulous, read, with_keys, with_tokens};
use crate::measure::{Local, Plan, Runner, figure, in_turns};
use crate::results::{Other, Row};
use crate::sample::Sample;

/// All of them, in this process.
pub(super) fn measured(extent: Extent) -> Vec<Other> {
    vec![
        sets(extent.keys, extent.plan),
        lookup(extent.keys, extent.plan),
        memory(extent.plan),
        refresh(extent.plan),
    ]
}

type Named<'a> = (String, Box<dyn Runner + 'a>);

fn table(title: &str, note: &str, runners: Vec<Named<'_>>, plan: Plan) -> Other {
    eprintln!("{title}");
    let (names, mut runners): (Vec<_>, Vec<_>) = runners.into_iter().unzip();
    let figures = in_turns(&mut runners, plan).into_iter().map(figure);
    let rows = names.into_iter().zip(figures);
    Other {
        title: title.to_owned(),
        note: note.to_owned(),
        rows: rows.map(|(name, figure)| Row { name, figure }).collect(),
    }
}

fn sets(keys: &[usize], plan: Plan) -> Other {
    let mut runners: Vec<Named<'_>> = Vec::new();
    for alg in ["RS256", "ES256"] {
        for &count in keys {
            let text = Sample::usual(alg).key_set(count);
            let other = text.clone();
            let parse = Local(move || drop(black_box(read(black_box(&text)))));
            let prepare = Local(move || drop(black_box(ring(&other, alg))));
            runners.push((format!("{count} keys for {alg}: parsed"), Box::new(parse)));
            runners.push((
                format!("{count} keys for {alg}: parsed and prepared"),
                Box::new(prepare),
            ));
        }
    }
    table(
        "Key sets",
        "From the text of a JWK Set; 1,000 RSA keys are beyond the usual limit of 256 KiB. Every key is checked when it is parsed; preparing it is for RustCrypto.",
        runners,
        plan,
    )
}

fn ring(text: &str, alg: &str) -> KeyRing {
    let algorithms = Algorithms::named([alg]).expect("an algorithm");
    KeyRing::new(read(text), algorithms).expect("keys")
}

fn lookup(keys: &[usize], plan: Plan) -> Other {
    let sample = Sample::usual("ES256");
    let runners = keys.iter().map(|&count| {
        let check = with_keys(&sample, count, &Credulous);
        let name = format!("the last of {count} keys");
        (name, Box::new(Local(of(check))) as Box<dyn Runner>)
    });
    table(
        "Finding the key",
        "The whole verification of the usual token for ES256 with a backend that takes every signature for good, so \
         that what is left is everything but the signature. The key is found by its `kid`.",
        runners.collect(),
        plan,
    )
}

fn of(check: Check) -> impl FnMut() {
    move || assert!(check(), "a good token")
}

fn memory(plan: Plan) -> Other {
    let mut runners: Vec<Named<'_>> = Vec::new();
    for alg in ["RS256", "ES256", "EdDSA"] {
        let sample = Sample::usual(alg);
        let claims = with_keys(&sample, 1, &Credulous);
        let without = with_keys(&sample, 1, &RustCrypto);
        let hit = with_keys(&sample, 1, &remembering(1000));
        let checks = [
            ("all but the signature", claims),
            ("remembered", hit),
            ("not remembered", never_seen(alg)),
            ("without the memory", without),
        ];
        for (name, check) in checks {
            runners.push((format!("{alg}: {name}"), Box::new(Local(of(check)))));
        }
    }
    table(
        "Signatures remembered",
        "The whole verification of the usual token. `remembered` hashes the token and finds it; `not remembered` hashes it, \
         does not find it, computes, and puts it there; `all but the signature` reads and checks header and claims alone.",
        runners,
        plan,
    )
}

fn refresh(plan: Plan) -> Other {
    let at_hand = with_keys(&Sample::usual("EdDSA"), 2, &RustCrypto);
    let mut runners: Vec<Named<'_>> = vec![(
        "keys at hand, no provider".to_owned(),
        Box::new(Local(of(at_hand))),
    )];
    for (name, reloads) in [
        ("a provider that does not fetch", Reloads::Never),
        (
            "fetching every 10 ms",
            Reloads::Always(Duration::from_millis(10)),
        ),
        ("fetching without a pause", Reloads::Always(Duration::ZERO)),
    ] {
        let runner = UnderLoad::new("EdDSA", reloads);
        runners.push((name.to_owned(), Box::new(runner)));
    }
    table(
        "Fetching keys under load",
        "The whole verification of the usual token for EdDSA by RustCrypto, on one thread, while another one fetches a set \
         of two keys from memory, reads it, prepares it and puts it in place.",
        runners,
        plan,
    )
}

fn remembering(room: usize) -> SignatureCache<RustCrypto> {
    SignatureCache::new(RustCrypto, NonZeroUsize::new(room).expect("room"))
}

/// One token after the other, and everything forgotten before the first of them comes again.
fn never_seen(alg: &str) -> Check {
    const COUNT: usize = 500;
    let memory = remembering(2 * COUNT);
    let check = with_tokens(&Sample::several(alg, COUNT), &memory);
    let next = AtomicUsize::new(0);
    Box::new(move || {
        let verified = next.fetch_add(1, Ordering::Relaxed);
        if verified.is_multiple_of(COUNT) {
            memory.clear();
        }
        check()
    })
}
