/// A base address prepared for resolving many references: its parts are extracted once.
public struct AddressBase: Sendable {
  /// The address.
  public let address: WebAddress
  /// The text up to the path, up to the last slash of the path, and up to the query.
  let root: String
  let folder: String
  let path: String

  /// Prepares an address.
  public init(_ address: WebAddress) {
    self.address = address
    root = String(address.slice(0, Int(address.layout.pathStart)))
    folder = String(address.slice(0, address.folderEnd))
    path = String(address.slice(0, Int(address.layout.pathEnd)))
  }
}
