import Addressing
public import CrawlModel

extension Inspection {
  /// Reads an address as Magpie reads it in a document.
  ///
  /// - Parameters:
  ///   - input: the text.
  ///   - base: the address that relative ones are resolved against.
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

  /// A base with a scheme that Magpie does not fetch is ignored; an absolute address needs none.
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
