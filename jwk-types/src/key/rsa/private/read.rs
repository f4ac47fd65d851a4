//! The private members of an RSA key out of its JWK.

use alloc::vec::Vec;

use super::check::check;
use super::{OtherPrime, Primes, RsaPrivateMembers};
use crate::key::members::KeyMembers;
use crate::key::rsa::RsaPublicKey;
use crate::{Error, Rule};

const CRT_MEMBERS: [&str; 5] = ["p", "q", "dp", "dq", "qi"];

pub(in crate::key::rsa) fn read(
    members: &KeyMembers<'_, '_>,
    public: &RsaPublicKey,
) -> Result<Option<RsaPrivateMembers>, Error> {
    let members = members.under(Rule::new("RFC 7518", "6.3.2"));
    let crt = CRT_MEMBERS.iter().any(|member| members.has(member));
    let oth = members.has("oth");
    if !members.has("d") {
        // rfc7518-6.3.2-1
        return if crt || oth {
            Err(Error::RsaIncomplete { missing: "d" })
        } else {
            Ok(None)
        };
    }
    if crt || oth {
        // rfc7518-6.3.2-2
        let missing = CRT_MEMBERS.iter().find(|member| !members.has(member));
        if let Some(missing) = missing {
            return Err(Error::RsaIncomplete { missing });
        }
    }
    // rfc7518-6.3.2.1-1
    let primes = if crt {
        Some(Primes {
            p: members.secret_integer("p")?,
            q: members.secret_integer("q")?,
            dp: members.secret_integer("dp")?,
            dq: members.secret_integer("dq")?,
            qi: members.secret_integer("qi")?,
            others: read_other_primes(&members)?,
        })
    } else {
        None
    };
    let private = RsaPrivateMembers {
        d: members.secret_integer("d")?,
        primes,
    };
    check(&private, public)?;
    Ok(Some(private))
}

/// rfc7518-6.3.2-3, rfc7518-6.3.2.7-1, rfc7518-6.3.2.7-4
fn read_other_primes(members: &KeyMembers<'_, '_>) -> Result<Vec<OtherPrime>, Error> {
    let rule = Rule::new("RFC 7518", "6.3.2.7");
    let Some(value) = members.optional("oth") else {
        return Ok(Vec::new());
    };
    let wrong_type = |expected, found| Error::MemberType {
        member: "oth",
        expected,
        found,
        rule,
    };
    let array = value
        .as_array()
        .ok_or_else(|| wrong_type("an array", value.kind().name()))?;
    if array.is_empty() {
        return Err(Error::RsaNoOtherPrimes);
    }
    array
        .elements()
        .map(|element| {
            let object = element
                .as_object()
                .ok_or_else(|| wrong_type("an array of objects", element.kind().name()))?;
            let members = KeyMembers::new(object, rule);
            Ok(OtherPrime {
                r: members.secret_integer("r")?,
                d: members.secret_integer("d")?,
                t: members.secret_integer("t")?,
            })
        })
        .collect()
}
