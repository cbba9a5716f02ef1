import Addressing
public import CrawlModel

extension Inspection {
  /// Parses an address in the same way as one in a document.
  ///
  /// - Parameters:
  ///   - input: the text.
  ///   - base: the address that relative addresses are resolved against.
  /// - Returns: the address in canonical form, or why the text is not one.
  public static func address(_ input: String, base: String?) -> Address {
    do throws(AddressError) {
      let parsed = try read(input, base: base)
      return Address(
        input: input, url: parsed.hrefWithoutCredentials,
        canonical: parsed.fragment == nil ? nil : parsed.address.text)
    } catch {
      return Address(input: input, problem: "\(error)")
    }
  }

  /// A base with an unsupported scheme is ignored, since an absolute address needs no base.
  private static func read(
    _ input: String, base: String?
  ) throws(AddressError) -> ParsedAddress {
    guard let base else { return try AddressReader.read(input, base: nil) }
    do throws(AddressError) {
      return try AddressReader.read(input, base: AddressReader.read(base, base: nil))
    } catch {
      guard case .unsupportedScheme = error.code else { throw error }
      return try AddressReader.read(input, base: nil)
    }
  }
}
