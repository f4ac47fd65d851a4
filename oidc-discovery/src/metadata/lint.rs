//! What an operator should mend in metadata that can be read.

use jwk_types::Rule;

use super::members::Members;
use super::value::Value;
use super::{
    AuthorizationServerMetadata, MetadataKind, ProtectedResourceMetadata, ProviderMetadata,
};
use crate::lint::{Code, Finding};
use crate::{HttpUrl, Issuer};

const ENDPOINTS: [&str; 3] = [
    "token_endpoint",
    "revocation_endpoint",
    "introspection_endpoint",
];

impl ProviderMetadata {
    /// Lists what should be mended before the document is published, in the order of the codes.
    ///
    /// ```
    /// use oidc_discovery::{Code, Issuer, ProviderMetadata};
    ///
    /// let issuer = Issuer::parse("https://op.example")?;
    /// let document = r#"{
    ///     "issuer": "https://op.example",
    ///     "jwks_uri": "https://op.example/jwks",
    ///     "id_token_signing_alg_values_supported": ["ES256"]
    /// }"#;
    /// let findings = ProviderMetadata::parse(document, &issuer)?.lint();
    /// assert!(findings.iter().any(|finding| finding.code() == Code::NoRs256));
    /// # Ok::<(), oidc_discovery::Error>(())
    /// ```
    #[must_use]
    pub fn lint(&self) -> Vec<Finding> {
        let mut lint = Lint::new(MetadataKind::OpenIdProvider);
        lint.members(self.members());
        lint.required(&self.missing());
        lint.id_token_algorithms(self.id_token_signing_alg_values_supported());
        let recommended = [
            "userinfo_endpoint",
            "registration_endpoint",
            "scopes_supported",
            "claims_supported",
        ];
        lint.recommended(self.members(), &recommended);
        lint.server(self.members(), self.issuer(), Some(self.jwks_uri()));
        lint.done()
    }
}

impl AuthorizationServerMetadata {
    /// Lists what should be mended before the document is published, in the order of the codes.
    #[must_use]
    pub fn lint(&self) -> Vec<Finding> {
        let mut lint = Lint::new(MetadataKind::AuthorizationServer);
        lint.members(self.members());
        lint.required(&self.missing());
        lint.recommended(self.members(), &["scopes_supported"]);
        lint.server(self.members(), self.issuer(), self.jwks_uri());
        lint.done()
    }
}

impl ProtectedResourceMetadata {
    /// Lists what should be mended before the document is published, in the order of the codes.
    #[must_use]
    pub fn lint(&self) -> Vec<Finding> {
        let mut lint = Lint::new(MetadataKind::ProtectedResource);
        lint.members(self.members());
        lint.recommended(self.members(), &["scopes_supported", "resource_name"]);
        lint.no_none(self.members(), "resource_signing_alg_values_supported");
        lint.done()
    }
}

struct Lint {
    rule: Rule,
    findings: Vec<Finding>,
}

impl Lint {
    const fn new(kind: MetadataKind) -> Self {
        Self {
            rule: kind.rule(),
            findings: Vec::new(),
        }
    }

    fn add(&mut self, place: &str, code: Code, message: &str) {
        let finding = Finding::new(Some(place), code, self.rule, message);
        self.findings.push(finding);
    }

    fn done(mut self) -> Vec<Finding> {
        self.findings.sort_by_key(Finding::code);
        self.findings
    }

    /// What is the same for all kinds of document.
    fn members(&mut self, members: &Members) {
        for (name, value) in members.values() {
            match value {
                Value::Null => self.add(name, Code::NullMember, "null says nothing; leave it out"),
                // rfc9728-2-4: there an empty list says something.
                Value::List(list) if list.is_empty() && name != "bearer_methods_supported" => {
                    // rfc8414-3.2-3
                    self.add(name, Code::EmptyArray, "an empty array is to be left out");
                }
                Value::Url(url) if !url.is_https() => self.insecure(name),
                Value::Aliases(aliases) if !aliases.values().all(HttpUrl::is_https) => {
                    self.insecure(name);
                }
                Value::Issuers(issuers) if !issuers.iter().all(|each| each.url().is_https()) => {
                    self.insecure(name);
                }
                _ => {}
            }
        }
        if members.text("signed_metadata").is_some() {
            let message = "it is neither verified nor believed by readers without support";
            self.add("signed_metadata", Code::SignedMetadata, message);
        }
        for (name, _) in members.extras() {
            self.add(
                name,
                Code::UnknownMember,
                "no registered member; readers ignore it",
            );
        }
    }

    fn insecure(&mut self, name: &str) {
        self.add(
            name,
            Code::InsecureUrl,
            "http works on loopback addresses alone",
        );
    }

    fn required(&mut self, missing: &[&str]) {
        for member in missing {
            self.add(member, Code::MissingRequired, "required, and missing");
        }
    }

    fn recommended(&mut self, members: &Members, recommended: &[&str]) {
        for member in recommended {
            if !members.names().any(|name| name == *member) {
                self.add(member, Code::MissingRecommended, "recommended, and missing");
            }
        }
    }

    fn id_token_algorithms(&mut self, algorithms: &[Box<str>]) {
        const MEMBER: &str = "id_token_signing_alg_values_supported";
        let has = |name: &str| algorithms.iter().any(|alg| &**alg == name);
        // oidc-discovery-3-15
        if !algorithms.is_empty() && !has("RS256") {
            self.add(MEMBER, Code::NoRs256, "RS256 has to be listed");
        }
        // oidc-discovery-3-16
        if has("none") {
            let message = "none opens nothing; verifiers refuse unsecured tokens";
            self.add(MEMBER, Code::NoneListed, message);
        }
        if algorithms.iter().any(|alg| alg.starts_with("HS")) {
            let message = "a MAC proves nothing to anyone but the client who shares the secret";
            self.add(MEMBER, Code::MacListed, message);
        }
    }

    fn server(&mut self, members: &Members, issuer: &Issuer, jwks_uri: Option<&HttpUrl>) {
        if issuer.as_str().ends_with('/') {
            let message = "configure it with the slash, which is part of the name";
            self.add("issuer", Code::TrailingSlash, message);
        }
        if !issuer.url().is_https() {
            self.insecure("issuer");
        }
        let host = issuer.url().host();
        if jwks_uri.is_some_and(|url| !url.host().eq_ignore_ascii_case(host)) {
            let message = "on another host than the issuer, who answers for it too";
            self.add("jwks_uri", Code::JwksElsewhere, message);
        }
        for endpoint in ENDPOINTS {
            let algorithms = format!("{endpoint}_auth_signing_alg_values_supported");
            let methods = members.strings(&format!("{endpoint}_auth_methods_supported"));
            let jwt = |method: &str| ["private_key_jwt", "client_secret_jwt"].contains(&method);
            // rfc8414-2-7
            if methods.iter().any(|each| jwt(each)) && members.strings(&algorithms).is_empty() {
                let message =
                    "clients authenticate with JWTs, and nothing says with which algorithms";
                self.add(&algorithms, Code::AuthAlgsMissing, message);
            }
            // rfc8414-2-7b, oidc-discovery-3-19
            self.no_none(members, &algorithms);
        }
    }

    fn no_none(&mut self, members: &Members, list: &str) {
        if members.strings(list).iter().any(|alg| &**alg == "none") {
            self.add(list, Code::AuthAlgNone, "none must not be listed");
        }
    }
}
