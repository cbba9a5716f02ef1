import Addressing
import Bytes

/// The images that stand in one document as `data:` addresses, decoded, where that is wanted.
struct InlineImages {
  /// The most bytes that one such address may have.
  static let longestAddress = 8 << 20
  /// The most bytes and images that are kept of one document.
  static let maximumBytes = 32 << 20
  static let maximumCount = 1_000

  /// Whether they are wanted.
  let isWanted: Bool
  private var contents: [WebAddress: [UInt8]] = [:]
  private var byteCount = 0

  init(isWanted: Bool) { self.isWanted = isWanted }

  /// Takes in a reference; the name of what it holds, or `nil` where it is no `data:` address, is
  /// broken, or goes beyond the limits.
  mutating func take(_ reference: String) -> WebAddress? {
    let reference = reference.trimmingHTMLSpace
    guard isWanted, reference.utf8.count <= Self.longestAddress,
      let data = DataAddress(String(reference).utf8.span, limit: Self.longestAddress),
      !data.content.isEmpty
    else { return nil }
    let name = WebAddress(naming: SHA256Digest(of: data.content.span).bytes)
    if contents[name] != nil { return name }
    guard contents.count < Self.maximumCount,
      byteCount + data.content.count <= Self.maximumBytes
    else { return nil }
    contents[name] = data.content
    byteCount += data.content.count
    return name
  }

  /// The bytes of what a name stands for.
  func content(of name: WebAddress) -> [UInt8]? { contents[name] }
}
