//! Many verifications from 64 threads across 1,000 rotations and faults: no wrong verdict, nobody who waits for ever,
//! no memory that grows.
//!
//! `ROTATION_SOAK=1000000 cargo test --release -p conformance --test rotation_soak -- --nocapture` is the full run. Rates
//! are printed for a person to see, and never compared.

mod issuer;
mod judge;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, RwLock};
use std::thread;
use std::time::{Duration, Instant, UNIX_EPOCH};

use conformance::properties::mutation::Random;
use oidc_discovery::{ManualClock, Provider, Settings, VerifyError, blocking};
use oidc_tokens::{Access, AccessTokenError, AccessTokenVerifier};
use peak_alloc::PeakAlloc;
use tokio::runtime::Runtime;

use issuer::{API, Faults, ISSUER, NOW, Op, Rotations};
use judge::{Figures, Sample, Verdict};

#[global_allocator]
static PEAK: PeakAlloc = PeakAlloc;

const THREADS: usize = 64;
const ROTATIONS: usize = 1_000;
/// Between two rotations.
const STEP: Duration = Duration::from_secs(31);
/// A caller is told after 5 seconds that nothing came; nobody should have to wait as long.
const LONGEST_WAIT: Duration = Duration::from_secs(4);
const GROWTH: usize = 1 << 20;

enum Subject {
    Async(Provider, Runtime),
    Blocking(blocking::Provider),
}

impl Subject {
    fn verify(&self, verifier: &AccessTokenVerifier, token: &str) -> Verdict {
        let access = Access::without_scope();
        let verified = match self {
            Self::Async(provider, runtime) => {
                runtime.block_on(provider.verify(verifier, token, &access))
            }
            Self::Blocking(provider) => provider.verify(verifier, token, &access),
        };
        match verified {
            Ok(_) => Verdict::Accepted,
            Err(VerifyError::Token(error)) => self.wrong(&error),
            Err(_) => Verdict::NoKeys,
        }
    }

    fn wrong(&self, error: &AccessTokenError) -> Verdict {
        Verdict::Refused(error.reason())
    }
}

fn subject(name: &str, op: &Arc<Op>, clock: &Arc<ManualClock>) -> Subject {
    let settings = Settings::new(ISSUER).expect("an issuer");
    let settings = settings.with_clock(clock.clone());
    if name == "async" {
        let provider = Provider::new(settings, op.clone()).expect("a provider");
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build();
        Subject::Async(provider, runtime.expect("a runtime"))
    } else {
        Subject::Blocking(blocking::Provider::new(settings, op.clone()).expect("a provider"))
    }
}

struct Run {
    figures: Figures,
    rate: f64,
    /// How much more memory is in use at the end than after a tenth of it.
    growth: usize,
    fetches: usize,
}

/// Time passes between verifications and not within one, so that the judge knows what is right.
fn run(name: &str, verifications: usize, rotations: Rotations, faults: Faults) -> Run {
    let clock = Arc::new(ManualClock::new(UNIX_EPOCH + Duration::from_secs(NOW)));
    let op = Arc::new(Op::new(ROTATIONS, rotations, faults));
    let subject = subject(name, &op, &clock);
    let verifier = AccessTokenVerifier::new(ISSUER, API).expect("a verifier");
    let each_step = verifications / ROTATIONS;
    let (world, done) = (RwLock::new(()), AtomicUsize::new(0));
    let early = AtomicUsize::new(0);
    let begun = Instant::now();
    let figures: Vec<Figures> = thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS)
            .map(|worker| {
                let (op, clock, subject, verifier) = (&op, &clock, &subject, &verifier);
                let (world, done, early) = (&world, &done, &early);
                scope.spawn(move || {
                    let mut random = Random::new(u64::try_from(worker).expect("a number"));
                    let mut figures = Figures::default();
                    loop {
                        let number = done.fetch_add(1, Ordering::Relaxed);
                        if number >= verifications {
                            return figures;
                        }
                        if number % each_step == 0 && number > 0 {
                            let _alone = world.write().expect("no panic");
                            op.rotate();
                            clock.advance(STEP);
                            if number == verifications / 10 {
                                early.store(PEAK.current_usage(), Ordering::Relaxed);
                            }
                        }
                        let _still = world.read().expect("no panic");
                        let sample = Sample::draw(&mut random, op);
                        let token = sample.token(op);
                        let asked = Instant::now();
                        let verdict = subject.verify(verifier, &token);
                        let waited = asked.elapsed();
                        assert!(waited < LONGEST_WAIT, "{sample:?} waited for {waited:?}");
                        figures.judge(&sample, verdict, op);
                    }
                })
            })
            .collect();
        let joined = workers.into_iter().map(thread::ScopedJoinHandle::join);
        joined.map(|figures| figures.expect("no panic")).collect()
    });
    let seconds = begun.elapsed().as_secs_f64();
    let growth = PEAK.current_usage().saturating_sub(early.into_inner());
    Run {
        figures: figures.into_iter().fold(Figures::default(), Figures::and),
        rate: f64::from(u32::try_from(verifications).expect("a number")) / seconds,
        growth,
        fetches: op.fetches(),
    }
}

#[test]
fn no_wrong_verdict_across_a_thousand_rotations() {
    let verifications =
        std::env::var("ROTATION_SOAK").map_or(64_000, |number| number.parse().expect("a number"));
    issuer::silence_panics_of_fetches();
    for name in ["blocking", "async"] {
        let still = run(name, verifications / 10, Rotations::None, Faults::None);
        let run = run(name, verifications, Rotations::Each, Faults::Some);
        println!(
            "{name}: {verifications} verifications, {} threads, {ROTATIONS} rotations, {} fetches; {:.0}/s, and {:.0}/s \
             without rotation and faults; {} octets more in use at the end\n{}",
            THREADS, run.fetches, run.rate, still.rate, run.growth, run.figures
        );
        run.figures.are_of_every_kind();
        assert!(run.growth < GROWTH, "{name}: {} octets", run.growth);
        assert_eq!(still.figures.refused_good(), 0, "{name}");
    }
}
