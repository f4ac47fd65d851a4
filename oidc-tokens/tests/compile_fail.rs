//! What cannot be written down. Each program has one fault; the message of the compiler beside it names it.

#[test]
fn purposes_cannot_be_confused() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail/*.rs");
}
