/// All that a text said: the address that can be fetched, and what is kept apart from it.
public struct ParsedAddress: Hashable, Sendable {
  /// What can be fetched.
  public let address: WebAddress
  /// The part after `#`, percent-encoded, without the `#`; `nil` where there is none.
  public let fragment: String?
  /// The user name and password; `nil` where both are empty.
  public let credentials: Credentials?

  /// Makes a parsed address from its parts.
  public init(address: WebAddress, fragment: String? = nil, credentials: Credentials? = nil) {
    self.address = address
    self.fragment = fragment
    self.credentials = credentials
  }

  /// The address with its fragment, and without its credentials.
  public var hrefWithoutCredentials: String {
    guard let fragment else { return address.text }
    return address.text + "#" + fragment
  }
}
