/// The result of parsing an address: what can be fetched, and the parts kept separately.
public struct ParsedAddress: Hashable, Sendable {
  /// The address that can be fetched.
  public let address: WebAddress
  /// The part after `#`, percent-encoded, without the `#`; `nil` if there is none.
  public let fragment: String?
  /// The user name and password; `nil` if both are empty.
  public let credentials: Credentials?

  /// Creates a parsed address from its parts.
  public init(address: WebAddress, fragment: String? = nil, credentials: Credentials? = nil) {
    self.address = address
    self.fragment = fragment
    self.credentials = credentials
  }

  /// The address with its fragment, without its credentials.
  public var hrefWithoutCredentials: String {
    guard let fragment else { return address.text }
    return address.text + "#" + fragment
  }
}
