/// An address that many references are read against: its parts are cut out once.
public struct AddressBase: Sendable {
  /// The address.
  public let address: WebAddress
  /// Up to the path, up to the last slash of it, and up to the query.
  let root: String
  let folder: String
  let path: String

  /// Makes an address ready.
  public init(_ address: WebAddress) {
    self.address = address
    root = String(address.slice(0, Int(address.layout.pathStart)))
    folder = String(address.slice(0, address.folderEnd))
    path = String(address.slice(0, Int(address.layout.pathEnd)))
  }
}
