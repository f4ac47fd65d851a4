//! How often keys are fetched and which tokens are accepted when an issuer misbehaves: our two providers beside libraries
//! of other languages. `conformance/comparison/run` starts it with all of them.
//!
//!     side_by_side [--peer COMMAND]... [--write PAGE]

mod contestant;
mod ours;
mod page;
mod peer;
mod rows;

use std::time::{SystemTime, UNIX_EPOCH};

use contestant::Contestant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut peers, mut page) = (Vec::new(), None);
    let mut arguments = std::env::args().skip(1);
    while let Some(option) = arguments.next() {
        let value = arguments.next().ok_or("an option without a value")?;
        match option.as_str() {
            "--peer" => peers.push(value),
            "--write" => page = Some(value),
            other => return Err(format!("no option {other}").into()),
        }
    }
    let mut contestants: Vec<Box<dyn Contestant>> = vec![
        Box::new(ours::Async::new()?),
        Box::new(ours::Blocking::default()),
    ];
    for command in &peers {
        contestants.push(Box::new(peer::Peer::start(command)?));
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let results = rows::all(&mut contestants, i64::try_from(now.as_secs())?)?;
    let text = page::text(&contestants, &results);
    print!("{text}");
    if let Some(page) = page {
        std::fs::write(page, text)?;
    }
    Ok(())
}
