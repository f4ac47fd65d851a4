//! Which request is for what, and what is right to answer.

use std::time::{Instant, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::behaviour::Behaviour;
use super::endpoint::Endpoint;
use super::http_date::http_date;
use super::issuer::{Issuer, Rotation, UserInfoForm};
use super::log::Request;
use super::scenario::{Minting, Validators};
use super::shared::Shared;
use super::token::{Draft, Kind, Mutation};
use super::wire::{Head, Reply};
use super::{AUDIENCE, CLIENT_ID, control, documents};
use crate::mint::{self, Compact, Key};
use jwk_types::base64url;

/// The right answer, and how to give it.
pub(super) fn answer(shared: &Shared, head: &Head) -> (Reply, Behaviour) {
    if let Some(verb) = head.path().strip_prefix("/control/") {
        let reply = control::answer(shared, head, verb);
        return (reply, Behaviour::Normal);
    }
    let mut state = shared.state();
    let found = state.issuers.iter_mut().find_map(|issuer| {
        let endpoint = endpoint(issuer, head.path())?;
        Some((issuer, endpoint))
    });
    let note = |issuer: &str, endpoint| Request {
        method: head.method.clone(),
        target: head.target.clone(),
        headers: head.headers.clone(),
        moment: Instant::now(),
        issuer: issuer.to_owned(),
        endpoint,
    };
    let Some((issuer, endpoint)) = found else {
        state.log.note(note("", None));
        let reply = Reply::text(404, "there is nothing here\n");
        return (reply, Behaviour::Normal);
    };
    let noted = note(&issuer.path, Some(endpoint));
    let behaviour = issuer.next_behaviour(endpoint);
    let right = right(shared, issuer, endpoint, head);
    state.log.note(noted);
    drop(state);
    let reply = right.unwrap_or_else(|what| Reply::text(400, format!("{what}\n")));
    (reply, behaviour)
}

fn endpoint(issuer: &Issuer, path: &str) -> Option<Endpoint> {
    if path == issuer.keys_path {
        return Some(Endpoint::Keys);
    }
    // Before the path of the issuer.
    for (place, endpoint) in [
        (
            "/.well-known/oauth-authorization-server",
            Endpoint::OAuthMetadata,
        ),
        (
            "/.well-known/oauth-protected-resource",
            Endpoint::ResourceMetadata,
        ),
    ] {
        if path.strip_prefix(place) == Some(&issuer.path) {
            return Some(endpoint);
        }
    }
    match path.strip_prefix(issuer.path.as_str())? {
        "/.well-known/openid-configuration" => Some(Endpoint::Metadata),
        "/.well-known/webfinger" => Some(Endpoint::WebFinger),
        "/userinfo" => Some(Endpoint::UserInfo),
        rest => rest.strip_prefix("/mint/").map(|_| Endpoint::Mint),
    }
}

fn right(
    shared: &Shared,
    issuer: &mut Issuer,
    endpoint: Endpoint,
    head: &Head,
) -> Result<Reply, String> {
    if head.method != "GET" {
        let mut reply = Reply::text(405, "only GET\n");
        reply.set("Allow", "GET");
        return Ok(reply);
    }
    let name = shared.url(&issuer.path);
    let json = |document: Value| Reply::new(200, "application/json", document.to_string());
    let mut reply = match endpoint {
        Endpoint::Metadata | Endpoint::OAuthMetadata => {
            json(documents::metadata(issuer, |path| shared.url(path)))
        }
        Endpoint::ResourceMetadata => json(documents::resource(&name)),
        Endpoint::Keys => {
            let text = issuer.keys_document().text.clone();
            Reply::new(200, "application/jwk-set+json", text)
        }
        Endpoint::UserInfo => userinfo(issuer, &name, head)?,
        Endpoint::WebFinger => {
            let subject = head.query("resource").ok_or("which resource?")?;
            let rel = head.query("rel");
            let document = documents::web_finger(&subject, rel.as_deref(), &name);
            Reply::new(200, "application/jrd+json", document.to_string())
        }
        Endpoint::Mint => Reply::text(200, minted(issuer, &name, head)?),
    };
    if matches!(endpoint, Endpoint::UserInfo | Endpoint::Mint) {
        reply.set("Cache-Control", "no-store");
    } else if issuer.validators == Validators::Sent {
        validate(&mut reply, issuer.keys_document().since, head);
    }
    for (name, value) in issuer.headers(endpoint) {
        reply.set(name, value);
    }
    Ok(reply)
}

/// RFC 9110 section 13.2.2: the date counts where no tag is named. It is compared as text.
fn validate(reply: &mut Reply, since: SystemTime, head: &Head) {
    let hash = base64url::encode(&Sha256::digest(&reply.body));
    let (tag, since) = (format!("\"{hash}\""), http_date(since));
    let is_same = match (
        head.header("if-none-match"),
        head.header("if-modified-since"),
    ) {
        (Some(tags), _) => tags.split(',').any(|known| {
            let known = known.trim();
            known == "*" || known.trim_start_matches("W/") == tag
        }),
        (None, Some(date)) => date == since,
        (None, None) => false,
    };
    reply.set("ETag", &tag);
    reply.set("Last-Modified", &since);
    if is_same {
        reply.not_modified();
    }
}

/// RFC 6750: the token in the header and nowhere else. What it says is not looked at.
fn userinfo(issuer: &Issuer, name: &str, head: &Head) -> Result<Reply, String> {
    let token = head.header("authorization").and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        let is_token = |c: char| c.is_ascii_alphanumeric() || "-._~+/=".contains(c);
        let is_bearer = scheme.eq_ignore_ascii_case("bearer");
        (is_bearer && !token.is_empty() && token.chars().all(is_token)).then_some(token)
    });
    if token.is_none() {
        let mut reply = Reply::text(401, "a bearer token is needed\n");
        reply.set("WWW-Authenticate", "Bearer realm=\"userinfo\"");
        return Ok(reply);
    }
    let mut claims = documents::claims_about_the_user();
    let UserInfoForm::Signed { client_id } = &issuer.userinfo else {
        return Ok(Reply::new(200, "application/json", claims.to_string()));
    };
    claims["iss"] = name.into();
    claims["aud"] = client_id.clone().into();
    let signer = issuer.signer();
    let header = json!({"alg": signer.alg, "kid": signer.kid}).to_string();
    let key = Key::named(&signer.key)?;
    let payload = claims.to_string();
    let token = Compact::new(header.as_bytes(), payload.as_bytes(), |input| {
        mint::sign(&key, &signer.alg, input)
    })?;
    Ok(Reply::new(200, "application/jwt", token.text()))
}

