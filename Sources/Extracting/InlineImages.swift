import Addressing
import Bytes

/// The decoded `data:` images of one document, if they are wanted.
struct InlineImages {
  /// The maximum length of a `data:` address in bytes.
  static let longestAddress = 8 << 20
  /// The maximum number of bytes, and of images, kept per document.
  static let maximumBytes = 32 << 20
  static let maximumCount = 1_000

  /// Whether they are wanted.
  let isWanted: Bool
  private var contents: [WebAddress: [UInt8]] = [:]
  private var byteCount = 0

  init(isWanted: Bool) { self.isWanted = isWanted }

  /// Decodes a reference and returns a name for its content; returns `nil` if it is not a `data:`
  /// address, is malformed, or exceeds the limits.
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

  /// Returns the content with a name.
  func content(of name: WebAddress) -> [UInt8]? { contents[name] }
}
