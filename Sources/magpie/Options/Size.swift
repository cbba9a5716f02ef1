import ArgumentParser

/// A whole number on the command line, optionally with a unit: `500`, `20k`, `2.5M`, `2G`, `2MiB`.
///
/// The units are decimal (`k`, `M`, `G`, `T`, with or without `B`) or binary (`Ki`, `Mi`, `Gi`, `Ti`).
struct Size: ExpressibleByArgument {
  let number: Int

  init(_ number: Int) { self.number = number }

  init?(argument: String) {
    let digits = argument.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    var unit = argument.dropFirst(digits.count).drop { $0 == " " }.lowercased()[...]
    if unit.last == "b" { unit = unit.dropLast() }
    let isBinary = unit.count == 2 && unit.last == "i"
    if isBinary { unit = unit.dropLast() }
    guard let power = ["", "k", "m", "g", "t"].firstIndex(of: unit), !isBinary || power > 0 else {
      return nil
    }
    let factor = (0..<power).reduce(1) { product, _ in product * (isBinary ? 1024 : 1000) }
    if let whole = Int(digits) {
      let (product, overflow) = whole.multipliedReportingOverflow(by: factor)
      guard !overflow else { return nil }
      number = product
    } else {
      // A fraction of a byte has no meaning.
      guard power > 0, let value = Double(digits), value.isFinite, value * Double(factor) < 0x1p62
      else { return nil }
      number = Int((value * Double(factor)).rounded())
    }
  }

  var defaultValueDescription: String {
    for (unit, factor) in [("G", 1_000_000_000), ("M", 1_000_000), ("k", 1_000)]
    where number >= factor && number.isMultiple(of: factor) {
      return "\(number / factor)\(unit)"
    }
    return "\(number)"
  }
}
