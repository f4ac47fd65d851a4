//! Why a key, or the JSON that holds it, was refused.

mod classify;
mod display;
#[cfg(test)]
mod tests;

use alloc::boxed::Box;

use crate::Rule;

/// Why a key was not accepted.
///
/// Nothing in it is secret: it holds names of members, positions, sizes, and the values of `kty`,
/// `crv`, `alg`, `use` and `key_ops`, never the values of other members. `Display` prints what came
/// from outside as [`Quoted`](crate::Quoted).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The text does not follow the JSON grammar ([RFC 8259 §2](https://www.rfc-editor.org/rfc/rfc8259#section-2)).
    JsonSyntax {
        /// Octets before the fault.
        at: usize,
        /// What the grammar wants there.
        expected: &'static str,
    },
    /// A member name stands twice in one object ([RFC 7493 §2.3](https://www.rfc-editor.org/rfc/rfc7493#section-2.3)).
    JsonDuplicateMember {
        /// The name, unescaped.
        name: Box<str>,
        /// Where it stands again.
        at: usize,
    },
    /// Nesting beyond the limit.
    JsonTooDeep {
        /// The limit.
        limit: usize,
        /// Octets before the bracket that goes too deep.
        at: usize,
    },
    /// The text is not UTF-8 ([RFC 8259 §8.1](https://www.rfc-editor.org/rfc/rfc8259#section-8.1)).
    JsonNotUtf8 {
        /// Octets that are.
        at: usize,
    },
    /// A string holds half a surrogate pair ([RFC 7493 §2.1](https://www.rfc-editor.org/rfc/rfc7493#section-2.1)).
    JsonSurrogate {
        /// Octets before the escape.
        at: usize,
    },
    /// The text starts with a byte order mark ([RFC 8259 §8.1](https://www.rfc-editor.org/rfc/rfc8259#section-8.1)).
    JsonByteOrderMark,
    /// Longer than the limit.
    TooLarge {
        /// What is.
        what: &'static str,
        /// The limit in octets.
        limit: usize,
        /// Its length in octets.
        found: usize,
    },
    /// Not canonical base64url ([RFC 7515 §2](https://www.rfc-editor.org/rfc/rfc7515#section-2)).
    Base64 {
        /// The member or part that holds it.
        member: &'static str,
    },
    /// The JSON value is not an object ([RFC 7517 §4](https://www.rfc-editor.org/rfc/rfc7517#section-4)).
    NotAnObject {
        /// What it is.
        found: &'static str,
    },
    /// A member that the key type requires is absent.
    MissingMember {
        /// The member.
        member: &'static str,
        /// Where it is required.
        rule: Rule,
    },
    /// A member is there, but of another JSON type, or empty where octets are required.
    MemberType {
        /// The member.
        member: &'static str,
        /// What the specification wants there.
        expected: &'static str,
        /// What was found.
        found: &'static str,
        /// Where that is said.
        rule: Rule,
    },
    /// `kty` is not one that this crate knows ([RFC 7517 §4.1](https://www.rfc-editor.org/rfc/rfc7517#section-4.1)).
    UnsupportedKeyType {
        /// The value of `kty`.
        kty: Box<str>,
    },
    /// `crv` is not one that this crate knows for the key type.
    UnsupportedCurve {
        /// The key type.
        kty: &'static str,
        /// The value of `crv`.
        crv: Box<str>,
    },
    /// An operation that this kind of key does not offer here.
    UnsupportedEncoding {
        /// What was asked for.
        what: &'static str,
    },
    /// A member's octets are too few or too many.
    WrongLength {
        /// The member.
        member: &'static str,
        /// How many octets it has in this kind of key.
        expected: usize,
        /// How many were found.
        found: usize,
        /// Where the length is given.
        rule: Rule,
    },
    /// An unsigned integer is empty or starts with a zero octet ([RFC 7518 §2](https://www.rfc-editor.org/rfc/rfc7518#section-2)).
    NotMinimalInteger {
        /// The member.
        member: &'static str,
    },
    /// The public key is not a point on the curve
    /// ([RFC 7518 §6.2.1](https://www.rfc-editor.org/rfc/rfc7518#section-6.2.1),
    /// [RFC 8032 §5.1.3](https://www.rfc-editor.org/rfc/rfc8032#section-5.1.3),
    /// [RFC 8032 §5.2.3](https://www.rfc-editor.org/rfc/rfc8032#section-5.2.3)).
    NotOnCurve {
        /// The curve.
        crv: &'static str,
    },
    /// The public key has another spelling as well ([RFC 8032 §5.1.3](https://www.rfc-editor.org/rfc/rfc8032#section-5.1.3),
    /// [RFC 8032 §5.2.3](https://www.rfc-editor.org/rfc/rfc8032#section-5.2.3)).
    NotCanonicalPoint {
        /// The subtype.
        crv: &'static str,
    },
    /// The public key generates a group of at most eight elements; on Ed448 also one that is the sum
    /// of such a point and another.
    SmallOrderPoint {
        /// The subtype.
        crv: &'static str,
    },
    /// The RSA modulus is too small ([RFC 7518 §3.3](https://www.rfc-editor.org/rfc/rfc7518#section-3.3)).
    RsaModulusTooSmall {
        /// Its size in bits.
        bits: u32,
    },
    /// The RSA modulus is larger than the limit.
    RsaModulusTooLarge {
        /// Its size in bits.
        bits: u32,
        /// The limit in bits.
        limit: u32,
    },
    /// The RSA modulus is even ([RFC 8017 §3.1](https://www.rfc-editor.org/rfc/rfc8017#section-3.1)).
    RsaModulusEven,
    /// The RSA public exponent is even or below 3
    /// ([RFC 8017 §3.1](https://www.rfc-editor.org/rfc/rfc8017#section-3.1)), or above 2^33.
    RsaExponent {
        /// What is wrong with it.
        fault: &'static str,
    },
    /// A private RSA key has some of its members and not the others
    /// ([RFC 7518 §6.3.2](https://www.rfc-editor.org/rfc/rfc7518#section-6.3.2)).
    RsaIncomplete {
        /// The member that is absent.
        missing: &'static str,
    },
    /// `oth` is empty ([RFC 7518 §6.3.2.7](https://www.rfc-editor.org/rfc/rfc7518#section-6.3.2.7)).
    RsaNoOtherPrimes,
    /// A private member does not belong to the public ones.
    PrivateMismatch {
        /// The member.
        member: &'static str,
        /// Where it is defined.
        rule: Rule,
    },
    /// A value stands twice in `key_ops` ([RFC 7517 §4.3](https://www.rfc-editor.org/rfc/rfc7517#section-4.3)).
    DuplicateKeyOperation {
        /// The value.
        operation: Box<str>,
    },
    /// `use` and `key_ops` contradict each other ([RFC 7517 §4.3](https://www.rfc-editor.org/rfc/rfc7517#section-4.3)).
    UseContradictsKeyOps {
        /// The value of `use`.
        key_use: Box<str>,
        /// The value of `key_ops` that it bars.
        operation: Box<str>,
    },
    /// The key's own `alg` is for another kind of key ([RFC 7517 §4.4](https://www.rfc-editor.org/rfc/rfc7517#section-4.4)).
    AlgorithmDoesNotFit {
        /// The value of `alg`.
        alg: Box<str>,
        /// The key that `alg` takes, and the key that it is.
        expected: Box<str>,
    },
    /// A symmetric key without octets.
    EmptySecret,
    /// Octets offered as a symmetric key are a public key in DER or in one of its usual text forms
    /// ([RFC 8725 §2.1](https://www.rfc-editor.org/rfc/rfc8725#section-2.1)).
    PublicKeyAsSecret,
    /// `x5c` is an empty array ([RFC 7517 §4.7](https://www.rfc-editor.org/rfc/rfc7517#section-4.7)).
    NoCertificates,
    /// A certificate, or what refers to it, is not right ([RFC 7517 §4.7](https://www.rfc-editor.org/rfc/rfc7517#section-4.7)).
    Certificate {
        /// The member.
        member: &'static str,
        /// What is wrong.
        fault: &'static str,
    },
    /// Not the DER or PEM encoding of a key.
    Encoding {
        /// The form that was expected.
        form: &'static str,
        /// Where the form is defined.
        rule: Rule,
    },
    /// Not a JWK thumbprint URI ([RFC 9278 §3](https://www.rfc-editor.org/rfc/rfc9278#section-3)).
    ThumbprintUri {
        /// What is wrong.
        fault: &'static str,
    },
    /// A counted member would have to be escaped in the hash input
    /// ([RFC 7638 §3.3](https://www.rfc-editor.org/rfc/rfc7638#section-3.3)).
    ThumbprintEscape {
        /// The member.
        member: &'static str,
    },
}

impl core::error::Error for Error {}
