import ArgumentParser
import Threads

/// A duration on the command line, in seconds or with units: `0.5`, `30`, `90s`, `15m`, `1h30m`.
struct Seconds: ExpressibleByArgument {
  /// Ten years; a longer time is probably a typing error.
  static let longest = 315_360_000.0

  let duration: Duration

  init(_ duration: Duration) { self.duration = duration }

  init?(argument: String) {
    guard let number = Double(argument) ?? Self.sum(argument[...]), number.isFinite,
      abs(number) <= Self.longest
    else { return nil }
    duration = .microseconds(Int64((number * 1_000_000).rounded()))
  }

  /// The sum of numbers that all have a unit.
  private static func sum(_ text: Substring) -> Double? {
    let units = [
      "ms": 0.001, "s": 1, "sec": 1, "m": 60, "min": 60, "h": 3_600, "d": 86_400,
    ]
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") }
    let rest = text.dropFirst(digits.count)
    let unit = rest.prefix { $0.isLetter }
    guard let value = Double(digits), let factor = units[unit.lowercased()] else { return nil }
    let others = rest.dropFirst(unit.count)
    return others.isEmpty ? value * factor : sum(others).map { value * factor + $0 }
  }

  var defaultValueDescription: String {
    let seconds = duration.inSeconds
    return seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }
}
