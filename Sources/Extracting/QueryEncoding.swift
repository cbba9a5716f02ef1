import Addressing
import Markup

extension CharacterEncoding {
  /// Encodes queries in this encoding as in the URL standard (§1.3, "percent-encode after
  /// encoding"); `nil` for UTF-8, which the address reader handles itself.
  var queryEncoder: AddressReader.QueryEncoder? {
    guard output != .utf8 else { return nil }
    let encoder = TextEncoder(self)
    return { text in encoder.encode(text, missing: PercentEncoding.escape(forUnencodable:)) }
  }
}
