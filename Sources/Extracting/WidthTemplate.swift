import Bytes

/// Inserts widths into an address template: `photo_{width}x.jpg` beside `data-widths="[180, 360,
/// 720]"`.
enum WidthTemplate {
  /// The maximum number of widths used from one list.
  static let maximumWidths = 64

  private static let place = "{width}"

  /// Returns the addresses; empty if the value has no placeholder or the list no number.
  static func fill(_ value: String, widths: String) -> [(reference: String, width: Int)] {
    guard value.contains(place) else { return [] }
    let list = widths.utf8.span
    var reader = JSONReader()
    var filled: [(String, Int)] = []
    while filled.count < maximumWidths, let token = reader.next(in: list) {
      guard case .scalar(let range) = token, let width = Int(list.text(range)), width > 0 else {
        continue
      }
      let reference = value.replacing(place, with: String(width))
      if !LazyAttribute.isTemplate(reference) { filled.append((reference, width)) }
    }
    return filled
  }
}
