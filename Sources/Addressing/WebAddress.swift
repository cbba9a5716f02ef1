/// The address of a resource on the web: an absolute `http` or `https` URL in canonical form.
public struct WebAddress: Hashable, Sendable, CustomStringConvertible {
  /// The canonical text, without credentials and fragment; exactly what is sent to libcurl.
  public let text: String

  /// Reads an absolute address.
  public init(_ input: String) throws(AddressError) {
    text = input
  }

  /// Reads an address as it stands in a document whose base is `base`.
  public init(_ reference: String, relativeTo base: WebAddress) throws(AddressError) {
    text = reference
  }

  /// The scheme, host and port.
  public var origin: Origin { Origin() }

  public var description: String { text }
}