/// A token as the issuer is now, after what has to happen before.
pub(super) fn draft(
    issuer: &mut Issuer,
    name: &str,
    kind: Kind,
    audience: &str,
    now: i64,
) -> Result<Draft, String> {
    let mut ahead = 0;
    match issuer.minting {
        Minting::Plain => {}
        Minting::RotateFirst => issuer.rotate(Rotation::DropOld)?,
        Minting::Skewed(seconds) => ahead = seconds,
    }
    issuer.tokens += 1;
    let mut draft = Draft::new(kind, issuer.signer().clone(), name, audience, now).skewed(ahead);
    if kind != Kind::IdToken {
        draft = draft.with("jti", format!("token-{}", issuer.tokens));
    }
    if !issuer.has_kids() {
        draft = draft.with_kid(None);
    }
    Ok(draft)
}

fn minted(issuer: &mut Issuer, name: &str, head: &Head) -> Result<String, String> {
    let kind = head.path().rsplit('/').next().unwrap_or_default();
    let kind = Kind::named(kind).ok_or_else(|| format!("`{kind}` is no kind of token"))?;
    let mutation = head.query("mutation").map(|name| {
        let mutation = Mutation::named(&name);
        mutation.ok_or_else(|| format!("`{name}` is no mutation"))
    });
    let mutation = mutation.transpose()?;
    let number = |name: &str| {
        let number = head.query(name).map(|text| text.parse::<i64>());
        number
            .transpose()
            .map_err(|_| format!("{name} is no number"))
    };
    let now = match number("now")? {
        Some(now) => now,
        None => now_in_seconds(),
    };
    let usual = match kind {
        Kind::AccessToken => AUDIENCE,
        Kind::IdToken | Kind::LogoutToken => CLIENT_ID,
    };
    let audience = head.query("audience").unwrap_or_else(|| usual.to_owned());
    let skew = number("skew")?;
    let mut draft = draft(issuer, name, kind, &audience, now)?;
    for claim in ["nonce", "sid", "scope", "sub", "client_id", "jti"] {
        if let Some(value) = head.query(claim) {
            draft = draft.with(claim, value);
        }
    }
    if let Some(token) = head.query("access_token") {
        draft = draft.with_access_token(&token)?;
    }
    if let Some(code) = head.query("code") {
        draft = draft.with_code(&code)?;
    }
    if let Some(state) = head.query("state") {
        draft = draft.with_state(&state)?;
    }
    if let Some(kid) = head.query("kid") {
        draft = draft.with_kid(Some(&kid));
    }
    if let Some(seconds) = skew {
        draft = draft.skewed(seconds);
    }
    if let Some(mutation) = mutation {
        draft = draft.mutated(mutation);
    }
    draft.text()
}

fn now_in_seconds() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
