import ArgumentParser

/// A whole number on the command line, optionally with a decimal unit: `500`, `20k`, `50M`, `2G`.
struct Size: ExpressibleByArgument {
  let number: Int

  init(_ number: Int) { self.number = number }

  init?(argument: String) {
    let units: [Character: Int] = [
      "k": 1_000, "m": 1_000_000, "g": 1_000_000_000, "t": 1_000_000_000_000,
    ]
    var digits = argument[...]
    if digits.last?.lowercased() == "b" { digits = digits.dropLast() }
    var factor = 1
    if let unit = digits.last.flatMap({ units[Character($0.lowercased())] }) {
      factor = unit
      digits = digits.dropLast()
    }
    guard let value = Int(digits) else { return nil }
    let (product, overflow) = value.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    number = product
  }

  var defaultValueDescription: String {
    for (unit, factor) in [("G", 1_000_000_000), ("M", 1_000_000), ("k", 1_000)]
    where number >= factor && number.isMultiple(of: factor) {
      return "\(number / factor)\(unit)"
    }
    return "\(number)"
  }
}
