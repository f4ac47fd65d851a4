//! The members of resources: the registry "OAuth Protected Resource Metadata". `resource` stands apart.

/// Gives the rows to a macro.
macro_rules! resource_members {
    ($then:ident) => {
        $then! {
            (other Kind::Issuers) authorization_servers: "Servers whose tokens the resource takes.";
            (url) jwks_uri: "Where the keys of the resource lie. They are not those of an authorization server, and verify no access token.";
            (strings) scopes_supported: "Scopes for this resource, not necessarily all.";
            (stated) bearer_methods_supported: "How bearer tokens are sent: `header`, `body`, `query`. An empty list says that none is taken; `None`, that nothing is said.";
            (strings) resource_signing_alg_values_supported: "Algorithms that sign responses of the resource; none is assumed where nothing is stated.";
            (language) resource_name: "The name for display, where no language is asked for.";
            (language) resource_documentation: "A page for developers, where no language is asked for.";
            (language) resource_policy_uri: "A page about what clients may do with data, where no language is asked for.";
            (language) resource_tos_uri: "A page with the terms of service, where no language is asked for.";
            (boolean) tls_client_certificate_bound_access_tokens: "Whether access tokens can be bound to certificates ([RFC 8705](https://www.rfc-editor.org/rfc/rfc8705)); false where nothing is stated.";
            (strings) authorization_details_types_supported: "Types of `authorization_details` ([RFC 9396](https://www.rfc-editor.org/rfc/rfc9396)).";
            (strings) dpop_signing_alg_values_supported: "Algorithms of DPoP proofs ([RFC 9449](https://www.rfc-editor.org/rfc/rfc9449)).";
            (boolean) dpop_bound_access_tokens_required: "Whether every access token is bound with DPoP; false where nothing is stated.";
            // rfc9728-2.2-1: whoever signed it, or nobody.
            (text) signed_metadata: "A JWT with metadata, as it stands there. It is neither verified nor believed.";
        }
    };
}
pub(in crate::metadata) use resource_members;
