//! The test keys of `jwk-types`, in forms that no case has.

use jwk_types::base64url;

use super::Seeds;

macro_rules! files {
    ($($name:literal)*) => {
        [$(($name, include_str!(concat!("../../../../jwk-types/tests/data/", $name)))),*]
    };
}

const PEM: [(&str, &str); 21] = files! {
    "ed25519.pkcs8.pem" "ed25519.spki.pem" "ed448.pkcs8.pem" "ml-dsa-65.pkcs8.pem"
    "ml-dsa-87.pkcs8.pem" "ml-dsa-44.pkcs8.pem" "p256.pkcs8.pem" "p256.sec1.pem" "p384.pkcs8.pem"
    "p384.sec1.pem" "p521.pkcs8.pem" "p521.sec1.pem" "rsa-public.pkcs1.pem"
    "rsa-three-primes.pkcs1.pem" "rsa-three-primes.pkcs8.pem" "rsa.certificate.pem" "rsa.pkcs1.pem"
    "rsa.pkcs8.pem" "secp256k1.sec1.pem" "x25519.pkcs8.pem" "x448.pkcs8.pem"
};

pub(super) fn add(seeds: &mut Seeds) {
    // More keys than are tried, so that there is a choice to make.
    let key = |octet| {
        format!(
            r#"{{"kty":"oct","k":"{}"}}"#,
            base64url::encode(&[octet; 64])
        )
    };
    let keys: Vec<_> = (1..=6).map(key).collect();
    seeds.keys("six-keys", &format!(r#"{{"keys":[{}]}}"#, keys.join(",")));
    seeds.add(
        "json",
        "escapes",
        r#"["\"\\\/\b\f\n\r\t\u0041\uD834\udd1e"]"#,
    );
    // With the certificate of another key.
    let certificate = PEM.iter().find(|(name, _)| name.contains("certificate"));
    if let Some((_, pem)) = certificate {
        let base64: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
        let key = include_str!("../../../../jwk-types/tests/data/p256.json");
        let members = key.trim_end().trim_end_matches('}');
        seeds.key(
            "another-certificate",
            &format!(r#"{members},"x5c":["{base64}"]}}"#),
        );
    }
    for (name, text) in PEM {
        let form = name.rsplit('.').nth(1).unwrap_or_default();
        let property = match form {
            "certificate" => "x509",
            "pkcs1" => "pkcs1",
            "pkcs8" => "pkcs8",
            "sec1" => "sec1",
            _ => "spki",
        };
        if form != "certificate" {
            seeds.add("pem", name, text);
        }
        let Some(der) = der(text) else { continue };
        // In the place of another form, which it is not.
        match name {
            "p256.pkcs8.pem" => seeds.add("sec1", name, der.clone()),
            "rsa-public.pkcs1.pem" => seeds.add("spki", name, der.clone()),
            _ => {}
        }
        seeds.add(property, name, der);
    }
}

fn der(pem: &str) -> Option<Vec<u8>> {
    let lines = pem.lines().filter(|line| !line.starts_with("-----"));
    let text: String = lines.collect();
    let text = text.replace('+', "-").replace('/', "_");
    base64url::decode(text.trim_end_matches('='), "PEM").ok()
}
