//! What cannot be written down. Each program has one fault; the message of the compiler beside it names it.

// Attack rows 28, 70 and 71: skipping the signature by a flag, and one kind of token in the place of another.
#[test]
fn purposes_cannot_be_confused() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
