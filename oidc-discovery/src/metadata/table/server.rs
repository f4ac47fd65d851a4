//! The members of servers: the registry "OAuth Authorization Server Metadata", which OpenID Connect
//! shares. `issuer` stands apart.

/// Gives the rows to a macro.
macro_rules! server_members {
    ($then:ident) => {
        $then! {
            (other Kind::Url) jwks_uri: "Where the keys lie.";
            (url) authorization_endpoint: "The authorization endpoint.";
            (url) token_endpoint: "The token endpoint.";
            (url) userinfo_endpoint: "The UserInfo endpoint.";
            (url) registration_endpoint: "The endpoint for dynamic registration of clients.";
            (url) revocation_endpoint: "The endpoint that revokes tokens.";
            (url) introspection_endpoint: "The endpoint that tells about tokens.";
            (url) device_authorization_endpoint: "The device authorization endpoint ([RFC 8628](https://www.rfc-editor.org/rfc/rfc8628)).";
            (url) pushed_authorization_request_endpoint: "The endpoint for pushed requests ([RFC 9126](https://www.rfc-editor.org/rfc/rfc9126)).";
            (url) backchannel_authentication_endpoint: "The endpoint for client-initiated backchannel authentication.";
            (url) check_session_iframe: "The page that tells changes of the login to an `iframe`.";
            (url) end_session_endpoint: "The endpoint for logout that the relying party starts.";
            (url) federation_registration_endpoint: "The endpoint for explicit registration in a federation.";
            (url) signed_jwks_uri: "Where a signed set of keys lies (OpenID Federation).";
            (text) service_documentation: "A page for developers.";
            (text) op_policy_uri: "A page about what clients may do with data.";
            (text) op_tos_uri: "A page with the terms of service.";
            // rfc8414-2.1-1: whoever signed it, or nobody.
            (text) signed_metadata: "A JWT with metadata, as it stands there. It is neither verified nor believed.";
            (language) organization_name: "The name of the organisation (OpenID Federation), where no language is asked for.";
            (language) display_name: "The name for display, where no language is asked for.";
            (language) description: "A description, where no language is asked for.";
            (text) logo_uri: "A logo.";
            (text) policy_uri: "A page with the policy of the organisation.";
            (text) information_uri: "A page with more information.";
            (text) organization_uri: "The page of the organisation.";
            (strings) contacts: "Whom to write to.";
            (strings) keywords: "Words about the server.";
            (object) jwks: "Keys by value, as JSON (OpenID Federation). They are not read.";
            (strings) scopes_supported: "Scopes, not necessarily all.";
            (strings) response_types_supported: "Values of `response_type`.";
            (defaulted ["query", "fragment"]) response_modes_supported: "Values of `response_mode`; `query` and `fragment` where nothing is stated.";
            (defaulted ["authorization_code", "implicit"]) grant_types_supported: "Grant types; `authorization_code` and `implicit` where nothing is stated.";
            (strings) acr_values_supported: "Authentication context classes.";
            (strings) subject_types_supported: "Kinds of `sub`: `public`, `pairwise`.";
            (strings) id_token_signing_alg_values_supported: "Algorithms that sign ID tokens.";
            (strings) id_token_encryption_alg_values_supported: "Algorithms for the key that encrypts ID tokens.";
            (strings) id_token_encryption_enc_values_supported: "Algorithms that encrypt ID tokens.";
            (strings) userinfo_signing_alg_values_supported: "Algorithms that sign UserInfo responses.";
            (strings) userinfo_encryption_alg_values_supported: "Algorithms for the key that encrypts UserInfo responses.";
            (strings) userinfo_encryption_enc_values_supported: "Algorithms that encrypt UserInfo responses.";
            (strings) request_object_signing_alg_values_supported: "Algorithms that sign request objects.";
            (strings) request_object_encryption_alg_values_supported: "Algorithms for the key that encrypts request objects.";
            (strings) request_object_encryption_enc_values_supported: "Algorithms that encrypt request objects.";
            (defaulted ["client_secret_basic"]) token_endpoint_auth_methods_supported: "How clients authenticate at the token endpoint; `client_secret_basic` where nothing is stated.";
            (strings) token_endpoint_auth_signing_alg_values_supported: "Algorithms of the JWTs with which they do.";
            (defaulted ["client_secret_basic"]) revocation_endpoint_auth_methods_supported: "How clients authenticate at the revocation endpoint; `client_secret_basic` where nothing is stated.";
            (strings) revocation_endpoint_auth_signing_alg_values_supported: "Algorithms of the JWTs with which they do.";
            // rfc8414-2-10
            (strings) introspection_endpoint_auth_methods_supported: "How one authenticates at the introspection endpoint; nothing is assumed where nothing is stated.";
            (strings) introspection_endpoint_auth_signing_alg_values_supported: "Algorithms of the JWTs with which one does.";
            (strings) introspection_signing_alg_values_supported: "Algorithms that sign introspection responses ([RFC 9701](https://www.rfc-editor.org/rfc/rfc9701)).";
            (strings) introspection_encryption_alg_values_supported: "Algorithms for the key that encrypts introspection responses.";
            (strings) introspection_encryption_enc_values_supported: "Algorithms that encrypt introspection responses.";
            // rfc8414-2-8
            (strings) code_challenge_methods_supported: "Methods of PKCE; none where nothing is stated.";
            (strings) display_values_supported: "Values of `display`.";
            (strings) prompt_values_supported: "Values of `prompt`.";
            (defaulted ["normal"]) claim_types_supported: "Kinds of claims; `normal` where nothing is stated.";
            (strings) claims_supported: "Claims, not necessarily all.";
            (strings) claims_locales_supported: "Languages of claims.";
            (strings) ui_locales_supported: "Languages of the pages that users see.";
            (boolean) claims_parameter_supported: "Whether the parameter `claims` is supported; false where nothing is stated.";
            (boolean) request_parameter_supported: "Whether the parameter `request` is supported; false where nothing is stated.";
            (enabled) request_uri_parameter_supported: "Whether the parameter `request_uri` is supported; true where nothing is stated.";
            (boolean) require_request_uri_registration: "Whether values of `request_uri` have to be registered; false where nothing is stated.";
            (boolean) require_signed_request_object: "Whether every request is a signed object ([RFC 9101](https://www.rfc-editor.org/rfc/rfc9101)); false where nothing is stated.";
            (boolean) require_pushed_authorization_requests: "Whether every request is pushed ([RFC 9126](https://www.rfc-editor.org/rfc/rfc9126)); false where nothing is stated.";
            // rfc9207-2.4-4b
            (boolean) authorization_response_iss_parameter_supported: "Whether every authorization response has `iss` ([RFC 9207](https://www.rfc-editor.org/rfc/rfc9207)); false where nothing is stated.";
            (boolean) tls_client_certificate_bound_access_tokens: "Whether access tokens can be bound to certificates ([RFC 8705](https://www.rfc-editor.org/rfc/rfc8705)); false where nothing is stated.";
            (other Kind::Aliases) mtls_endpoint_aliases: "Where to connect with mutual TLS.";
            (boolean) frontchannel_logout_supported: "Whether there is front-channel logout; false where nothing is stated.";
            (boolean) frontchannel_logout_session_supported: "Whether front-channel logout says which session ends; false where nothing is stated.";
            (boolean) backchannel_logout_supported: "Whether there is back-channel logout; false where nothing is stated.";
            (boolean) backchannel_logout_session_supported: "Whether logout tokens can say which session ends; false where nothing is stated.";
            (boolean) backchannel_user_code_parameter_supported: "Whether backchannel authentication takes a code of the user; false where nothing is stated.";
            (boolean) pre_authorized_grant_anonymous_access_supported "pre-authorized_grant_anonymous_access_supported": "Whether a pre-authorized code needs no client (OpenID for Verifiable Credential Issuance); false where nothing is stated.";
            (strings) dpop_signing_alg_values_supported: "Algorithms of DPoP proofs ([RFC 9449](https://www.rfc-editor.org/rfc/rfc9449)).";
            (strings) authorization_details_types_supported: "Types of `authorization_details` ([RFC 9396](https://www.rfc-editor.org/rfc/rfc9396)).";
            (strings) authorization_signing_alg_values_supported: "Algorithms that sign authorization responses (JARM).";
            (strings) authorization_encryption_alg_values_supported: "Algorithms for the key that encrypts authorization responses.";
            (strings) authorization_encryption_enc_values_supported: "Algorithms that encrypt authorization responses.";
            (strings) backchannel_token_delivery_modes_supported: "How tokens are delivered in backchannel authentication.";
            (strings) backchannel_authentication_request_signing_alg_values_supported: "Algorithms that sign requests for backchannel authentication.";
            (strings) client_registration_types_supported: "How clients register in a federation.";
            (object) request_authentication_methods_supported: "How requests are authenticated in a federation, as JSON.";
            (strings) request_authentication_signing_alg_values_supported: "Algorithms of the JWTs with which they are.";
            (strings) client_attestation_signing_alg_values_supported: "Algorithms of client attestations.";
            (strings) client_attestation_pop_signing_alg_values_supported: "Algorithms of their proofs of possession.";
            (object) vp_formats_supported: "Formats of verifiable presentations, as JSON.";
            (strings) nfv_token_signing_alg_values_supported: "Algorithms that sign tokens for network functions (ETSI NFV-SEC 022).";
            (strings) nfv_token_encryption_alg_values_supported: "Algorithms for the key that encrypts them.";
            (strings) nfv_token_encryption_enc_values_supported: "Algorithms that encrypt them.";
            (other Kind::Resources) protected_resources: "Resources of this server.";
        }
    };
}
pub(in crate::metadata) use server_members;
