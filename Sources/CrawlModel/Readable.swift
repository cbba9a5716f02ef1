import Bytes

/// Formats quantities as readable text.
public enum Readable {
  /// A number of bytes with a decimal unit: `998 B`, `1.4 MB`, `236 MB`.
  public static func bytes(_ count: Int) -> String {
    let units = ["kB", "MB", "GB", "TB"]
    guard count >= 1000 else { return "\(count) B" }
    var value = Double(count) / 1000
    var unit = 0
    while value >= 999.5, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    return "\(value < 9.95 ? oneDecimal(value) : "\(Int(value.rounded()))") \(units[unit])"
  }

  /// A text from elsewhere on one line: line ends and characters that control a terminal are
  /// replaced (see `VisibleText`).
  public static func line(_ text: String) -> String { VisibleText.line(text) }

  /// A duration: `0.3 s`, `42 s`, `3 min 20 s`, `2 h 5 min`; negative values count as zero.
  public static func duration(_ duration: Duration) -> String {
    let (whole, attoseconds) = max(duration, .zero).components
    let seconds = Double(whole) + Double(attoseconds) / 1e18
    if seconds < 9.95 { return "\(oneDecimal(seconds)) s" }
    // A double cannot hold the longest durations.
    let total = attoseconds < 500_000_000_000_000_000 ? whole : max(whole, whole &+ 1)
    if total < 60 { return "\(total) s" }
    if total < 3600 { return "\(total / 60) min \(total % 60) s" }
    return "\(total / 3600) h \(total % 3600 / 60) min"
  }

  /// A whole number with thousands separators: `1,234,567`.
  public static func number(_ number: Int) -> String {
    var text = ""
    let digits = "\(number.magnitude)"
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return number < 0 ? "-" + text : text
  }

  /// A number and its noun: `1 image`, `2 images`; `plural` is for irregular nouns.
  public static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(Self.number(number)) \(number == 1 ? noun : plural ?? noun + "s")"
  }

  private static func oneDecimal(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
