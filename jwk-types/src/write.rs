//! From a key to JSON: registered members first, extra members as they came.

use alloc::string::String;

use zeroize::Zeroizing;

use crate::secret::SecretText;
use crate::{Jwk, Key, KeyOperation, KeyUse, PrivateMembers};

/// Writes one object, which may hold private members.
struct Writer {
    out: SecretText,
}

impl Writer {
    fn name(&mut self, name: &str) {
        let separator = if self.out.is_empty() { "{" } else { "," };
        self.out.push_str(separator);
        self.out.push_json_string(name);
        self.out.push_str(":");
    }

    fn string(&mut self, name: &str, value: &str) {
        self.name(name);
        self.out.push_json_string(value);
    }

    fn optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.string(name, value);
        }
    }

    fn strings<'s>(&mut self, name: &str, values: Option<impl Iterator<Item = &'s str>>) {
        let Some(values) = values else {
            return;
        };
        self.name(name);
        self.out.push_str("[");
        for (index, value) in values.enumerate() {
            if index > 0 {
                self.out.push_str(",");
            }
            self.out.push_json_string(value);
        }
        self.out.push_str("]");
    }
}

pub(crate) fn jwk(jwk: &Jwk) -> Zeroizing<String> {
    if let Key::Unknown(key) = jwk.key() {
        return Zeroizing::new(key.expose_json().into());
    }
    let mut writer = Writer {
        out: SecretText::new(),
    };
    writer.string("kty", jwk.kty());
    writer.optional("use", jwk.key_use().map(KeyUse::as_str));
    let key_ops = jwk.key_ops().map(<[_]>::iter);
    writer.strings("key_ops", key_ops.map(|ops| ops.map(KeyOperation::as_str)));
    writer.optional("alg", jwk.alg());
    writer.optional("kid", jwk.kid());
    jwk.key()
        .write_members(&mut |name, value| writer.string(name, value));
    if let Key::Private(key) = jwk.key()
        && let PrivateMembers::Rsa(members) = key.members()
    {
        other_primes(&mut writer, members);
    }
    writer.optional("x5u", jwk.x5u());
    let x5c = jwk.x5c().map(<[_]>::iter);
    writer.strings("x5c", x5c.map(|chain| chain.map(|text| &**text)));
    writer.optional("x5t", jwk.x5t());
    writer.optional("x5t#S256", jwk.x5t_s256());
    for member in jwk.extra() {
        writer.name(member.name());
        writer.out.push_str(member.expose_json());
    }
    writer.out.push_str("}");
    writer.out.into_inner()
}

fn other_primes(writer: &mut Writer, members: &crate::RsaPrivateMembers) {
    if members.other_primes().is_empty() {
        return;
    }
    writer.name("oth");
    let mut last = None;
    let out = &mut writer.out;
    members.write_other_primes(|index, name, value| {
        out.push_str(match last {
            None => "[{",
            Some(before) if before != index => "},{",
            Some(_) => ",",
        });
        last = Some(index);
        out.push_json_string(name);
        out.push_str(":");
        out.push_json_string(value);
    });
    out.push_str("}]");
}
