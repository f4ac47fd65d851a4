//! What a provider serves.

use super::named::named;

named! {
    /// What a request is for.
    Endpoint {
        Metadata "metadata" "`/.well-known/openid-configuration` behind the issuer (OpenID Connect Discovery 1.0 section 4)",
        OAuthMetadata "oauth-metadata" "`/.well-known/oauth-authorization-server` before the path of the issuer (RFC 8414)",
        ResourceMetadata "resource-metadata" "`/.well-known/oauth-protected-resource` before the path of the issuer (RFC 9728)",
        Keys "keys" "the key set, at a path that only the metadata tell",
        UserInfo "userinfo" "claims about the user, for a bearer token",
        WebFinger "webfinger" "`/.well-known/webfinger`, which leads to the issuer (RFC 7033)",
        Mint "mint" "`/mint/KIND` behind the issuer: a token, signed",
    }
}
