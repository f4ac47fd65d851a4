//! What happens, a row for each.

use conformance::provider::{
    AUDIENCE, Behaviour, Endpoint, Loopback, Mutation, Rotation, Scenario, Span,
};

use crate::contestant::{Contestant, Expiry, Order, Outcome};

pub(crate) struct Row {
    pub(crate) what: &'static str,
    pub(crate) cells: Vec<Cell>,
}

/// What became of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell {
    /// Requests for key sets, wherever they went.
    pub(crate) fetches: usize,
    pub(crate) accepted: usize,
    pub(crate) of: usize,
}

type Play = fn(&mut dyn Contestant, i64) -> Outcome<Cell>;

const PLAYS: [(&str, Play); 7] = [
    ("100 callers at once, and no keys yet", cold),
    (
        "100 tokens with unknown `kid`s one after the other, then one by a new key",
        flood,
    ),
    (
        "keys expired, the endpoint answers 500, 20 callers at once",
        outage,
    ),
    (
        "the key was replaced after the first token, just before the second was signed",
        rotation,
    ),
    ("the key set is redirected to another port", redirect),
    (
        "an ML-DSA key, a broken one, an unknown one and a number before the good key",
        odd,
    ),
    ("a key set of 20 MB, most of it white space", huge),
];

pub(crate) fn all(contestants: &mut [Box<dyn Contestant>], now: i64) -> Outcome<Vec<Row>> {
    let mut rows = Vec::new();
    for (what, play) in PLAYS {
        let mut cells = Vec::new();
        for contestant in contestants.iter_mut() {
            cells.push(play(contestant.as_mut(), now)?);
        }
        rows.push(Row { what, cells });
    }
    Ok(rows)
}

fn op(scenario: &str) -> Outcome<Loopback> {
    let scenario = Scenario::named(scenario).ok_or("no such scenario")?;
    Ok(Loopback::start(&scenario)?)
}

fn token(op: &Loopback, now: i64) -> Outcome<String> {
    Ok(op.access_token(AUDIENCE, now)?.text()?)
}

fn fetches(op: &Loopback) -> usize {
    op.fetches(Endpoint::Keys)
}

/// A client that has verified one token.
fn warm(contestant: &mut dyn Contestant, op: &Loopback, now: i64, expiry: Expiry) -> Outcome<()> {
    contestant.begin(op, now, expiry)?;
    let first = token(op, now)?;
    if contestant.accepts(&[first], Order::OneByOne)? != 1 {
        return Err(format!("{} refuses a good token", contestant.name()).into());
    }
    op.forget();
    Ok(())
}

/// The requests that the log has, after [`Loopback::forget`].
fn since(op: &Loopback) -> usize {
    let requests = op.requests();
    let keys = requests
        .iter()
        .filter(|request| request.endpoint == Some(Endpoint::Keys));
    keys.count()
}

fn cold(contestant: &mut dyn Contestant, now: i64) -> Outcome<Cell> {
    let op = op("good")?;
    contestant.begin(&op, now, Expiry::Default)?;
    let tokens = vec![token(&op, now)?; 100];
    let accepted = contestant.accepts(&tokens, Order::Together)?;
    Ok(Cell {
        fetches: fetches(&op),
        accepted,
        of: tokens.len(),
    })
}

fn flood(contestant: &mut dyn Contestant, now: i64) -> Outcome<Cell> {
    let op = op("good")?;
    warm(contestant, &op, now, Expiry::Default)?;
    let unknown = |number: usize| -> Outcome<String> {
        let draft = op
            .access_token(AUDIENCE, now)?
            .with_kid(Some(&format!("unknown-{number}")));
        Ok(draft.mutated(Mutation::OtherKey).text()?)
    };
    let tokens: Vec<String> = (0..100).map(unknown).collect::<Outcome<_>>()?;
    if contestant.accepts(&tokens, Order::OneByOne)? > 0 {
        return Err("a token by no key was accepted".into());
    }
    op.rotate(Rotation::KeepOld)?;
    let accepted = contestant.accepts(&[token(&op, now)?], Order::OneByOne)?;
    Ok(Cell {
        fetches: since(&op),
        accepted,
        of: 1,
    })
}

fn outage(contestant: &mut dyn Contestant, now: i64) -> Outcome<Cell> {
    let op = op("good")?;
    warm(contestant, &op, now, Expiry::Soon)?;
    op.behave(Endpoint::Keys, Behaviour::Status(500), Span::Ever);
    contestant.outlive();
    let tokens = vec![token(&op, now)?; 20];
    let accepted = contestant.accepts(&tokens, Order::Together)?;
    Ok(Cell {
        fetches: since(&op),
        accepted,
        of: tokens.len(),
    })
}

fn rotation(contestant: &mut dyn Contestant, now: i64) -> Outcome<Cell> {
    let op = op("good")?;
    warm(contestant, &op, now, Expiry::Default)?;
    op.rotate(Rotation::DropOld)?;
    let accepted = contestant.accepts(&[token(&op, now)?], Order::OneByOne)?;
    Ok(Cell {
        fetches: since(&op),
        accepted,
        of: 1,
    })
}

/// The other port has the same keys, so that whoever follows accepts the token.
fn redirect(contestant: &mut dyn Contestant, now: i64) -> Outcome<Cell> {
    let (op, elsewhere) = (op("good")?, op("good")?);
    let there = Behaviour::Redirect(elsewhere.root().jwks_uri());
    op.behave(Endpoint::Keys, there, Span::Ever);
    contestant.begin(&op, now, Expiry::Default)?;
    let accepted = contestant.accepts(&[token(&op, now)?], Order::OneByOne)?;
    Ok(Cell {
        fetches: fetches(&op) + fetches(&elsewhere),
        accepted,
        of: 1,
    })
}

fn odd(contestant: &mut dyn Contestant, now: i64) -> Outcome<Cell> {
    single(contestant, now, "odd-entries")
}

fn huge(contestant: &mut dyn Contestant, now: i64) -> Outcome<Cell> {
    single(contestant, now, "huge-body")
}

fn single(contestant: &mut dyn Contestant, now: i64, scenario: &str) -> Outcome<Cell> {
    let op = op(scenario)?;
    contestant.begin(&op, now, Expiry::Default)?;
    let accepted = contestant.accepts(&[token(&op, now)?], Order::OneByOne)?;
    Ok(Cell {
        fetches: fetches(&op),
        accepted,
        of: 1,
    })
}
