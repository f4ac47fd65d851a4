//! The page.

use std::fmt::Write;
use std::time::SystemTime;

use conformance::provider::http_date;

use crate::contestant::Contestant;
use crate::rows::Row;

pub(crate) fn text(contestants: &[Box<dyn Contestant>], rows: &[Row]) -> String {
    let mut text = String::from(
        "# Side by side\n\n\
         What keys cost and which tokens pass when an issuer misbehaves, here and in libraries of other languages, each \
         with its\ndefaults. Everything runs on one machine against the same loopback provider.\n\n\
         ```sh\nconformance/comparison/run\n```\n\n\
         made this page on ",
    );
    let date = http_date(SystemTime::now());
    // Without the time of day, which says nothing.
    let date: Vec<&str> = date.split_whitespace().skip(1).take(3).collect();
    let _ = writeln!(
        text,
        "{}. A cell has the fetches of the key set, then the tokens that were accepted.\n",
        date.join(" ")
    );
    let mut head = String::from("| |");
    let mut rule = String::from("|---|");
    for contestant in contestants {
        let _ = write!(head, " {} {} |", contestant.name(), contestant.version());
        rule.push_str("---|");
    }
    let _ = writeln!(text, "{head}\n{rule}");
    for row in rows {
        let _ = write!(text, "| {} |", row.what);
        for cell in &row.cells {
            let fetches = if cell.fetches == 1 {
                "fetch"
            } else {
                "fetches"
            };
            let _ = write!(
                text,
                " {} {fetches}, {} of {} |",
                cell.fetches, cell.accepted, cell.of
            );
        }
        text.push('\n');
    }
    text.push_str(NOTES);
    text
}

const NOTES: &str = "
How it is counted:

- Fetches of a row are those after the first token of a client that had one. The fetches for our metadata, one for each
  client, are not counted: the others are given the address of the key set.
- The good token after the flood is one by a key that was published a moment before. The flood has spent the budget here,
  so it is refused, with the time after which it is worth trying again; within 60 seconds of its first try it is accepted
  (`CachePolicy::arrival_bound`). Tokens by known keys pass all the while.
- Expiry is told to the others as a lifetime of one second, which is then waited for; our clock is moved by the five
  minutes of the default.
- Following the redirect is accepting the token: the other port serves the same keys. The standards do not ask for
  redirects, and a redirect chooses the keys.
- A body of 20 MB that is read to its end is an accepted token. Here reading ends at 256 KiB.
- `jwks-rsa` keeps a key for each `kid` and fetches once for each; `jose` and `PyJWT` keep the set.
";
