/// The error thrown inside the parser; the reader adds the input.
struct Refusal: Error {
  let code: AddressError.Code

  init(_ code: AddressError.Code) { self.code = code }
}
