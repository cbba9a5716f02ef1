import Bytes

/// Inserts widths into an address template: `photo_{width}x.jpg` beside `data-widths="[180, 360,
/// 720]"`.
enum WidthTemplate {
  /// The maximum number of widths used from one list.
  static let maximumWidths = 64

  private static let place = "{width}"

  /// Returns the addresses, without those that would be too long.
  ///
  /// There are none if the value has no placeholder, or others too, or the list has no number.
  static func fill(_ value: String, widths: String) -> [(reference: String, width: Int)] {
    guard value.utf8.count <= LinkCollector.maximumAddressBytes else { return [] }
    let parts = value.split(separator: place, omittingEmptySubsequences: false)
    let byteCount = parts.reduce(0) { $0 + $1.utf8.count }
    guard parts.count > 1, !parts.contains(where: LazyAttribute.isTemplate) else { return [] }
    let list = widths.utf8.span
    var reader = JSONReader()
    var filled: [(String, Int)] = []
    while filled.count < maximumWidths, let token = reader.next(in: list) {
      guard case .scalar(let range) = token, let width = Int(list.text(range)), width > 0 else {
        continue
      }
      let number = String(width)
      guard byteCount + (parts.count - 1) * number.utf8.count <= LinkCollector.maximumAddressBytes
      else { continue }
      filled.append((parts.joined(separator: number), width))
    }
    return filled
  }
}
