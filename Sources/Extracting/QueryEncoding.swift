import Addressing
import Markup

extension CharacterEncoding {
  /// Writes queries in this encoding as the URL standard has it (§1.3, "percent-encode after
  /// encoding"); `nil` for UTF-8, which the address reader writes by itself.
  var queryEncoder: AddressReader.QueryEncoder? {
    guard output != .utf8 else { return nil }
    let encoder = TextEncoder(self)
    return { text in encoder.encode(text, missing: PercentEncoding.escape(forUnencodable:)) }
  }
}
